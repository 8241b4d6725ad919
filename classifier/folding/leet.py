"""Digits and signs that stand for letters: "l0an", "$ex", "v1agra".

Likely where the sign stands between letters, and in the other reading at a word's ends.
"""

import numpy as np

from classifier.compiled import compiled, inlined
from classifier.folding.edits import LIKELY, OTHER, Edits
from classifier.folding.tables import Bytes, is_digit, is_letter
from classifier.hashes import Codes

_PLAIN = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "$": "s", "@": "a", "€": "e", "£": "l"}
_STROKES = "1!"
_MOST_DIGITS = 3
"""Digits in a row up to which a word with them is no model number."""
_EURO, _POUND = ord("€"), ord("£")
_LETTERS = np.zeros(0x80, dtype=np.int32)
for _sign, _letter in _PLAIN.items():
    if _sign.isascii():
        _LETTERS[ord(_sign)] = ord(_letter)


@inlined
def _letter_of(code: int) -> int:
    """The letter that a sign stands for, 0 if for none; a stroke stands for 1, which is i or l."""
    if code in (49, 33):
        return 1
    if code < 0x80:
        return int(_LETTERS[code])
    if code == _EURO:
        return 101
    return 108 if code == _POUND else 0


@inlined
def is_sign(code: int) -> bool:
    """Whether it is a digit or one of @ $ ! € £."""
    return is_digit(code) or code in (64, 36, 33, _EURO, _POUND)


@compiled
def may_mix(codes: Codes, start: int, end: int) -> bool:
    """Whether a letter and a sign are neighbours."""
    for index in range(start + 1, end):
        one, two = codes[index - 1], codes[index]
        if (is_letter(one) and is_sign(two)) or (is_sign(one) and is_letter(two)):
            return True
    return False


@compiled
def read(codes: Codes, start: int, end: int, kind: Bytes, edits: Edits) -> bool:
    """Swap the signs in the words of codes[start:end]; whether there is doubt."""
    doubt = False
    index = start
    while index < end:
        if not (is_letter(codes[index]) or is_sign(codes[index])):
            index += 1
            continue
        first = index
        while index < end and (is_letter(codes[index]) or is_sign(codes[index])):
            index += 1
        first, last = _token(codes, start, first, index, kind)
        if first < last and _is_word(codes, first, last):
            doubt = _swap(codes, first, last, edits) or doubt
    return doubt


@compiled
def _token(codes: Codes, start: int, first: int, last: int, kind: Bytes) -> tuple[int, int]:
    """The word in a run of letters and signs: it follows no other letter, and no ! is at its end."""
    if first > start and (kind[codes[first - 1]] & 1 or codes[first - 1] == 95):
        first += 1
        while first < last and codes[first - 1] not in (33, _EURO, _POUND):
            first += 1
    while last > first and codes[last - 1] == 33:
        last -= 1
    return first, last


@compiled
def _is_word(codes: Codes, first: int, last: int) -> bool:
    """Whether the token has a sign that stands for a letter, two letters, and no long number."""
    letters, signs, digits = 0, 0, 0
    for index in range(first, last):
        code = codes[index]
        digits = digits + 1 if is_digit(code) else 0
        if digits > _MOST_DIGITS:
            return False
        letters += is_letter(code)
        signs += _letter_of(code) > 0
    return signs > 0 and letters >= 2 and last - first >= 3


@compiled
def _swap(codes: Codes, first: int, last: int, edits: Edits) -> bool:
    likely = _inside(codes, first, last) and _numbers_are_letters(codes, first, last)
    strokes = False
    for index in range(first, last):
        letter = _letter_of(codes[index])
        if letter == 1:
            strokes = True
            stroke = _stroke(codes, first, last, index)
            if likely:
                edits.swapped[LIKELY, index] = stroke
                stroke = 108 if stroke == 105 else 105
            edits.swapped[OTHER, index] = stroke
        elif letter:
            edits.swapped[OTHER, index] = letter
            if likely:
                edits.swapped[LIKELY, index] = letter
    return strokes if likely else True


@compiled
def _inside(codes: Codes, first: int, last: int) -> bool:
    """Whether one or two signs stand between letters."""
    for index in range(first, last - 2):
        if is_letter(codes[index]) and is_sign(codes[index + 1]):
            if is_letter(codes[index + 2]):
                return True
            if is_sign(codes[index + 2]) and index + 3 < last and is_letter(codes[index + 3]):
                return True
    return False


@compiled
def _numbers_are_letters(codes: Codes, first: int, last: int) -> bool:
    """Whether all numbers of several digits are 00 or 11, as in "l00k" and "do11ar"."""
    index = first
    while index < last:
        run = index
        while run < last and is_digit(codes[run]):
            run += 1
        twins = run - index == 2 and codes[index] == codes[index + 1] and codes[index] in (48, 49)
        if run - index >= 2 and not twins:
            return False
        index = max(run, index + 1)
    return True


@compiled
def _stroke(codes: Codes, first: int, last: int, index: int) -> int:
    """Whether a 1 or ! in a word is an l ("1oan", "c1ick", "sa1e", "do11ar") or an i ("w1n", "v1agra").

    At a word's end there is nothing before or after it, which counts as a vowel.
    """
    before = codes[index - 1] if index > first else 0
    after = codes[index + 1] if index + 1 < last else 0
    if before in (49, 108) or after in (49, 108):
        return 108
    if _is_vowel(after) and (_is_vowel(before) or before in (99, 112, 98, 102, 103, 115)):
        return 108
    return 108 if _is_vowel(before) and after == 0 else 105


@inlined
def _is_vowel(code: int) -> bool:
    return code in (0, 97, 101, 111, 117)
