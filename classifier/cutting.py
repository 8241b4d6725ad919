"""Stretches of a text replaced or cut out, with what is next to a cut made tidy and nothing else touched."""

import re
from collections.abc import Iterable

from classifier.types import Evidence

_BLANK = " \t"
_SPACES = re.compile(r"[ \t]*")
_MARKS = ".,;:!?"
_PAUSES = ",;:"


def apart(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The stretches in order, without those that begin inside another."""
    kept: list[Evidence] = []
    for each in sorted(evidence, key=lambda e: (e.start, -e.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def replaced(text: str, stretches: Iterable[Evidence], new: str) -> tuple[str, list[int]]:
    """The text with each stretch replaced, and for each of its characters the place in `text` that it is from.

    Characters of `new` are from the start of their stretch.
    """
    chars: list[str] = []
    places: list[int] = []
    at = 0
    for each in apart(stretches):
        chars.extend(text[at : each.start])
        places.extend(range(at, each.start))
        at = max(at, each.end)
        if new:
            chars.extend(new)
            places.extend([each.start] * len(new))
        else:
            at = _closed(chars, text, at)
            del places[len(chars) :]
    return "".join(chars) + text[at:], [*places, *range(at, len(text))]


def _closed(left: list[str], text: str, at: int) -> int:
    """Close the gap between what is left of a cut and text[at:]; gives where the text goes on."""
    after = _end_of_spaces(text, at)
    if after == len(text):
        _strip(left, " \t\r\n")
        return after
    if text[after] in "\r\n":
        _strip(left, _BLANK)
        whole_line = not left or left[-1] == "\n"
        return text.index("\n", after) + 1 if whole_line and "\n" in text[after : after + 2] else after
    if after == at and text[at] in _MARKS:
        return _at_mark(left, text, at)
    return after if not left or left[-1].isspace() else at


def _at_mark(left: list[str], text: str, at: int) -> int:
    """The same where a mark follows the cut: it goes to the word before, or goes as well where there is none."""
    kept = "".join(left[-40:]).rstrip(_BLANK)
    if not kept or kept[-1] in "\n.!?":
        while at < len(text) and text[at] in _MARKS:
            at += 1
        return _end_of_spaces(text, at)
    _strip(left, _BLANK)
    if left[-1] in _PAUSES:
        left.pop()
    return at


def _strip(left: list[str], signs: str) -> None:
    while left and left[-1] in signs:
        left.pop()


def _end_of_spaces(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at
