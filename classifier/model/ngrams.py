"""A trained linear model: logits and exact explanations for any set of labels, through the compiled scorer.

A text's n-grams are looked up in the vocabulary of their block; their TF-IDF vector, of unit length in each block,
times the weights gives one logit a label: logit = sum of (value * weight) + bias. Calibration is part of the weights
and bias, so that score = sigmoid(logit) is a probability and the explanation adds up without a further step. A text
with two readings is scored in each, and every label takes its higher logit: a disguise cannot hide a word, and a wrong
guess at one cannot either.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from classifier import taxonomy
from classifier.model import kernel, keys
from classifier.model.kernel import Array
from classifier.model.scoring import Scorer
from classifier.text import View, readings
from classifier.types import Evidence, Explanation, Thresholds

Span = tuple[int, int]

MOST_WORDS, QUIET_WORDS = 16, 4
"""Words that an explanation shows for a category that is reviewed at least, and for another; `rest` is the others."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of features: n-grams, and for each its IDF and its weights (one a label)."""

    ngrams: tuple[str, ...]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a reading: where they stand, for each label their weights, and the heaviest first."""

    spans: list[Span]
    weights: list[list[float]]
    order: list[list[int]]


@dataclass(frozen=True)
class NgramModel:
    """A calibrated one-vs-rest linear model over TF-IDF n-grams; the columns of its arrays are `labels`.

    ValueError if two of its n-grams are the same.
    """

    version: str
    blocks: dict[str, Block]
    bias: Array
    thresholds: dict[str, Thresholds]
    labels: tuple[str, ...] = taxonomy.LEAVES
    bounded: bool = False
    scorer: Scorer = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scorer", Scorer(_weights(self)))

    def logits(self, texts: Sequence[str]) -> Array:
        """Logits, texts x labels."""
        return self.scorer.logits(texts)

    def explain_labels(self, text: str, views: Sequence[View] | None = None) -> tuple[Explanation, ...]:
        """Every label with its score and the words that made it; `views` are the readings, if they are known."""
        views = views or readings(text)
        logits = np.array([self.scorer.reading_logits(view) for view in views])
        read = [self._words(view) for view in views]
        scores = sigmoid(logits.max(axis=0)).tolist()
        return tuple(
            self._explanation(text, column, logits.item(reading, column), scores[column], read[reading])
            for column, reading in enumerate(logits.argmax(axis=0).tolist())
        )

    def _explanation(self, text: str, column: int, logit: float, score: float, read: _Words) -> Explanation:
        label = self.labels[column]
        limits = self.thresholds[label]
        weights = read.weights[column]
        most = MOST_WORDS if score >= limits.review else QUIET_WORDS
        shown = [index for index in read.order[column][:most] if weights[index]]
        spans = [read.spans[index] for index in shown]
        bias = float(self.bias[column])
        return Explanation(
            category=label,
            score=score,
            logit=logit,
            threshold=limits.block,
            evidence=tuple(
                Evidence(start, end, text[start:end], weights[index])
                for index, (start, end) in zip(shown, spans, strict=True)
            ),
            rest=logit - bias - math.fsum(weights[index] for index in shown),
            bias=bias,
        )

    def _words(self, view: View) -> _Words:
        spans, shares = self._shares(view)
        order = np.argsort(-np.abs(shares), axis=0, kind="stable")[:MOST_WORDS]
        return _Words(spans, shares.T.tolist(), order.T.tolist())

    def _shares(self, view: View) -> tuple[list[Span], Array]:
        """Raw spans of a reading's words, and the weight of each in each label's logit.

        Words that come from one stretch of the raw text share a span and their weights.
        """
        words, shares = self.scorer.shares(view)
        places: dict[Span, int] = {}
        owners = [places.setdefault(view.span(start, stop), len(places)) for start, stop in words]
        if len(places) == len(words):
            return list(places), shares
        summed = np.zeros((len(places), shares.shape[1]))
        np.add.at(summed, owners, shares)
        return list(places), summed


def _weights(model: NgramModel) -> kernel.Weights:
    word, char = model.blocks["word"], model.blocks["char"]
    rows, lanes = kernel.aligned_rows(
        np.concatenate([word.weights, char.weights]), np.concatenate([word.idf, char.idf])
    )
    return kernel.Weights(keys.table(word.ngrams, char.ngrams), rows, lanes, model.bias, model.bounded)


def sigmoid(logits: Array) -> Array:
    """1 / (1 + exp(-logit)), without overflow."""
    result: Array = np.exp(-np.logaddexp(0.0, -logits))
    return result
