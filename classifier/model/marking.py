"""Message text for a page: words marked by their weight, and nothing in it that could act, hide or reorder.

A message is hostile input. Escaping is the template's work; here characters that a reader can't see, or that would turn
the page's text around, are replaced by names that he can see.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.types import Evidence

LONGEST = 600
"""Code points of a message that are shown."""
LIGHTEST = 0.2
"""Share of the heaviest word's weight from which a word is marked."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text to show; `weight` is the word's share in the logit, None outside the words."""

    text: str
    weight: float | None = None


def pieces(text: str, words: Sequence[Evidence], longest: int = LONGEST) -> list[Piece]:
    """The text cut into marked words and what stands between them.

    Words of less than a fifth of the heaviest word's weight stay unmarked; of words that overlap the heavier is marked.
    """
    found: list[Piece] = []
    place = 0
    for word in _apart(words, min(len(text), longest)):
        found.append(Piece(visible(text[place : word.start])))
        found.append(Piece(visible(text[word.start : word.end]), word.weight))
        place = word.end
    found.append(Piece(visible(text[place:longest])))
    if len(text) > longest:
        found.append(Piece(f" … ({len(text) - longest:,} more characters)"))
    return [piece for piece in found if piece.text]


def _apart(words: Sequence[Evidence], end: int) -> list[Evidence]:
    """Words that lie within the text and don't overlap, in order of their place."""
    taken: list[Evidence] = []
    least = LIGHTEST * max((abs(word.weight or 0.0) for word in words), default=0.0)
    for word in sorted(words, key=lambda each: -abs(each.weight or 0.0)):
        counts = 0 <= word.start < word.end <= end and abs(word.weight or 0.0) >= least
        if counts and all(word.end <= other.start or other.end <= word.start for other in taken):
            taken.append(word)
    return sorted(taken, key=lambda each: each.start)


def visible(text: str) -> str:
    """The text with a name in place of each character that can't be seen: ⟨U+202E⟩; line breaks become ⏎."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character == "\n":
        return "⏎\n"
    kind = unicodedata.category(character)
    if kind in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") and character not in "\t\u200d":
        return f"⟨U+{ord(character):04X}⟩"
    return character
