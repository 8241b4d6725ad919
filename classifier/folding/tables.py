"""What the compiled stages of folding know of each code point, as arrays that are indexed by it."""

import re
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import inlined
from classifier.folding import characters, doubled
from classifier.hashes import Codes, Keys

WORD, DIGIT, CAPITAL = 1, 2, 4
"""Bits of `Tables.kind`: letters and digits (`\\w` without the underscore), `\\d`, `str.isupper`."""
DROPPED, ASK, LONGER = -1, -2, -3
"""In `Tables.folded`: left out; only the full treatment knows; from here down an entry of `Tables.longer`."""
KNOWN = 0x20000
"""Code points from here on are left to the full treatment."""
_NO_WORDS = 0x34000
"""Unicode has no letters and no digits from here on."""
LONGEST = 8
"""Characters that one code point may fold to."""

Bytes = NDArray[np.uint8]


class Tables(NamedTuple):
    """Arrays for compiled functions.

    kind    code point -> bits
    folded  code point below KNOWN -> the one that it folds to, or DROPPED, ASK, LONGER - row of `longer`
    longer  rows of code points, each ended by 0
    doubled open hash table of the words that double a letter; 0 is an empty slot
    """

    kind: Bytes
    folded: Codes
    longer: NDArray[np.int32]
    doubled: Keys


@cache
def tables() -> Tables:
    """The tables, worked out once."""
    folded, longer = _folded()
    return Tables(_kinds(), folded, longer, doubled.table())


def _kinds() -> Bytes:
    everything = "".join(map(chr, range(_NO_WORDS)))
    kind = np.zeros(0x110000, dtype=np.uint8)
    for bit, pattern in ((WORD, r"[^\W_]+"), (DIGIT, r"\d+")):
        for match in re.finditer(pattern, everything):
            kind[match.start() : match.end()] |= bit
    kind[:KNOWN] |= np.fromiter(map(str.isupper, everything[:KNOWN]), dtype=np.uint8) * np.uint8(CAPITAL)
    return kind


def _folded() -> tuple[Codes, NDArray[np.int32]]:
    doubtful = {char for kind in ("like", "loose") for char in characters.table()[kind] if char.isalpha()}
    folded = np.arange(KNOWN, dtype=np.int32)
    longer: list[list[int]] = []
    for code in _changed(doubtful):
        meant = characters.meant(code)
        if len(meant) == 1 and meant not in doubtful:
            folded[code] = ord(meant)
        elif not meant:
            folded[code] = DROPPED
        elif doubtful.isdisjoint(meant) and len(meant) < LONGEST:
            folded[code] = LONGER - len(longer)
            longer.append([*map(ord, meant), *[0] * (LONGEST - len(meant))])
        else:
            folded[code] = ASK
    return folded, np.array(longer, dtype=np.int32)


def _changed(doubtful: AbstractSet[str]) -> list[int]:
    """Code points that may fold to something else than themselves: to ask for all of them takes far longer."""
    listed = characters.listed() | doubtful | {*map(chr, range(0x80))}
    return [
        code
        for code, char in enumerate(map(chr, range(KNOWN)))
        if char in listed or char.isspace() or char.lower() != char
    ]


@inlined
def is_letter(code: int) -> bool:
    """Whether it is one of a to z."""
    return 97 <= code <= 122


@inlined
def is_digit(code: int) -> bool:
    """Whether it is one of 0 to 9."""
    return 48 <= code <= 57


@inlined
def is_space(code: int) -> bool:
    """Whether it is one of the spaces that folding leaves."""
    return code in (32, 10, 9)
