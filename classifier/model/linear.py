"""The model of the prohibited categories: a linear model of the leaf categories, and what follows for their parents.

A parent takes the logit of that child which stands highest above its own threshold.
"""

import math
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace

import numpy as np

from classifier import taxonomy
from classifier.model.kernel import Array
from classifier.model.ngrams import NgramModel, sigmoid
from classifier.text import View
from classifier.types import Explanation, Thresholds


@dataclass(frozen=True)
class LinearModel(NgramModel):
    """Scores every category of the taxonomy."""

    _leaf_limits: Array = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "_leaf_limits", _limits(self.thresholds))

    def under(self, thresholds: Mapping[str, Thresholds]) -> "LinearModel":
        """The same model with the thresholds of a policy; itself when they are its own."""
        if thresholds == self.thresholds:
            return self
        # A copy and not a new model, which would build the scorer's tables anew: this is done for every message.
        same = copy(self)
        object.__setattr__(same, "thresholds", dict(thresholds))
        object.__setattr__(same, "_leaf_limits", _limits(thresholds))
        return same

    def scores(self, texts: Sequence[str]) -> Array:
        """Probability of each category, texts x taxonomy.CODES."""
        return self.scores_of(self.logits(texts))

    def scores_of(self, logits: Array) -> Array:
        """Probability of each category from logits of the leaves, texts x taxonomy.CODES."""
        above = logits - self._leaf_limits
        carriers = np.stack([np.array(below)[above[:, below].argmax(axis=1)] for below in _LEAVES_OF], axis=1)
        return sigmoid(np.take_along_axis(logits, carriers, axis=1))

    def explain(self, text: str, views: Sequence[View] | None = None) -> tuple[Explanation, ...]:
        """Every category with its score and the words that made it; see `Explanation` for what adds up to what."""
        leaves = self.explain_labels(text, views)
        above = (np.array([explanation.logit for explanation in leaves]) - self._leaf_limits).tolist()
        carriers = [max(below, key=above.__getitem__) for below in _LEAVES_OF]
        shown = zip(taxonomy.CODES, (leaves[leaf] for leaf in carriers), strict=True)
        return tuple(leaf if leaf.category == code else replace(leaf, category=code) for code, leaf in shown)


def _limits(thresholds: Mapping[str, Thresholds]) -> Array:
    """Of each leaf the logit from which it blocks."""
    return np.array([_logit(thresholds[leaf].block) for leaf in taxonomy.LEAVES])


def _logit(score: float) -> float:
    return math.log(score / (1.0 - score))


_LEAVES_OF: list[list[int]] = [
    [index for index, leaf in enumerate(taxonomy.LEAVES) if leaf == code or taxonomy.BY_CODE[leaf].parent == code]
    for code in taxonomy.CODES
]
