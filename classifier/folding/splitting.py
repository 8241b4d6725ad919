"""Letters that signs part: "cas*ino", "cas🎰ino" are one word; "lo.an" is one in the other reading."""

from classifier.compiled import compiled, inlined
from classifier.folding.edits import LIKELY, OTHER, Edits
from classifier.folding.stretching import is_name_letter
from classifier.folding.tables import WORD, Bytes, is_letter
from classifier.hashes import Codes

_WORD = WORD
_ENDINGS = ("com", "net", "org", "info", "biz", "app", "shop", "xyz", "online", "site")
_POUND, _EURO = ord("£"), ord("€")


@inlined
def _is_seldom(code: int) -> bool:
    """Whether such a sign seldom stands inside words: beyond ASCII, or one of * _ ~ | ^ + = < > and backslash."""
    return code > 127 or code in (42, 95, 126, 124, 94, 43, 61, 60, 62, 92)


@inlined
def _parts(codes: Codes, index: int, kind: Bytes) -> bool:
    """Whether the character parts the letters beside it: no letter, digit, space, $ @ ! € £ ' or &."""
    code = codes[index]
    if kind[code] & _WORD or code in (36, 64, 33, _EURO, _POUND, 39, 38):
        return False
    return is_name_letter(kind, codes[index - 1]) and is_name_letter(kind, codes[index + 1])


@compiled
def may_be(codes: Codes, start: int, end: int, kind: Bytes) -> bool:
    """Whether a sign between letters may be left out: in hosts, which have dots, only what seldom stands in words."""
    parts, seldom = False, False
    for index in range(start, end):
        seldom = seldom or _is_seldom(codes[index])
        parts = parts or (start < index < end - 1 and _parts(codes, index, kind))
    return parts and (seldom or not is_host(codes, start, end))


@compiled
def read(codes: Codes, start: int, end: int, kind: Bytes, edits: Edits) -> bool:
    """Leave the signs out; whether there is doubt."""
    doubt = False
    host = is_host(codes, start, end)
    for index in range(start + 1, end - 1):
        if not _parts(codes, index, kind):
            continue
        if _is_seldom(codes[index]):
            edits.dropped[LIKELY, index] = 1
            edits.dropped[OTHER, index] = 1
        elif not host:
            edits.dropped[OTHER, index] = 1
            doubt = True
    return doubt


@compiled
def is_host(codes: Codes, start: int, end: int) -> bool:
    """Whether the stretch is or has a link or an address: www. :// @ .com .xx/ and so on."""
    for index in range(start, end):
        code = codes[index]
        if code == 64:
            return True
        if code == 58 and index + 2 < end and codes[index + 1] == 47 and codes[index + 2] == 47:
            return True
        if code == 46 and (_after_www(codes, start, index) or _begins_ending(codes, index + 1, end)):
            return True
    return False


@inlined
def _after_www(codes: Codes, start: int, dot: int) -> bool:
    return dot - start >= 3 and codes[dot - 1] == codes[dot - 2] == codes[dot - 3] == 119


@compiled
def _begins_ending(codes: Codes, start: int, end: int) -> bool:
    """Whether a common ending of hosts begins here, or any of two letters before a slash."""
    if start + 2 < end and is_letter(codes[start]) and is_letter(codes[start + 1]) and codes[start + 2] == 47:
        return True
    for ending in _ENDINGS:
        if end - start >= len(ending):
            same = True
            for offset in range(len(ending)):
                same = same and codes[start + offset] == ord(ending[offset])
            if same:
                return True
    return False
