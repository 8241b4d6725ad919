"""A trained linear model as flat arrays: logits and exact explanations for any set of labels, with numpy alone.

A text's n-grams are looked up in the vocabulary of their block; their TF-IDF vector, of unit length in each block,
times the weights gives one logit a label: logit = sum of (value * weight) + bias. Calibration is part of the weights
and bias, so that score = sigmoid(logit) is a probability and the explanation adds up without a further step. A text
with two readings is scored in each, and every label takes its higher logit: a disguise cannot hide a word, and a wrong
guess at one cannot either.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier import taxonomy
from classifier.model import features
from classifier.text import View, readings
from classifier.types import Evidence, Explanation, Thresholds

Array = NDArray[np.float64]
Span = tuple[int, int]

MOST_WORDS = 16
"""Words that an explanation shows for a category, by the size of their weight; `rest` sums up the others."""
_WORDS_KEPT = 50_000
"""Words whose character n-grams are remembered: most of what is texted is made of few words."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of features: n-gram -> column, and for each column its IDF and its weights (one a label)."""

    vocabulary: dict[str, int]
    idf: Array
    weights: Array


@dataclass(frozen=True, slots=True)
class _Found:
    """Known n-grams of one block in one reading. An n-gram over two words is found in each, with half the part."""

    block: Block
    columns: list[int]
    words: list[int]
    parts: list[float]

    def values(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], Array]:
        """Distinct columns, the place of each finding in them, their counts and their TF-IDF values.

        Value: (1 + ln count) * idf, scaled to unit length over the block.
        """
        columns, places = np.unique(np.array(self.columns, dtype=np.intp), return_inverse=True)
        counts = np.bincount(places, weights=np.array(self.parts), minlength=len(columns))
        values = (1.0 + np.log(counts)) * self.block.idf[columns]
        unit: Array = values / (math.sqrt(float(values @ values)) or 1.0)
        return columns, places, counts, unit


@dataclass(frozen=True)
class NgramModel:
    """A calibrated one-vs-rest linear model over TF-IDF n-grams; the columns of its arrays are `labels`."""

    version: str
    blocks: dict[str, Block]
    bias: Array
    thresholds: dict[str, Thresholds]
    labels: tuple[str, ...] = taxonomy.LEAVES
    bounded: bool = False
    _char_columns: Callable[[str], tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        columns_of = self.blocks["char"].vocabulary.get

        @lru_cache(maxsize=_WORDS_KEPT)
        def char_columns(word: str) -> tuple[int, ...]:
            found = (columns_of(name) for name in features.char_ngrams(word))
            return tuple(column for column in found if column is not None)

        object.__setattr__(self, "_char_columns", char_columns)

    def logits(self, text: str) -> Array:
        """Logit of each label."""
        logits = [self.reading_logits(view) for view in readings(text)]
        return logits[0] if len(logits) == 1 else np.maximum(*logits)

    def reading_logits(self, view: View) -> Array:
        """Logits of one reading."""
        logits = self.bias.copy()
        for found in self._found(features.tokens(view)):
            if found.columns:
                columns, _, _, values = found.values()
                logits += values @ found.block.weights[columns]
        return logits

    def explain_labels(self, text: str, views: Sequence[View] | None = None) -> tuple[Explanation, ...]:
        """Every label with its score and the words that made it; `views` are the readings, if they are known."""
        read = [self._shares(view) for view in (views or readings(text))]
        logits = np.array([shares.sum(axis=0) + self.bias for _, shares in read])
        higher = logits.argmax(axis=0)
        return tuple(self._explanation(text, column, *read[higher[column]]) for column in range(len(self.labels)))

    def _explanation(self, text: str, column: int, spans: list[Span], shares: Array) -> Explanation:
        weights = shares[:, column]
        shown = [index for index in np.argsort(-np.abs(weights), kind="stable")[:MOST_WORDS].tolist() if weights[index]]
        evidence = tuple(_word(text, spans[index], float(weights[index])) for index in shown)
        bias = float(self.bias[column])
        logit = float(weights.sum()) + bias
        return Explanation(
            category=self.labels[column],
            score=float(sigmoid(np.asarray(logit))),
            logit=logit,
            threshold=self.thresholds[self.labels[column]].block,
            evidence=evidence,
            rest=logit - bias - math.fsum(float(weights[index]) for index in shown),
            bias=bias,
        )

    def _shares(self, view: View) -> tuple[list[Span], Array]:
        """Raw spans of a reading's words, and the weight of each in each label's logit.

        An n-gram's contribution is shared out equally among its occurrences, and within one among its words.
        """
        tokens = features.tokens(view)
        places: dict[Span, int] = {}
        span_of = [places.setdefault(view.span(token.start, token.end), len(places)) for token in tokens]
        shares = np.zeros((len(places), len(self.bias)))
        for found in self._found(tokens):
            if found.columns:
                _, at, counts, values = found.values()
                amounts = np.array(found.parts) * (values / counts)[at]
                owners = np.array(span_of)[found.words]
                order = np.argsort(owners, kind="stable")
                weighed = amounts[order, None] * found.block.weights[np.array(found.columns)[order]]
                first = np.flatnonzero(np.diff(owners[order], prepend=-1))
                shares[owners[order][first]] += np.add.reduceat(weighed, first, axis=0)
        return list(places), shares

    def _found(self, tokens: list[features.Token]) -> tuple[_Found, _Found]:
        """The known n-grams of a reading's words, word block and char block."""
        block = self.blocks["word"]
        words, chars = _Found(block, [], [], []), _Found(self.blocks["char"], [], [], [])
        for name, index, length in features.word_ngrams(tokens, self.bounded):
            if (column := block.vocabulary.get(name)) is not None:
                words.columns.extend([column] * length)
                words.words.extend(range(index, index + length))
                words.parts.extend([1.0 / length] * length)
        for index, token in enumerate(tokens):
            known = self._char_columns(token.text)
            chars.columns.extend(known)
            chars.words.extend([index] * len(known))
        chars.parts.extend([1.0] * len(chars.columns))
        return words, chars


def sigmoid(logits: Array) -> Array:
    """1 / (1 + exp(-logit)), without overflow."""
    result: Array = np.exp(-np.logaddexp(0.0, -logits))
    return result


def _word(text: str, span: Span, weight: float) -> Evidence:
    start, end = span
    return Evidence(start, end, text[start:end], weight)
