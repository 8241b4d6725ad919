"""What can be evaluated: anything that gives scores and has thresholds, so that baselines are measured by the same code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from classifier import taxonomy
from classifier.model.bootstrap import Array
from classifier.model.linear import LinearModel, Thresholds


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
        return np.array([self.model.scores(text) for text in texts]).reshape(-1, len(taxonomy.CODES))
