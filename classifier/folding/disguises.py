"""Undo disguises inside words: digits and signs for letters, stretched letters, letters split by signs, joined words.

Two readings are made: the likely one, and another that takes the other choice in every doubtful word. What is beyond
doubt is in both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from classifier.folding import spacing
from classifier.folding.view import View

LONGEST_WORD = 60
"""Longer runs without a space (keys, encoded data) are left alone: no reader finds a word in them."""

_CHUNK = re.compile(r"\S+")
_ODD_WORD = re.compile(
    r"[a-z][^a-z'\s]{1,60}[a-z]|[^\s.,!?:;()\"'a-z-][a-z]|[a-z][0-9$@€£]|([a-z])\1\1",
)
_MARK = re.compile(r"[^\sa-z'](?:(?<![.,!?:;()\"-])|(?=[a-z]))")
"""Something of this, or a letter three times, is in every odd word; looking for it is faster than looking at words."""
_TRIPLE = re.compile(r"([a-z])\1\1")
_CAMEL = re.compile(r"[A-Z](?<=[a-z]{2}.)[a-z]{2}")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}(?<!www)")
_HOST = re.compile(r"www\.|://|@|\.(?:com|net|org|info|biz|app|shop|xyz|online|site|[a-z]{2}/)")
_SPLIT = re.compile(r"(?<=[^\W\d_])(?:[^\w\s$@!€£'&]|_)[\ufe0f]?(?=[^\W\d_])")
_SELDOM_INSIDE = re.compile(r"[^\x00-\x7f]|[*_~|^+=<>\\]")
_BROKEN_LINE = re.compile(r"(?<=[a-z])\r?\n(?=[a-z])")
_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g",
    "$": "s", "@": "a", "!": "i", "€": "e", "£": "l"}  # fmt: skip
_SIGN = re.compile(r"[01345789$@!€£]")
_MIXED = re.compile(r"[0-9@$!€£](?:(?=[a-z])|(?<=[a-z].))")
"""In every word that has both letters and signs for letters."""
_LEET_WORD = re.compile(r"(?<![\w@$])[a-z0-9@$!€£]*[a-z][a-z0-9@$!€£]*(?<!!)")
_LEET_INSIDE = re.compile(r"[a-z][0-9@$!€£]{1,2}[a-z]")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d{2,}")


@dataclass(slots=True)
class _Reading:
    """Edits of a view: characters to leave out, to swap, and before which to open a gap."""

    dropped: set[int] = field(default_factory=set)
    swapped: dict[int, str] = field(default_factory=dict)
    gaps: set[int] = field(default_factory=set)

    @property
    def edited(self) -> bool:
        return bool(self.dropped or self.swapped)

    def add(self, edits: "_Reading", start: int) -> None:
        """Take over the edits of a chunk that begins at `start`."""
        self.dropped.update(start + index for index in edits.dropped)
        self.swapped.update((start + index, char) for index, char in edits.swapped.items())

    def of(self, view: View) -> View:
        """The view so edited."""
        return view.edited(self.dropped, self.swapped, self.gaps)


@dataclass(slots=True)
class _Readings:
    """Edits for the likely reading and for the other one, and whether the two differ."""

    likely: _Reading = field(default_factory=_Reading)
    other: _Reading = field(default_factory=_Reading)
    doubt: bool = False


def undo(view: View) -> tuple[View, ...]:
    """The likely reading of the view and, where there is doubt, the other one."""
    view = spacing.join(view)
    made = _Readings()
    doubt = False
    for start, word in _odd_words(view.text):
        edits = _read(word)
        if edits is not None:
            made.likely.add(edits.likely, start)
            made.other.add(edits.other, start)
            doubt |= edits.doubt
    for chunk in _CHUNK.finditer(view.text) if _CAMEL.search(view.raw) else ():
        if chunk.end() - chunk.start() <= LONGEST_WORD:
            doubt |= _joined_words(view, chunk.start(), chunk.end(), made.other)
    if "\n" in view.text:
        doubt |= _broken_lines(view.text, made.other)
    first = made.likely.of(view) if made.likely.edited else view
    if not doubt:
        return (first,)
    return first, made.other.of(view)


def _odd_words(text: str) -> Iterator[tuple[int, str]]:
    """The words that may have something to edit, with their places, some perhaps twice; most texts have few or none."""
    for pattern in (_MARK, _TRIPLE):
        end = 0
        while mark := pattern.search(text, end):
            start = mark.start()
            while start > end and not text[start - 1].isspace():
                start -= 1
            word = _CHUNK.match(text, start)
            if word is None:  # a letter that is three times the same is no space, and neither is a mark
                return
            end = word.end()
            yield start, word.group()


@lru_cache(maxsize=100_000)
def _read(word: str) -> _Readings | None:
    """One word read both ways, places counted from its beginning; None when there is nothing to edit."""
    if len(word) > LONGEST_WORD or not _ODD_WORD.search(word):
        return None
    mixed, stretched, split = _MIXED.search(word), _STRETCHED.search(word), _may_split(word)
    if not (mixed or stretched or split):
        return None
    made = _Readings()
    made.doubt |= bool(mixed and _leet(word, made))
    made.doubt |= bool(stretched and _stretched(word, made))
    made.doubt |= split and _split(word, made)
    return made if made.doubt or made.likely.edited or made.other.edited else None


def _leet(word: str, made: _Readings) -> bool:
    """ "l0an", "$ex", "v1agra": likely when the sign stands between letters, the other reading at the word's ends."""
    doubt = False
    for match in _LEET_WORD.finditer(word):
        token = match.group()
        if not _SIGN.search(token):
            continue
        place = match.start()
        read = {place + index: _LEET[char] for index, char in enumerate(token) if char in _LEET}
        numbers = _NUMBER.findall(token)
        letters = sum(char.isalpha() for char in token)
        if not read or letters < 2 or len(token) < 3 or any(len(number) > 3 for number in numbers):
            continue  # no sign, no word, or a model number
        strokes = {place + index: _stroke(token, index) for index, char in enumerate(token) if char in "1!"}
        made.other.swapped.update(read | strokes)
        if _LEET_INSIDE.search(token) and all(number in ("00", "11") for number in numbers):
            made.likely.swapped.update(read | strokes)
            made.other.swapped.update({index: "l" if char == "i" else "i" for index, char in strokes.items()})
            doubt |= bool(strokes)
        else:
            doubt = True
    return doubt


def _stroke(token: str, index: int) -> str:
    """Whether a 1 or ! in a word is an l ("1oan", "c1ick", "sa1e", "do11ar") or an i ("w1n", "v1agra")."""
    before = token[index - 1] if index else ""
    after = token[index + 1] if index + 1 < len(token) else ""
    vowels = "aeou"
    if "1" in (before, after) or "l" in (before, after):
        return "l"
    if after in vowels and (before in vowels or before in "cpbfgs"):
        return "l"
    return "l" if before in vowels and not after else "i"


def _stretched(word: str, made: _Readings) -> bool:
    """ "loooan" reads loan, "freeee" reads free: one letter, or two in words that are known to double it."""
    runs = [match.span() for match in _STRETCHED.finditer(word)]
    if not runs or len(set(word)) == 1:
        return False
    once = {index for first, last in runs for index in range(first + 1, last)}
    twice = {index for first, last in runs for index in range(first + 2, last)}
    doubled = any(part in doubled_words() for part in _WORD.findall(_without(word, twice)))
    made.likely.dropped.update(twice if doubled else once)
    made.other.dropped.update(once if doubled else twice)
    return True


def _without(word: str, dropped: set[int]) -> str:
    return "".join(char for index, char in enumerate(word) if index not in dropped)


@cache
def doubled_words() -> frozenset[str]:
    """Words with a doubled letter, folded: `classifier/lists/doubled_words.txt`."""
    listed = files("classifier").joinpath("lists", "doubled_words.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())


def _may_split(word: str) -> bool:
    """Whether a sign between letters may be left out: in hosts, which have dots, only what seldom stands in words."""
    return (not _HOST.search(word) or _SELDOM_INSIDE.search(word) is not None) and _SPLIT.search(word) is not None


def _split(word: str, made: _Readings) -> bool:
    """ "cas*ino", "cas🎰ino": one word, since such signs seldom stand inside words; "lo.an": in the other reading."""
    doubt = False
    host = _HOST.search(word) is not None
    for match in _SPLIT.finditer(word):
        place = range(match.start(), match.end())
        if _SELDOM_INSIDE.search(match.group()):
            made.likely.dropped.update(place)
            made.other.dropped.update(place)
        elif not host:
            made.other.dropped.update(place)
            doubt = True
    return doubt


def _joined_words(view: View, start: int, end: int, other: _Reading) -> bool:
    """ "#FreeCasinoBonus": in the other reading the words that the capitals show, of three letters or more each."""
    capital = [view.raw[view.starts[index]].isupper() for index in range(start, end)]
    humps = [
        start + i
        for i in range(1, end - start)
        if capital[i] and not capital[i - 1] and view.text[start + i - 1].isalpha()
    ]
    edges = [start, *humps, end]
    if not humps or min(right - left for left, right in pairwise(edges)) < 3:
        return False
    other.gaps.update(humps)
    return True


def _broken_lines(text: str, other: _Reading) -> bool:
    """ "mort\ngage": in the other reading one word. Whether there is such a line break."""
    breaks = [index for match in _BROKEN_LINE.finditer(text) for index in range(*match.span())]
    other.dropped.update(breaks)
    return bool(breaks)
