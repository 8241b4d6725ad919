"""A text with the place of each of its characters in the raw text."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from re import Match, Pattern
from typing import Self

GAP = -1
"""Index that `View.picked` takes for a space that is not in the raw text."""


@dataclass(frozen=True, slots=True)
class View:
    """Folded text; character i came from the code points starts[i] up to (not including) ends[i] of `raw`."""

    raw: str
    text: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, raw: str) -> Self:
        """The view that shows the raw text as it is."""
        return cls(raw, raw, list(range(len(raw))), list(range(1, len(raw) + 1)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Raw code points behind the folded characters from `start` up to `end` (at least one character)."""
        return min(self.starts[start:end]), max(self.ends[start:end])

    def mapped(self, mapping: Callable[[str], str]) -> Self:
        """Each character replaced by the mapping's string, which may be empty or longer."""
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for char, start, end in zip(self.text, self.starts, self.ends, strict=True):
            replaced = mapping(char)
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
        return type(self)(self.raw, "".join(parts), starts + self.starts[last:], ends + self.ends[last:])

    def picked(self, indices: Iterable[int], replaced: dict[int, str] | None = None) -> Self:
        """The characters at `indices`, in that order, GAP a space; `replaced` swaps single characters."""
        swap = replaced or {}
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for index in indices:
            if index == GAP:
                parts.append(" ")
                starts.append(len(self.raw))
                ends.append(len(self.raw))
            else:
                parts.append(swap.get(index, self.text[index]))
                starts.append(self.starts[index])
                ends.append(self.ends[index])
        return type(self)(self.raw, "".join(parts), starts, ends)
