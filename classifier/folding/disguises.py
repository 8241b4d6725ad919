"""Undo disguises inside words: digits and signs for letters, stretched letters, letters split by signs, joined words.

Two readings are made: the likely one, and another that takes the other choice in every doubtful word. What is beyond
doubt is in both. The rules are compiled, since every message goes through them.
"""

import re

import numpy as np

from classifier.compiled import compiled, inlined
from classifier.folding import leet, spacing, splitting, stretching
from classifier.folding.edits import LIKELY, OTHER, Edits, apply, room_for
from classifier.folding.plain import stand_apart
from classifier.folding.tables import Bytes, Tables, is_digit, is_letter, is_space, tables
from classifier.folding.view import View
from classifier.hashes import Codes

LONGEST_WORD = 60
"""Longer runs without a space (keys, encoded data) are left alone: no reader finds a word in them."""
SHORTEST_PART = 3
"""Letters that each of joined words must have."""
EDITED, DOUBT = 1, 2
"""Bits of what `find` finds: the likely reading has edits; the other one differs."""

_CAMEL = re.compile(r"[A-Z](?<=[a-z]{2}.)[a-z]{2}")


def undo(view: View) -> tuple[View, ...]:
    """The likely reading of the view and, where there is doubt, the other one."""
    codes = codes_of(view.text)
    if stand_apart(codes, len(codes), tables().kind):
        view = spacing.join(view)
        codes = codes_of(view.text)
    edits = room_for(len(codes))
    found = find(codes, len(codes), _capitals(view), tables(), edits)
    first = _read(view, codes, edits, LIKELY) if found & EDITED else view
    return (first, _read(view, codes, edits, OTHER)) if found & DOUBT else (first,)


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.int32)


def _capitals(view: View) -> Bytes:
    """Which characters were capitals, if the text has words in CamelCase."""
    capitals = np.zeros(len(view.text), dtype=np.uint8)
    if _CAMEL.search(view.raw):
        for index, start in enumerate(view.starts):
            capitals[index] = view.raw[start].isupper()
    return capitals


def _read(view: View, codes: Codes, edits: Edits, reading: int) -> View:
    out, source = np.empty((2, 2 * len(codes)), dtype=np.int32)
    length = apply(codes, len(codes), edits, reading, out, source)
    return view.read(out[:length].tobytes().decode("utf-32-le", "surrogatepass"), source[:length].tolist())


@compiled
def find(codes: Codes, length: int, capitals: Bytes, tables: Tables, edits: Edits) -> int:
    """Mark the edits of a folded text; bits EDITED and DOUBT. `capitals` says which characters were capitals."""
    found = 0
    start = 0
    joined = _any(capitals, length)
    while start < length:
        if is_space(codes[start]):
            if codes[start] == 10:
                found |= _broken_line(codes, start, length, edits)
            start += 1
            continue
        end = start
        while end < length and not is_space(codes[end]):
            end += 1
        if end - start <= LONGEST_WORD:
            if _is_odd(codes, start, end):
                found |= _word(codes, start, end, tables, edits)
            if joined:
                found |= _joined_words(codes, start, end, capitals, tables.kind, edits)
        start = end
    return found


@compiled
def _any(capitals: Bytes, length: int) -> bool:
    for index in range(length):
        if capitals[index]:
            return True
    return False


@compiled
def _is_odd(codes: Codes, start: int, end: int) -> bool:
    """Whether a word may have something to edit; most have nothing.

    Between letters stands something else than an apostrophe; before a letter stands something else than ordinary
    punctuation; after one a digit or a sign; or a letter is three times the same.
    """
    letter = -1
    for index in range(start, end):
        code = codes[index]
        if is_letter(code):
            if letter >= 0 and index - letter > 1:
                return True
            if index > start and not is_letter(codes[index - 1]) and not _is_ordinary(codes[index - 1]):
                return True
            if index - start >= 2 and codes[index - 1] == code and codes[index - 2] == code:
                return True
            letter = index
        elif code == 39:
            letter = -1
        elif letter == index - 1 and letter >= 0 and (is_digit(code) or code in (36, 64, 0x20AC, 0xA3)):
            return True
    return False


@inlined
def _is_ordinary(code: int) -> bool:
    """Whether it is one of . , ! ? : ; ( ) " ' -"""
    return code in (46, 44, 33, 63, 58, 59, 40, 41, 34, 39, 45)


@compiled
def _word(codes: Codes, start: int, end: int, tables: Tables, edits: Edits) -> int:
    """One word read both ways."""
    mixed = leet.may_mix(codes, start, end)
    stretched = stretching.may_be(codes, start, end, tables.kind)
    split = splitting.may_be(codes, start, end, tables.kind)
    doubt = mixed and leet.read(codes, start, end, tables.kind, edits)
    doubt = (stretched and stretching.read(codes, start, end, tables, edits)) or doubt
    doubt = (split and splitting.read(codes, start, end, tables.kind, edits)) or doubt
    found = DOUBT if doubt else 0
    for index in range(start, end):
        if edits.dropped[LIKELY, index] or edits.swapped[LIKELY, index]:
            found |= EDITED
    return found


@compiled
def _joined_words(codes: Codes, start: int, end: int, capitals: Bytes, kind: Bytes, edits: Edits) -> int:
    """ "#FreeCasinoBonus": in the other reading the words that the capitals show."""
    last, humps = start, 0
    for index in range(start + 1, end):
        if capitals[index] and not capitals[index - 1] and stretching.is_name_letter(kind, codes[index - 1]):
            if index - last < SHORTEST_PART:
                return 0
            last = index
            humps += 1
    if humps == 0 or end - last < SHORTEST_PART:
        return 0
    for index in range(start + 1, end):
        if capitals[index] and not capitals[index - 1] and stretching.is_name_letter(kind, codes[index - 1]):
            edits.gap[OTHER, index] = 1
    return DOUBT


@compiled
def _broken_line(codes: Codes, index: int, length: int, edits: Edits) -> int:
    """ "mort\\ngage": in the other reading one word."""
    if index == 0 or index + 1 == length:
        return 0
    if not is_letter(codes[index - 1]) or not is_letter(codes[index + 1]):
        return 0
    edits.dropped[OTHER, index] = 1
    return DOUBT
