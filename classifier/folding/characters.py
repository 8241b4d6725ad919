"""Fold single characters: case, accents, compatibility forms, invisible marks, look-alikes of other scripts.

The table `classifier/lists/homoglyphs.tsv` is generated (`python -m tests.generate_homoglyphs`) and committed, so that
folding does not depend on the Unicode version of the Python that runs it. Its rows are of three kinds:

- `is`: the character means that ASCII ("é", "ｌ", "𝓵");
- `like`: Unicode lists it as confusable (Cyrillic "а");
- `loose`: it stands for a letter in disguises alone ("я" for r).

The last two are folded only where a text is disguised, so that Russian and Greek stay what they are.
"""

import re
from functools import cache
from importlib.resources import files

from classifier.folding.view import ASCII, View

_WORD = re.compile(r"[^\W\d_]+")
_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0"
)
_MARKS = frozenset(
    chr(code)
    for low, high in ((0x0300, 0x036F), (0x0483, 0x0489), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
        (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0000, 0xE01EF))
    for code in range(low, high + 1)
)  # fmt: skip
"""Combining marks and variation selectors."""


def fold(view: View) -> View:
    """Lower case, without accents, marks and invisible characters; odd spaces become plain ones."""
    if view.text.isascii():
        lowered = view.text.lower()
        return View(view.raw, lowered.translate(_CONTROLS), view.starts, view.ends)
    return _lookalikes(view.mapped(_MEANT))


class _Meant(dict[int, str]):
    """What each code point means, looked up once."""

    def __missing__(self, code: int) -> str:
        self[code] = table()["is"].get(chr(code)) or _plain(chr(code))
        return self[code]


_MEANT = _Meant()


def listed() -> frozenset[str]:
    """Characters that the table or the list of invisible ones names, and marks."""
    return frozenset(table()["is"]) | _INVISIBLE | _MARKS


def meant(code: int) -> str:
    """What a code point means wherever it stands: ASCII, itself in small letters, or nothing."""
    return _MEANT[code]


@cache
def table() -> dict[str, dict[str, str]]:
    """Kind of row -> character -> ASCII."""
    kinds: dict[str, dict[str, str]] = {"is": {}, "like": {}, "loose": {}}
    rows = files("classifier").joinpath("lists", "homoglyphs.tsv").read_text(encoding="utf-8")
    for row in rows.splitlines():
        point, kind, ascii_form = row.split("\t")
        kinds[kind][chr(int(point, 16))] = ascii_form
    return kinds


def _plain(char: str) -> str:
    if char.isascii():
        return " " if char in _CONTROL_CHARACTERS else char.lower()
    if char in _INVISIBLE or char in _MARKS:
        return ""
    if char.isspace():
        return "\n" if char in "\u2028\u2029\x85" else " "
    return char.lower()


_CONTROL_CHARACTERS = frozenset(chr(code) for code in [*range(9), *range(11, 32), 127])
_CONTROLS = {ord(char): " " for char in _CONTROL_CHARACTERS}


def _lookalikes(view: View) -> View:
    """Fold look-alikes in words that mix them with Latin letters, and everywhere in a text that is all disguise."""
    if view.text.isascii():
        return view
    like, loose = table()["like"], table()["loose"]
    if not any(char.isalpha() and (char in like or char in loose) for char in set(view.text) - ASCII):
        return view
    foreign = [char for char in view.text if not char.isascii() and char.isalpha()]
    latin = sum(char.isascii() and char.isalpha() for char in view.text)
    everywhere = latin > len(foreign) or all(char in like for char in foreign)
    swap: dict[int, str] = {}
    for word in _WORD.finditer(view.text):
        if everywhere or any(char.isascii() for char in word.group()):
            for index in range(word.start(), word.end()):
                char = view.text[index]
                if (ascii_form := like.get(char) or loose.get(char)) is not None:
                    swap[index] = ascii_form
    return view.edited(frozenset(), swap)
