"""A text with the place of each of its characters in the raw text."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from re import Match, Pattern
from typing import Self

ASCII = frozenset(map(chr, range(128)))


@dataclass(slots=True)
class View:
    """Folded text; character i came from the code points starts[i] up to (not including) ends[i] of `raw`.

    Nobody changes a view; it is not frozen because several are made of each text, and that takes four times as long.
    """

    raw: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, raw: str) -> Self:
        """The view that shows the raw text as it is."""
        return cls(raw, raw, range(len(raw)), range(1, len(raw) + 1))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Raw code points behind the folded characters from `start` up to `end` (at least one character).

        No stage changes the order of what it keeps, so neither starts nor ends ever decrease.
        """
        return self.starts[start], self.ends[end - 1]

    def mapped(self, mapping: Mapping[int, str]) -> Self:
        """Each character replaced by the string that the mapping has for its code point.

        It has one character for each of ASCII, and any number for others.
        """
        odd = {char: mapping[ord(char)] for char in set(self.text) - ASCII}
        if all(len(new) == 1 for new in odd.values()):
            return type(self)(self.raw, _translated(self.text, mapping, odd), self.starts, self.ends)
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for char, start, end in zip(self.text, self.starts, self.ends, strict=True):
            replaced = mapping[ord(char)]
            parts.append(replaced)
            starts.extend([start] * len(replaced))
            ends.extend([end] * len(replaced))
        return type(self)(self.raw, "".join(parts), starts, ends)

    def replaced(self, pattern: Pattern[str], replacement: Callable[[Match[str]], str | None]) -> Self:
        """Matches replaced; every new character stands for the whole match. None leaves a match as it is."""
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            new = replacement(match)
            if new is None or match.end() == match.start():
                continue
            parts.append(self.text[last : match.start()])
            starts.extend(self.starts[last : match.start()])
            ends.extend(self.ends[last : match.start()])
            start, end = self.span(match.start(), match.end())
            parts.append(new)
            starts.extend([start] * len(new))
            ends.extend([end] * len(new))
            last = match.end()
        if not parts:
            return self
        parts.append(self.text[last:])
        starts.extend(self.starts[last:])
        ends.extend(self.ends[last:])
        return type(self)(self.raw, "".join(parts), starts, ends)

    def read(self, text: str, source: Sequence[int]) -> Self:
        """The view that shows `text`, whose characters come from those at `source`.

        -1 - place is a gap, which stands for no character: its place is where the one there begins.
        """
        starts = [self.starts[place if place >= 0 else -1 - place] for place in source]
        ends = [self.ends[place] if place >= 0 else self.starts[-1 - place] for place in source]
        return type(self)(self.raw, text, starts, ends)

    def edited(
        self, dropped: AbstractSet[int], swapped: Mapping[int, str], gaps: AbstractSet[int] = frozenset()
    ) -> Self:
        """Characters at `dropped` left out, those at `swapped` replaced, and a space before those at `gaps`.

        The space of a gap stands for no character: its place is where the next one begins. What lies between edits is
        copied whole.
        """
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        last = 0
        for index in sorted({*dropped, *swapped, *gaps}):
            parts.append(self.text[last:index])
            starts.extend(self.starts[last:index])
            ends.extend(self.ends[last:index])
            if index in gaps:
                parts.append(" ")
                starts.append(self.starts[index])
                ends.append(self.starts[index])
            if index not in dropped:
                parts.append(swapped.get(index, self.text[index]))
                starts.append(self.starts[index])
                ends.append(self.ends[index])
            last = index + 1
        parts.append(self.text[last:])
        starts.extend(self.starts[last:])
        ends.extend(self.ends[last:])
        return type(self)(self.raw, "".join(parts), starts, ends)


def _translated(text: str, mapping: Mapping[int, str], odd: Mapping[str, str]) -> str:
    """The text with one character for each. `odd` is what is beyond ASCII in it, mapped.

    Mostly that is a few quotes and accents: with these plain, the rest is ASCII, which is translated far faster.
    """
    if len(odd) < _FEW and all(new.isascii() and mapping[ord(new)] == new for new in odd.values()):
        for char, new in odd.items():
            text = text.replace(char, new)
    return text.translate(mapping)


_FEW = 8
