"""The trained model as flat arrays: scores and exact explanations, with numpy alone.

A text's n-grams are looked up in the vocabulary of their block; their TF-IDF vector, of unit length in each block,
times the weights gives one logit a leaf category: logit = sum of (value * weight) + bias. Calibration is part of the
weights and bias, so that score = sigmoid(logit) is a probability and the explanation adds up without a further step.
A parent category takes the logit of that child which stands highest above its own threshold.
"""

import math
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from classifier import taxonomy
from classifier.model import features
from classifier.text import View, fold
from classifier.types import Evidence, Explanation

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from which a category is reviewed and blocked."""

    review: float
    block: float


@dataclass(frozen=True, slots=True)
class Block:
    """One block of features: n-gram -> column, and for each column its IDF and its weights (one a leaf)."""

    vocabulary: dict[str, int]
    idf: Array
    weights: Array


@dataclass(frozen=True)
class LinearModel:
    """A calibrated one-vs-rest linear model over TF-IDF n-grams."""

    version: str
    blocks: dict[str, Block]
    bias: Array
    thresholds: dict[str, Thresholds]
    _leaf_limits: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        limits = [_logit(self.thresholds[leaf].block) for leaf in taxonomy.LEAVES]
        object.__setattr__(self, "_leaf_limits", np.array(limits))

    def scores(self, text: str) -> Array:
        """Probability of each category, in the order of taxonomy.CODES."""
        logits = self.logits(text)
        return sigmoid(logits[self._carriers(logits)])

    def logits(self, text: str) -> Array:
        """Logit of each leaf category, in the order of taxonomy.LEAVES."""
        words, chars = features.analyse(text)
        return self._product("word", words) + self._product("char", chars) + self.bias

    def explain(self, text: str) -> tuple[Explanation, ...]:
        """Every category with its score and the words that made it; see `Explanation` for what adds up to what."""
        view = fold(text)
        spans, shares, rest = self._word_shares(view)
        logits = shares.sum(axis=0) + rest + self.bias
        carriers = self._carriers(logits)
        evidence = [_evidence(text, spans, shares[:, leaf]) for leaf in range(len(self.bias))]
        explanations = []
        for code, leaf in zip(taxonomy.CODES, carriers, strict=True):
            limit = self.thresholds[taxonomy.LEAVES[leaf]].block
            score = float(sigmoid(logits[leaf : leaf + 1])[0])
            explanations.append(
                Explanation(code, score, float(logits[leaf]), limit, evidence[leaf], float(rest[leaf]), float(self.bias[leaf]))
            )
        return tuple(explanations)

    def _carriers(self, logits: Array) -> list[int]:
        """For each category the leaf whose logit it shows."""
        above = logits - self._leaf_limits
        return [max(leaves, key=lambda leaf: above[leaf]) for leaves in _LEAVES_OF]

    def _product(self, name: str, ngrams: list[str]) -> Array:
        block = self.blocks[name]
        columns, values = _tfidf(block, ngrams)
        return values @ block.weights[columns] if len(columns) else np.zeros(len(self.bias))

    def _word_shares(self, view: View) -> tuple[list[tuple[int, int]], Array, Array]:
        """Raw spans of the text's words, the weight of each in each leaf's logit, and what no span carries.

        An n-gram's contribution is shared out equally among its occurrences, and within one among its words.
        """
        places: dict[str, list[tuple[str, tuple[int, ...]]]] = {"word": [], "char": []}
        spans: list[tuple[int, int]] = []
        for reading in features.readings(view):
            first = len(spans)
            spans.extend(view.span(token.start, token.end) for token in reading)
            for ngram, index, length in features.word_ngrams(reading):
                places["word"].append((ngram, tuple(range(first + index, first + index + length))))
            for index, token in enumerate(reading):
                places["char"].extend((ngram, (first + index,)) for ngram in features.char_ngrams(token.text))
        shares = np.zeros((len(spans), len(self.bias)))
        for name, found in places.items():
            self._share_out(self.blocks[name], found, shares)
        return spans, shares, np.zeros(len(self.bias))

    @staticmethod
    def _share_out(block: Block, found: list[tuple[str, tuple[int, ...]]], shares: Array) -> None:
        counts = Counter(ngram for ngram, _ in found)
        columns, values = _tfidf(block, [ngram for ngram, _ in found])
        value_of = dict(zip(columns.tolist(), values.tolist(), strict=True))
        words, amounts, rows = [], [], []
        for ngram, covered in found:
            column = block.vocabulary.get(ngram)
            if column is None:
                continue
            part = value_of[column] / (counts[ngram] * len(covered))
            for word in covered:
                words.append(word)
                amounts.append(part)
                rows.append(column)
        if words:
            np.add.at(shares, np.array(words), np.array(amounts)[:, None] * block.weights[np.array(rows)])


def sigmoid(logits: Array) -> Array:
    """1 / (1 + exp(-logit)), without overflow."""
    result: Array = np.exp(-np.logaddexp(0.0, -logits))
    return result


def _logit(score: float) -> float:
    return math.log(score / (1.0 - score))


def _tfidf(block: Block, ngrams: list[str]) -> tuple[NDArray[np.intp], Array]:
    """Columns of the known n-grams and their values: (1 + ln count) * idf, scaled to unit length."""
    counts = Counter(column for ngram in ngrams if (column := block.vocabulary.get(ngram)) is not None)
    columns = np.fromiter(counts.keys(), dtype=np.intp, count=len(counts))
    values = (1.0 + np.log(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))) * block.idf[columns]
    norm = math.sqrt(float(values @ values))
    return columns, values / norm if norm else values


def _evidence(text: str, spans: list[tuple[int, int]], weights: Array) -> tuple[Evidence, ...]:
    """Words by falling weight; several readings of one stretch of the raw text are one piece of evidence."""
    total: dict[tuple[int, int], float] = {}
    for span, weight in zip(spans, weights.tolist(), strict=True):
        if weight:
            total[span] = total.get(span, 0.0) + weight
    ordered = sorted(total.items(), key=lambda item: (-abs(item[1]), item[0]))
    return tuple(Evidence(start, end, text[start:end], weight) for (start, end), weight in ordered)


_LEAVES_OF: list[list[int]] = [
    [index for index, leaf in enumerate(taxonomy.LEAVES) if leaf == code or taxonomy.BY_CODE[leaf].parent == code]
    for code in taxonomy.CODES
]
