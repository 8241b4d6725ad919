"""Undo disguises inside words: digits and signs for letters, stretched letters, letters split by signs, joined words.

Two readings are made. The first is the most likely one and replaces the text. The second takes the other choice in
every doubtful word; where it differs, it follows after a separator, with a word of context on both sides so that
phrases are whole in it too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from classifier.folding import spacing
from classifier.folding.view import BREAK, GAP, View

LONGEST_WORD = 60
"""Longer runs without a space (keys, encoded data) are left alone: no reader finds a word in them."""

_CHUNK = re.compile(r"[^\s\x1f]+")
_ODD = re.compile(r"[a-z][^a-z']+[a-z]|[^\s.,!?:;()\"'a-z-][a-z]|[a-z][0-9$@€£]|([a-z])\1\1")
_CAMEL = re.compile(r"[a-z]{2}[A-Z][a-z]{2}")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_SPLIT = re.compile(r"(?<=[^\W\d_])(?:[^\w\s$@!€£'&]|_)[\ufe0f]?(?=[^\W\d_])")
_SELDOM_INSIDE = re.compile(r"[^\x00-\x7f]|[*_~|^+=<>\\]")
_BROKEN_LINE = re.compile(r"(?<=[a-z])\r?\n(?=[a-z])")
_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g",
    "$": "s", "@": "a", "!": "i", "€": "e", "£": "l"}  # fmt: skip
_LEET_WORD = re.compile(r"(?<![\w@$])[a-z0-9@$!€£]*[a-z][a-z0-9@$!€£]*(?<!!)")
_LEET_INSIDE = re.compile(r"[a-z][0-9@$!€£]{1,2}[a-z]")
_NUMBER = re.compile(r"\d{2,}")


@dataclass(slots=True)
class _Reading:
    """Edits of a view: characters to leave out, to swap, and before which to open a gap."""

    dropped: set[int] = field(default_factory=set)
    swapped: dict[int, str] = field(default_factory=dict)
    gaps: set[int] = field(default_factory=set)

    def indices(self, start: int, end: int) -> Iterator[int]:
        """What `View.picked` needs for the stretch start..end."""
        for index in range(start, end):
            if index in self.gaps:
                yield GAP
            if index not in self.dropped:
                yield index


@dataclass(slots=True)
class _Readings:
    likely: _Reading = field(default_factory=_Reading)
    other: _Reading = field(default_factory=_Reading)


def undo(view: View) -> View:
    """The view in its most likely reading, then, after separators, the other readings of doubtful stretches."""
    view = spacing.join(view)
    made = _Readings()
    camel = bool(_CAMEL.search(view.raw))
    chunks = [match.span() for match in _CHUNK.finditer(view.text)]
    doubtful = {
        number
        for number, (start, end) in enumerate(chunks)
        if end - start <= LONGEST_WORD and _read(view, start, end, made, camel)
    }
    doubtful |= _broken_lines(view.text, chunks, made.other)
    if not doubtful:
        return view
    main = view.picked(made.likely.indices(0, len(view.text)), made.likely.swapped)
    rest = [index for start, end in _stretches(sorted(doubtful), chunks) for index in (BREAK, *made.other.indices(start, end))]
    return main.followed_by(view.picked(rest, made.other.swapped))


def _read(view: View, start: int, end: int, made: _Readings, camel: bool) -> bool:
    """Read one chunk both ways; whether there was any doubt."""
    word = view.text[start:end]
    doubt = False
    if _ODD.search(word):
        doubt = _leet(word, start, made) | _stretched(word, start, made) | _split(word, start, made)
    return (camel and _joined_words(view, start, end, made.other)) or doubt


def _stretches(doubtful: list[int], chunks: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of doubtful chunks with one neighbour on both sides, as places in the view."""
    first = last = -2
    for number in doubtful:
        if number > last + 2:
            if last >= 0:
                yield chunks[max(first - 1, 0)][0], chunks[min(last + 1, len(chunks) - 1)][1]
            first = number
        last = number
    yield chunks[max(first - 1, 0)][0], chunks[min(last + 1, len(chunks) - 1)][1]


def _leet(word: str, start: int, made: _Readings) -> bool:
    """ "l0an", "$ex", "v1agra": likely when the sign stands between letters, the other reading at the word's ends."""
    doubt = False
    for match in _LEET_WORD.finditer(word):
        token = match.group()
        place = start + match.start()
        read = {place + index: _LEET[char] for index, char in enumerate(token) if char in _LEET}
        numbers = _NUMBER.findall(token)
        letters = sum(char.isalpha() for char in token)
        if not read or letters < 2 or len(token) < 3 or any(len(number) > 3 for number in numbers):
            continue  # no sign, no word, or a model number
        doubt = True
        if not _LEET_INSIDE.search(token) or any(number not in ("00", "11") for number in numbers):
            made.other.swapped.update(read)
            continue
        made.likely.swapped.update(read)
        ells = {index for index in read if word[index - start] in "1!"}
        if ells:
            made.other.swapped.update(read | dict.fromkeys(ells, "l"))
    return doubt


def _stretched(word: str, start: int, made: _Readings) -> bool:
    """ "loooan" reads loan, "freeee" reads free: one letter is the likely reading, two (of x and w all) the other."""
    runs = [match.span() for match in _STRETCHED.finditer(word)]
    if not runs or len(set(word)) == 1:
        return False
    for first, last in runs:
        made.likely.dropped.update(range(start + first + 1, start + last))
        if word[first] not in "xw":
            made.other.dropped.update(range(start + first + 2, start + last))
    return True


def _split(word: str, start: int, made: _Readings) -> bool:
    """ "cas*ino", "cas🎰ino": likely one word, since such signs seldom stand inside words; "lo.an": the other reading."""
    doubt = False
    for match in _SPLIT.finditer(word):
        place = range(start + match.start(), start + match.end())
        reading = made.likely if _SELDOM_INSIDE.search(match.group()) else made.other
        reading.dropped.update(place)
        doubt = True
    return doubt


def _joined_words(view: View, start: int, end: int, other: _Reading) -> bool:
    """ "#FreeCasinoBonus": in the other reading the words that the capitals show."""
    capital = [view.raw[view.starts[index]].isupper() for index in range(start, end)]
    humps = [
        start + i
        for i in range(1, end - start)
        if capital[i] and not capital[i - 1] and view.text[start + i - 1].isalpha() and not all(capital[i:])
    ]
    other.gaps.update(humps)
    return bool(humps)


def _broken_lines(text: str, chunks: list[tuple[int, int]], other: _Reading) -> set[int]:
    """ "mort\\ngage": in the other reading one word. The chunks beside such a line break."""
    breaks = [match.span() for match in _BROKEN_LINE.finditer(text)]
    if not breaks:
        return set()
    ends = {end: number for number, (_, end) in enumerate(chunks)}
    beside: set[int] = set()
    for first, last in breaks:
        other.dropped.update(range(first, last))
        beside.update((ends[first], ends[first] + 1))
    return beside
