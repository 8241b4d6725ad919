"""Words with a doubled letter, folded: `classifier/lists/doubled_words.txt`, for telling "freeee" from "loooan"."""

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled, inlined

_SLOTS = 1 << 14


@cache
def doubled_words() -> frozenset[str]:
    """The words."""
    listed = files("classifier").joinpath("lists", "doubled_words.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())


def table() -> NDArray[np.uint64]:
    """An open hash table of the words' hashes."""
    slots = np.zeros(_SLOTS, dtype=np.uint64)
    for word in doubled_words():
        _add(slots, np.array([*map(ord, word)], dtype=np.int32))
    return slots


@compiled
def _add(slots: NDArray[np.uint64], codes: NDArray[np.int32]) -> None:
    value = np.uint64(0)
    for code in codes:
        value = extended(value, code)
    place = value % np.uint64(len(slots))
    while slots[place] != 0:
        place = (place + np.uint64(1)) % np.uint64(len(slots))
    slots[place] = value


@inlined
def extended(value: np.uint64, code: int) -> np.uint64:
    """The hash of a word that goes on with a code point (after FNV); a word's first code point extends 0."""
    return (value ^ np.uint64(code + 1)) * np.uint64(0x100000001B3) + np.uint64(0x9E3779B97F4A7C15)


@compiled
def holds(slots: NDArray[np.uint64], value: np.uint64) -> bool:
    """Whether the table has a word of that hash."""
    place = value % np.uint64(len(slots))
    while slots[place] != 0:
        if slots[place] == value:
            return True
        place = (place + np.uint64(1)) % np.uint64(len(slots))
    return False
