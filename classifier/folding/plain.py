"""The short cut of folding, compiled: texts in which each character folds by itself, which most texts are.

What needs more (character references, percent-encoding, look-alikes of other alphabets) is left to the full treatment;
`classifier.text` has both, and tests hold them together.
"""

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled, inlined
from classifier.folding.tables import ASK, CAPITAL, DROPPED, KNOWN, LONGER, WORD, Bytes, Tables, is_digit, is_letter
from classifier.hashes import Codes

LONGEST_REFERENCE = 34
"""Characters of a character reference, from & to ;"""
WIDEST_GAP = 3
"""Characters between letters that stand apart."""

_ASK, _CAPITAL, _DROPPED, _KNOWN, _LONGER, _WORD = ASK, CAPITAL, DROPPED, KNOWN, LONGER, WORD


@compiled
def decode(data: Bytes, start: int, end: int, out: Codes) -> int:
    """Write the code points of valid UTF-8, data[start:end], to `out`; how many there are."""
    made = 0
    place = start
    while place < end:
        byte = np.int32(data[place])
        if byte < 0x80:
            out[made] = byte
            place += 1
        elif byte < 0xE0:
            out[made] = (byte & 0x1F) << 6 | (data[place + 1] & 0x3F)
            place += 2
        elif byte < 0xF0:
            out[made] = (byte & 0x0F) << 12 | (data[place + 1] & 0x3F) << 6 | (data[place + 2] & 0x3F)
            place += 3
        else:
            out[made] = (
                (byte & 0x07) << 18
                | (data[place + 1] & 0x3F) << 12
                | (data[place + 2] & 0x3F) << 6
                | (data[place + 3] & 0x3F)
            )
            place += 4
        made += 1
    return made


@compiled
def fold(raw: Codes, length: int, tables: Tables, out: Codes, source: NDArray[np.int32], capitals: Bytes) -> int:
    """Write the folded code points to `out`, the place of each in `raw` to `source`, and which were capitals.

    How many there are, or ASK if the full treatment is needed. `out` has room for LONGEST times the raw text. Without
    words in CamelCase no capitals are noted.
    """
    made = 0
    camel = _has_camel_case(raw, length)
    for index in range(length):
        code = raw[index]
        folded = tables.folded[code] if code < _KNOWN else _ASK
        if folded == _DROPPED:
            continue
        encoded = (code == 38 and _refers(raw, index, length)) or (code == 37 and _escapes(raw, index, length))
        if folded == _ASK or encoded:
            return _ASK
        first = made
        if folded > _DROPPED:
            out[made] = folded
            made += 1
        else:
            row = _LONGER - folded
            while tables.longer[row, made - first]:
                out[made] = tables.longer[row, made - first]
                made += 1
        for place in range(first, made):
            source[place] = index
            capitals[place] = camel and tables.kind[code] & _CAPITAL != 0
    return made


@compiled
def _has_camel_case(raw: Codes, length: int) -> bool:
    for index in range(2, length - 2):
        before = is_letter(raw[index - 1]) and is_letter(raw[index - 2])
        if 65 <= raw[index] <= 90 and before and is_letter(raw[index + 1]) and is_letter(raw[index + 2]):
            return True
    return False


@compiled
def _refers(raw: Codes, index: int, length: int) -> bool:
    """Whether there may be a character reference."""
    for place in range(index + 1, min(length, index + LONGEST_REFERENCE)):
        if raw[place] == 59:
            return True
    return False


@compiled
def _escapes(raw: Codes, index: int, length: int) -> bool:
    """Whether two hexadecimal digits follow."""
    return index + 2 < length and _is_hex(raw[index + 1]) and _is_hex(raw[index + 2])


@inlined
def _is_hex(code: int) -> bool:
    return is_digit(code) or 97 <= (code | 32) <= 102


@compiled
def stand_apart(codes: Codes, length: int, kind: Bytes) -> bool:
    """Whether three single letters, digits or signs may stand apart from others: "c a s", "l.o.a"."""
    before, here = 0, kind[codes[0]] & _WORD if length else 0
    for index in range(length - 4):
        after = kind[codes[index + 1]] & _WORD
        if here and not before and not after and _has_second(codes, index, length, kind):
            return True
        before, here = here, after
    return False


@compiled
def _has_second(codes: Codes, index: int, length: int, kind: Bytes) -> bool:
    for second in range(index + 2, min(length, index + WIDEST_GAP + 2)):
        if kind[codes[second - 1]] & _WORD:
            return False
        if _is_unit(codes, second, length, kind) and _has_third(codes, second, length, kind):
            return True
    return False


@compiled
def _has_third(codes: Codes, second: int, length: int, kind: Bytes) -> bool:
    for third in range(second + 2, min(length, second + WIDEST_GAP + 2)):
        if kind[codes[third - 1]] & _WORD:
            return False
        if _is_unit(codes, third, length, kind):
            return True
    return False


@inlined
def _is_single(codes: Codes, index: int, length: int, kind: Bytes) -> bool:
    """Whether a letter or digit has none beside it."""
    if not kind[codes[index]] & _WORD or (index and kind[codes[index - 1]] & _WORD):
        return False
    return index + 1 >= length or not kind[codes[index + 1]] & _WORD


@inlined
def _is_unit(codes: Codes, index: int, length: int, kind: Bytes) -> bool:
    return codes[index] in (36, 64, 33) or _is_single(codes, index, length, kind)
