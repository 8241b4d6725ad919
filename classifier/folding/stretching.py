"""Stretched letters: "loooan" reads loan, "freeee" reads free."""

import numpy as np

from classifier.compiled import compiled, inlined
from classifier.folding.doubled import SALT
from classifier.folding.edits import LIKELY, OTHER, Edits
from classifier.folding.tables import DIGIT, WORD, Bytes, Tables
from classifier.hashes import Codes, extended, holds

_DIGIT, _WORD, _SALT = DIGIT, WORD, SALT
_FEWEST = 3
"""Times in a row from which on a letter is stretched."""


@inlined
def is_name_letter(kind: Bytes, code: int) -> bool:
    """Whether it is a letter of any alphabet (what is in a word, and no digit and no underscore)."""
    return bool(kind[code] & _WORD != 0 and kind[code] & _DIGIT == 0)


@compiled
def _run(codes: Codes, start: int, end: int, kind: Bytes) -> int:
    """How often the letter at `start` stands in a row if it is stretched, else 0; www is part of a host."""
    code = codes[start]
    if code == 119 or not is_name_letter(kind, code):
        return 0
    last = start + 1
    while last < end and codes[last] == code:
        last += 1
    return last - start if last - start >= _FEWEST else 0


@compiled
def may_be(codes: Codes, start: int, end: int, kind: Bytes) -> bool:
    """Whether a letter is stretched."""
    for index in range(start, end - _FEWEST + 1):
        if codes[index] == codes[index + 1] == codes[index + 2] and _run(codes, index, end, kind):
            return True
    return False


@compiled
def read(codes: Codes, start: int, end: int, tables: Tables, edits: Edits) -> bool:
    """One letter for each stretched one, or two in words that are known to double it; the other reading has the other.

    Whether there was something to do: not in what is one letter alone.
    """
    if _is_one_letter(codes, start, end):
        return False
    once, twice = (OTHER, LIKELY) if _is_doubled(codes, start, end, tables) else (LIKELY, OTHER)
    found = False
    index = start
    while index < end:
        run = _run(codes, index, end, tables.kind)
        for place in range(index + 1, index + run):
            edits.dropped[once, place] = 1
            if place > index + 1:
                edits.dropped[twice, place] = 1
        found = found or run > 0
        index += max(run, 1)
    return found


@compiled
def _is_one_letter(codes: Codes, start: int, end: int) -> bool:
    for index in range(start + 1, end):
        if codes[index] != codes[start]:
            return False
    return True


@compiled
def _is_doubled(codes: Codes, start: int, end: int, tables: Tables) -> bool:
    """Whether a word of the stretch, with two letters for each stretched one, is known to double a letter."""
    value = np.uint64(_SALT)
    length = 0
    index = start
    while index < end:
        if not is_name_letter(tables.kind, codes[index]):
            if length and holds(tables.doubled, value):
                return True
            value = np.uint64(_SALT)
            length = 0
            index += 1
            continue
        run = _run(codes, index, end, tables.kind)
        for _ in range(min(run, 2) if run else 1):
            value = extended(value, codes[index])
            length += 1
        index += max(run, 1)
    return length > 0 and holds(tables.doubled, value)
