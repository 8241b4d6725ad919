"""From logits to probabilities and thresholds, on messages that the model has not seen.

A sigmoid is fitted to the logits (Platt 1999); a threshold is the lowest score at which a stated precision is reached.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from classifier import taxonomy
from classifier.model.kernel import Array
from classifier.types import Thresholds


@dataclass(frozen=True, slots=True)
class Calibration:
    """Slope and shift for each label: sigmoid(slope * logit + shift) is a probability (Platt scaling)."""

    slopes: Array
    shifts: Array

    def applied(self, logits: Array) -> Array:
        """The calibrated logits."""
        return logits * self.slopes + self.shifts


def calibration(logits: Array, truth: NDArray[np.bool_]) -> Calibration:
    """Platt scaling fitted to logits of unseen messages."""
    slopes, shifts = np.ones(logits.shape[1]), np.zeros(logits.shape[1])
    for leaf in range(logits.shape[1]):
        platt = LogisticRegression(C=1e6).fit(logits[:, leaf : leaf + 1], truth[:, leaf])
        slopes[leaf], shifts[leaf] = max(float(platt.coef_[0, 0]), 1e-3), float(platt.intercept_[0])
    return Calibration(slopes, shifts)


def choose_thresholds(
    scores: Array, truth: NDArray[np.bool_], block_precision: float, review_precision: float
) -> dict[str, Thresholds]:
    """For each leaf the lowest scores from which precision is the stated one, for block and for review."""
    chosen = {}
    for leaf, code in enumerate(taxonomy.LEAVES):
        block = threshold_for(scores[:, leaf], truth[:, leaf], block_precision)
        review = threshold_for(scores[:, leaf], truth[:, leaf], review_precision)
        chosen[code] = Thresholds(review=round(min(review, block), 3), block=round(block, 3))
    return chosen


def threshold_for(scores: Array, truth: NDArray[np.bool_], precision: float) -> float:
    """Lowest score such that of all messages from it on the stated share is truly of the category; at most 0.95."""
    order = np.argsort(-scores, kind="stable")
    reached = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(reached >= precision)
    lowest = scores[order[enough[-1]]] if len(enough) else 0.95
    return float(np.clip(lowest, 0.05, 0.95))
