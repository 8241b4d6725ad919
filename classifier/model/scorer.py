"""What can be evaluated: anything that gives scores and has thresholds. Baselines are measured by the same code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from classifier.model import metrics
from classifier.model.bootstrap import Array
from classifier.model.dataset import Row
from classifier.model.linear import LinearModel
from classifier.model.metrics import Mask
from classifier.types import Thresholds


class Scorer(Protocol):
    """A classifier as the evaluation sees it."""

    @property
    def name(self) -> str:
        """What to call it in a table."""

    @property
    def thresholds(self) -> Mapping[str, Thresholds]:
        """Where each leaf category is reviewed and blocked; a parent fires when a child does."""

    def scores(self, texts: Sequence[str]) -> Array:
        """Probabilities, texts x categories."""


@dataclass(frozen=True, slots=True)
class ModelScorer:
    """The trained model as a scorer."""

    model: LinearModel

    @property
    def name(self) -> str:
        """The model with its version."""
        return f"Prescreen {self.model.version}"

    @property
    def thresholds(self) -> Mapping[str, Thresholds]:
        """The model's own thresholds."""
        return self.model.thresholds

    def scores(self, texts: Sequence[str]) -> Array:
        """Scores of each text as the service would give them."""
        return self.model.scores(texts)


@dataclass(frozen=True, slots=True)
class Scored:
    """Labelled rows with their scores; `truth` and `fired` (at block) are messages x taxonomy.CODES, like `scores`."""

    rows: tuple[Row, ...]
    truth: Mask
    scores: Array
    fired: Mask
    thresholds: Mapping[str, Thresholds]

    @classmethod
    def by(cls, scorer: Scorer, rows: Sequence[Row]) -> "Scored":
        """The rows as the scorer sees them."""
        scores = scorer.scores([row.text for row in rows])
        truth = metrics.truth_of([row.labels for row in rows])
        return cls(tuple(rows), truth, scores, metrics.fired(scores, scorer.thresholds), scorer.thresholds)

    def part(self, index: Sequence[int]) -> "Scored":
        """Some of the rows."""
        chosen = np.array(index, dtype=np.intp)
        rows = tuple(self.rows[i] for i in index)
        return Scored(rows, self.truth[chosen], self.scores[chosen], self.fired[chosen], self.thresholds)
