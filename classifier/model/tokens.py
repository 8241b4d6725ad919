"""Words of a reading as the features see them (`classifier.model.features`), compiled.

The words stand in one buffer with a space before, between and after them, so that the characters of each lie there as
its character n-grams need them.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled, inlined
from classifier.folding.tables import WORD, Bytes, Tables, is_digit
from classifier.hashes import Codes
from classifier.model.features import LONGEST_WORD

_WORD, _LONGEST = WORD, LONGEST_WORD
_SPACE, _ZERO, _APOSTROPHE = 32, 48, 39
_SIGNS = (36, 0xA3, 0x20AC, 0x20B9, 0x20B1, 0x20A6, 37)
"""$ £ € ₹ ₱ ₦ %, each a word of its own."""
MOST_ZEROS = 5
"""Digits of a number that are kept; each is taken for a 0."""


class Words(NamedTuple):
    """Working memory: `codes` holds the words; word i is codes[begin[i]:end[i]], start[i]:stop[i] of the reading."""

    codes: Codes
    begin: NDArray[np.int32]
    end: NDArray[np.int32]
    start: NDArray[np.int32]
    stop: NDArray[np.int32]


def room_for(code_points: int) -> Words:
    """Memory for readings of so many code points."""
    one, two, three, four = (np.empty(code_points + 1, dtype=np.int32) for _ in range(4))
    return Words(np.empty(2 * code_points + 2, dtype=np.int32), one, two, three, four)


@compiled
def find(codes: Codes, length: int, tables: Tables, words: Words) -> int:
    """Write the words of a reading; how many there are."""
    kind = tables.kind
    count = 0
    made = 1
    words.codes[0] = _SPACE
    index = 0
    while index < length:
        last = _end_of_word(codes, index, length, kind)
        if last == index:
            index += 1
            continue
        stop = min(last, index + _LONGEST)
        words.start[count], words.stop[count], words.begin[count] = index, stop, made
        made = _write(codes, index, stop, words.codes, made)
        words.end[count] = made
        words.codes[made] = _SPACE
        made += 1
        count += 1
        index = last
    return count


@inlined
def _end_of_word(codes: Codes, start: int, length: int, kind: Bytes) -> int:
    """Where the word that begins at `start` ends; `start` if none does."""
    code = codes[start]
    if not kind[code] & _WORD:
        return start + (code in _SIGNS or 0x2600 <= code <= 0x27BF or 0x1F000 <= code <= 0x1FAFF)
    end = start + 1
    while end < length and kind[codes[end]] & _WORD:
        end += 1
    if end + 1 < length and codes[end] == _APOSTROPHE and kind[codes[end + 1]] & _WORD:
        end += 2
        while end < length and kind[codes[end]] & _WORD:
            end += 1
    return end


@compiled
def _write(codes: Codes, start: int, stop: int, out: Codes, made: int) -> int:
    """Copy a word, its digits as zeros and long numbers cut; where the copy ends."""
    zeros = 0
    for index in range(start, stop):
        code = codes[index]
        if is_digit(code):
            zeros += 1
            if zeros > MOST_ZEROS:
                continue
            code = _ZERO
        else:
            zeros = 0
        out[made] = code
        made += 1
    return made
