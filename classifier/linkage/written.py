"""The text as someone reads it who looks for a link: odd characters plain, dots that are spelt out as dots.

Accents and letters of other scripts stay, since they are other hosts: `classifier.linkage.hosts` says what they look
like. Every stage passes over its input once.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from re import Match

from classifier.folding.characters import fold, table
from classifier.folding.stems import has_any
from classifier.folding.view import ASCII, View
from classifier.linkage import bare, hosts, loose

LABEL = (
    r"\w\-\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c2\u0610-\u061a\u064b-\u065f"
    r"\u0900-\u0963\u0966-\u0df3\u0e31-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd"
)
"""Characters of a label, as the inside of a regular expression's brackets."""

CJK = r"\u1100-\u11ff\u2e80-\u2fdf\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Characters of scripts that put no space between words, likewise."""

_SPACE = r"[^\S\r\n]"
_WORD_DOT = r"(?:[dD][oO0][tT]|[pP]unto|[pP]oint)"
_SEPARATOR = re.compile(
    rf"(?P<bracket>{_SPACE}?[\[({{<]{_SPACE}?(?:\.|{_WORD_DOT}){_SPACE}?[\])}}>]{_SPACE}?)"
    rf"|(?P<word>{_SPACE}{{1,3}}{_WORD_DOT}{_SPACE}{{1,3}})"
    rf"|{_SPACE}{{1,3}}\.{_SPACE}{{0,3}}"
)
_SEPARATED = re.sub(r"\?P<\w+>", "?:", _SEPARATOR.pattern)
_PIECE = rf"[{LABEL}]++(?:\.[{LABEL}]++)*+"
_CHAIN = re.compile(rf"(?<![{LABEL}.]){_PIECE}(?:(?:{_SEPARATED}){_PIECE})++")
_SPELT_HINTS = (" .", "\u00a0.", "[.", "(.", "{.", "<.", "dot", "d0t", "punto", "point")
_ODD = re.compile(r"(?<!\S)(?=\S*?[^\x00-\x7f])\S*?(?:[.](?=[^\s.])|[:：][/／⁄∕]|[。．｡․﹒‧·•∙⋅ꓸ]\S)")
_FULL_STOP = re.compile(r"(?<=[0-9A-Za-z\u00c0-\u052f])[。｡](?=[0-9A-Za-z])")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|period|sol|colon|commat|lowbar|hyphen|dash);")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_BARE = frozenset(("co", "com", "net", "org"))
_DEEPEST = 6
"""Separators of a chain, from its end, that are looked at."""
_NO_LINKS = re.compile(rf"{_SPACE}*(?:boom|bubble|crash|era|compan|startup|millionaire|business|matrix)", re.I)


def undisguised(text: str) -> View | None:
    """The text with disguises of links undone; None if there are none."""
    view: View | None = None
    if not text.isascii() and _ODD.search(text):
        view = _plainly(text)
    shown = text if view is None else view.text
    if "&" in shown and _REFERENCE.search(shown):
        view = (view or View.of(text)).replaced(_REFERENCE, _referred)
        shown = view.text
    if "%" in shown and _PERCENT.search(shown):
        view = (view or View.of(text)).replaced(_PERCENT, _unescaped)
        shown = view.text
    lowered = shown.lower()
    edits = list(loose.edits(shown, lowered))
    if has_any(lowered, _SPELT_HINTS):
        edits.extend(edit for chain in _CHAIN.finditer(shown) for edit in _dots(shown, chain))
    return _edited(view or View.of(text), edits) if edits else view


def _plainly(text: str) -> View | None:
    """Odd characters plain; None if there are none."""
    view: View | None = None
    if any(_SIMPLE[ord(char)] != char for char in set(text) - ASCII):
        view = View.of(text).mapped(_SIMPLE)
    if ("。" in text or "｡" in text) and _FULL_STOP.search(text if view is None else view.text):
        view = (view or View.of(text)).replaced(_FULL_STOP, lambda match: ".")
    return view


class _Simple(dict[int, str]):
    """Each code point simplified, once."""

    def __missing__(self, code: int) -> str:
        self[code] = _simplified(chr(code))
        return self[code]


_SIMPLE = _Simple()


def _simplified(char: str) -> str:
    """ASCII that the character stands for wherever it is (fullwidth, mathematical), "" for what does not show."""
    if char.isascii():
        return char
    if char in "‧·•∙⋅ꓸ":
        return "."
    if char in "‐‑":
        return "-"
    compatible = unicodedata.normalize("NFKC", char)
    if compatible.isascii() and not compatible.isspace() and (len(compatible) == 1 or compatible.isalnum()):
        return compatible
    if unicodedata.combining(char) or char == "\u20e3":
        return char
    sign = table()["is"].get(char, "")
    if sign in ("/", ":", ".") and compatible != "。":
        return sign
    return "" if not fold(View.of(char)).text else char


def _referred(match: Match[str]) -> str | None:
    char = html.unescape(match.group())
    return char if len(char) == 1 and char.isprintable() and char != " " else None


def _unescaped(match: Match[str]) -> str | None:
    """Letters, digits, dots and hyphens that are percent-encoded in a host; paths stay as they are."""
    before = match.string[max(0, match.start() - hosts.LONGEST) : match.start()]
    word = "" if not before or before[-1].isspace() else before.split()[-1]
    if any(sign in word.rpartition("//")[2] for sign in "/?#"):
        return None
    try:
        decoded = bytes.fromhex(match.group().replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return decoded if all(char.isalnum() or char in ".-" for char in decoded) else None


def _dots(text: str, chain: Match[str]) -> Iterator[loose.Edit]:
    """The separators of the chain that stand for dots: "bit[.]ly", "bit dot ly/x", "bit . ly/x", "shop dot com"."""
    separators = list(_SEPARATOR.finditer(text, chain.start(), chain.end()))
    yield from ((*separator.span(), ".") for separator in separators if separator["bracket"])
    tail, end, joined = "", chain.end(), False
    for index in range(len(separators) - 1, max(-1, len(separators) - 1 - _DEEPEST), -1):
        separator = separators[index]
        tail = text[separator.end() : end] + (f".{tail}" if tail else "")
        end = separator.start()
        if separator["bracket"]:
            continue
        name = text[separators[index - 1].end() if index else chain.start() : end]
        if len(tail) > hosts.LONGEST or not _joins(name, tail.lower(), bool(separator["word"]) and joined):
            return
        if not joined and loose.is_shortener(f"{name}.{tail}") and (path := loose.slash(text, chain.end())):
            yield path
        elif not joined and not _follows(text, chain.end(), name, tail):
            return
        joined = True
        yield *separator.span(), "."


def _joins(name: str, tail: str, continues: bool) -> bool:
    """Whether a spaced separator before `tail` is a dot of its host: the tail is no host by itself, or goes on so."""
    if hosts.domain_of(tail) is not None:
        return continues or name.lower() == "www"
    return hosts.ending_of(tail) == tail


def _follows(text: str, end: int, name: str, ending: str) -> bool:
    """Whether what follows the last spaced separator's host makes it one: a path, or an ending that is no word."""
    if text.startswith("/", end) and not text[end + 1 : end + 2].isspace():
        return True
    if ending.lower().split(".")[0] not in _BARE and not hosts.domain_of(ending.lower()):
        return False
    return not name.isdigit() and name.lower() not in bare.words("dotcom") and not _NO_LINKS.match(text, end)


def _edited(view: View, edits: Iterable[loose.Edit]) -> View:
    """The view with each stretch read as what the edit says."""
    dropped: set[int] = set()
    swapped: dict[int, str] = {}
    for start, end, char in edits:
        dropped.update(range(start + len(char), end))
        if char:
            swapped[start] = char
    return view.edited(dropped - swapped.keys(), swapped)
