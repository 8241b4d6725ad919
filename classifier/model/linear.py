"""The trained model as flat arrays: scores and exact explanations, with numpy alone.

A text's n-grams are looked up in the vocabulary of their block; their TF-IDF vector, of unit length in each block,
times the weights gives one logit a leaf category: logit = sum of (value * weight) + bias. Calibration is part of the
weights and bias, so that score = sigmoid(logit) is a probability and the explanation adds up without a further step.
A text with two readings is scored in each, and every leaf takes its higher logit: a disguise cannot hide a word, and a
wrong guess at one cannot either. A parent takes the logit of that child which stands highest above its own threshold.
"""

import math
from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from classifier import taxonomy
from classifier.model import features
from classifier.text import View, readings
from classifier.types import Evidence, Explanation

Array = NDArray[np.float64]
Span = tuple[int, int]
Place = tuple[str, tuple[int, ...]]
"""An n-gram and the numbers of the words that it covers."""


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
    _leaf_limits: Array = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        limits = [_logit(self.thresholds[leaf].block) for leaf in taxonomy.LEAVES]
        object.__setattr__(self, "_leaf_limits", np.array(limits))

    def scores(self, text: str) -> Array:
        """Probability of each category, in the order of taxonomy.CODES."""
        logits = self.logits(text)
        return sigmoid(logits[self._carriers(logits)])

    def logits(self, text: str) -> Array:
        """Logit of each leaf category, in the order of taxonomy.LEAVES."""
        logits = [self.reading_logits(*features.analyse(view)) for view in readings(text)]
        return logits[0] if len(logits) == 1 else np.maximum(*logits)

    def reading_logits(self, words: list[str], chars: list[str]) -> Array:
        """Logits of one analysed reading."""
        return self._product("word", words) + self._product("char", chars) + self.bias

    def explain(self, text: str) -> tuple[Explanation, ...]:
        """Every category with its score and the words that made it; see `Explanation` for what adds up to what."""
        read = [self._word_shares(view) for view in readings(text)]
        logits = np.array([shares.sum(axis=0) + self.bias for _, shares in read])
        higher = logits.argmax(axis=0)
        carriers = self._carriers(logits.max(axis=0))
        by_leaf = {
            leaf: self._explanation(text, leaf, read[higher[leaf]], logits[higher[leaf], leaf])
            for leaf in set(carriers)
        }
        return tuple(replace(by_leaf[leaf], category=code) for code, leaf in zip(taxonomy.CODES, carriers, strict=True))

    def _explanation(self, text: str, leaf: int, read: tuple[list[Span], Array], logit: float) -> Explanation:
        spans, shares = read
        evidence = _evidence(text, spans, shares[:, leaf])
        bias = float(self.bias[leaf])
        return Explanation(
            category=taxonomy.LEAVES[leaf],
            score=float(sigmoid(np.array([logit]))[0]),
            logit=float(logit),
            threshold=self.thresholds[taxonomy.LEAVES[leaf]].block,
            evidence=evidence,
            rest=float(logit) - bias - math.fsum(each.weight or 0.0 for each in evidence),
            bias=bias,
        )

    def _carriers(self, logits: Array) -> list[int]:
        """For each category the leaf whose logit it shows."""
        above = logits - self._leaf_limits
        return [max(leaves, key=lambda leaf: above[leaf]) for leaves in _LEAVES_OF]

    def _product(self, name: str, ngrams: list[str]) -> Array:
        block = self.blocks[name]
        columns, values = _tfidf(block, ngrams)
        return values @ block.weights[columns] if len(columns) else np.zeros(len(self.bias))

    def _word_shares(self, view: View) -> tuple[list[Span], Array]:
        """Raw spans of a reading's words, and the weight of each in each leaf's logit.

        An n-gram's contribution is shared out equally among its occurrences, and within one among its words.
        """
        words = features.tokens(view)
        in_words: list[Place] = [
            (name, tuple(range(index, index + length))) for name, index, length in features.word_ngrams(words)
        ]
        in_chars: list[Place] = [
            (name, (index,)) for index, token in enumerate(words) for name in features.char_ngrams(token.text)
        ]
        shares = np.zeros((len(words), len(self.bias)))
        self._share_out(self.blocks["word"], in_words, shares)
        self._share_out(self.blocks["char"], in_chars, shares)
        return [view.span(token.start, token.end) for token in words], shares

    @staticmethod
    def _share_out(block: Block, found: list[Place], shares: Array) -> None:
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


def _evidence(text: str, spans: list[Span], weights: Array) -> tuple[Evidence, ...]:
    """Words by falling weight; words that stand for one stretch of the raw text are one piece of evidence."""
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
