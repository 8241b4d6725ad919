"""Join letters that stand apart: "c a s i n o", "l.o.a.n", "S*A*L*E", one letter a line, an emoji between letters."""

import re

from classifier.folding.view import View

_GAP = r"\W{1,3}|_{1,3}"
_APART = re.compile(rf"(?<![^\W_])[^\W_](?:(?:{_GAP})(?:[^\W_]|[$@!](?!\w))){{2,}}(?![^\W_])")
_GAPS = re.compile(_GAP)
_LETTERLIKE_DIGITS = frozenset("01345789")


def join(view: View) -> View:
    """Runs of three or more single letters joined; a gap wider than the run's narrowest stays a word break."""
    dropped: set[int] = set()
    for run in _APART.finditer(view.text):
        dropped.update(_separators(view.text, run.start(), run.end()))
    if not dropped:
        return view
    return view.edited(dropped, {})


def _separators(text: str, start: int, end: int) -> list[int]:
    """Indices of the characters to drop from the run, none if it is not spelt-out letters ("1 2 3", "5 a.m.")."""
    letters = [text[index] for index in range(start, end) if text[index].isalnum()]
    if sum(letter.isalpha() for letter in letters) * 3 < len(letters) * 2 or len(letters) < 3:
        return []
    if any(letter.isdigit() and letter not in _LETTERLIKE_DIGITS for letter in letters):
        return []
    gaps = [(match.start() + start, match.end() + start) for match in _GAPS.finditer(text[start:end])]
    if any(not text[first:last].isspace() for first, last in gaps):  # signs join the letters, spaces part the words
        return [index for first, last in gaps if not text[first:last].isspace() for index in range(first, last)]
    narrowest = min(last - first for first, last in gaps)
    return [index for first, last in gaps if last - first == narrowest for index in range(first, last)]
