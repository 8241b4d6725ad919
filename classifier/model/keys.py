"""Keys of n-grams, and the hash table in which the kernel finds them. 64 bits, so that none of the model's collide.

A word's key comes from its characters, a pair's from the keys of its words, a character n-gram's from its characters;
each kind has a salt of its own. The table is open; a slot has 40 bits of the key and 24 bits of the column, plus one.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled, inlined
from classifier.hashes import Codes, Keys, mixed, of_run, paired

WORD_SALT, CHAR_SALT = 0x1B873593CC9E2D51, 0x5851F42D4C957F2D
_COLUMN_BITS = 24
_COLUMN_MASK = (1 << _COLUMN_BITS) - 1
MOST_COLUMNS = _COLUMN_MASK - 1


@inlined
def column(slots: Keys, key: np.uint64) -> int:
    """The column of an n-gram by its mixed key; -1 if the model has none of it."""
    mask = np.uint64(len(slots) - 1)
    place = (key >> np.uint64(_COLUMN_BITS + 16)) & mask
    upper = key << np.uint64(_COLUMN_BITS)
    while True:
        slot = slots[place]
        if slot == 0:
            return -1
        if (slot ^ upper) >> np.uint64(_COLUMN_BITS) == 0:
            return int(slot & np.uint64(_COLUMN_MASK)) - 1
        place = (place + np.uint64(1)) & mask


def table(words: Sequence[str], chars: Sequence[str]) -> Keys:
    """The table of a model's n-grams: columns count from 0, the word block first.

    ValueError if there are more than MOST_COLUMNS, or two have one key.
    """
    total = len(words) + len(chars)
    if total > MOST_COLUMNS:
        raise ValueError(f"expected at most {MOST_COLUMNS:,} n-grams, got {total:,}")
    slots = np.zeros(1 << max(4, (2 * total).bit_length()), dtype=np.uint64)
    for block, names in ((0, words), (1, chars)):
        codes, ends = _laid_out(names)
        if _add_all(slots, codes, ends, block, block * len(words)):
            raise ValueError("two n-grams have one key, or one occurs twice")
    return slots


def column_of(slots: Keys, name: str, chars: bool) -> int:
    """The column of an n-gram by its name; -1 if the table has none of it."""
    codes = np.frombuffer(name.encode("utf-32-le", "surrogatepass"), dtype=np.int32)
    return _column_of(slots, codes, chars)


@compiled
def _column_of(slots: Keys, codes: Codes, chars: bool) -> int:
    key = of_run(codes, 0, len(codes), np.uint64(CHAR_SALT)) if chars else _key_of_words(codes, 0, len(codes))
    return column(slots, mixed(key))


def _laid_out(names: Sequence[str]) -> tuple[Codes, NDArray[np.int64]]:
    """The code points of all names one after the other, and where each ends."""
    codes = np.frombuffer("".join(names).encode("utf-32-le", "surrogatepass"), dtype=np.int32)
    return codes, np.cumsum(np.array([len(name) for name in names], dtype=np.int64))


@compiled
def _add_all(slots: Keys, codes: Codes, ends: NDArray[np.int64], block: int, first: int) -> bool:
    """Add the names of a block; whether one was there already."""
    start = 0
    for index in range(len(ends)):
        end = ends[index]
        if block == 1:
            key = of_run(codes, start, end, np.uint64(CHAR_SALT))
        else:
            key = _key_of_words(codes, start, end)
        key = mixed(key)
        if column(slots, key) >= 0:
            return True
        _add(slots, key, first + index)
        start = end
    return False


@compiled
def _key_of_words(codes: Codes, start: int, end: int) -> np.uint64:
    for index in range(start, end):
        if codes[index] == 32:
            return paired(
                of_run(codes, start, index, np.uint64(WORD_SALT)), of_run(codes, index + 1, end, np.uint64(WORD_SALT))
            )
    return of_run(codes, start, end, np.uint64(WORD_SALT))


@compiled
def _add(slots: Keys, key: np.uint64, number: int) -> None:
    mask = np.uint64(len(slots) - 1)
    place = (key >> np.uint64(_COLUMN_BITS + 16)) & mask
    while slots[place] != 0:
        place = (place + np.uint64(1)) & mask
    slots[place] = (key << np.uint64(_COLUMN_BITS)) | np.uint64(number + 1)
