"""The only definition of the model's features: n-grams of a folded reading, each with its place in it.

Two blocks, each weighted by TF-IDF with sublinear term frequency and scaled to unit length on its own:

- `word`: single words and pairs of neighbouring words;
- `char`: 3 to 5 characters of each word with a space on both sides (scikit-learn's `char_wb`).

Digits count as the digit 0 and longer numbers as five of them, so that prices, codes and phone numbers share their
shape and no number becomes a cue of its own. Both were chosen by measurement: characters across words, word triples
and word stems gained nothing on held-out families.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classifier.text import View

BLOCKS = ("word", "char")
CHAR_SIZES = (3, 4, 5)
LONGEST_WORD = 40
"""Characters of a word that are looked at; what is longer is a key or a link's path, not a word."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[$£€₹₱₦%]|[\u2600-\u27bf\U0001f000-\U0001faff]")
_LONG_NUMBER = re.compile(r"0{6,}")
_DIGITS = str.maketrans("123456789", "000000000")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as the features see it; it stands at start..end of the reading."""

    text: str
    start: int
    end: int


def tokens(view: View) -> list[Token]:
    """The words of a reading, in order."""
    words: list[Token] = []
    for match in _WORD.finditer(view.text):
        start, end = match.start(), min(match.end(), match.start() + LONGEST_WORD)
        word = _LONG_NUMBER.sub("00000", view.text[start:end].translate(_DIGITS))
        words.append(Token(word, start, end))
    return words


def word_ngrams(words: list[Token], bounded: bool = False) -> Iterator[tuple[str, int, int]]:
    """Words and pairs: name, index of the first word, number of words.

    `bounded` also pairs the first word with the beginning of the text and the last one with its end: of short texts
    ("no" as the whole answer) these say more than the word alone.
    """
    if bounded and words:
        yield f"^ {words[0].text}", 0, 1
        yield f"{words[-1].text} $", len(words) - 1, 1
    for index, token in enumerate(words):
        yield token.text, index, 1
        if index + 1 < len(words):
            yield f"{token.text} {words[index + 1].text}", index, 2


def char_ngrams(word: str) -> list[str]:
    """The character n-grams of one word, padded with a space on both sides; a short word gives itself once."""
    padded = f" {word} "
    length = len(padded)
    found = [padded[i : i + size] for size in CHAR_SIZES if size < length for i in range(length - size + 1)]
    return found or [padded]


def analyse(view: View, bounded: bool = False) -> tuple[list[str], list[str]]:
    """Names of all n-grams of a reading, word block and char block, with repetitions: what the vectorisers count."""
    words = tokens(view)
    chars = [ngram for token in words for ngram in char_ngrams(token.text)]
    return [name for name, _, _ in word_ngrams(words, bounded)], chars
