"""How well scores tell the categories of labelled messages: per category, on average, and for whole messages.

Measured values come from scikit-learn; their resamples for the intervals (`bootstrap`) are computed by the same
formulas, all at once. Nothing here knows which classifier made the scores.

- precision: of the messages on which the category fired, the share that is truly of it;
- recall: of the messages truly of the category, the share on which it fired;
- F1: harmonic mean of the two, 2 TP / (2 TP + FP + FN);
- average precision: precision averaged over all thresholds, each weighted with the recall gained there;
- calibration error: how far scores are from being probabilities, the mean over ten bins of equal width of
  |share truly of the category - mean score|, weighted with the messages in it (Naeini, Cooper, Hauskrecht, AAAI 2015).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, precision_recall_fscore_support

from classifier import taxonomy
from classifier.model import bootstrap
from classifier.model.bootstrap import Array, Estimate, Resamples
from classifier.types import Thresholds

Mask = NDArray[np.bool_]

BINS = 10
NUMBERS = ("precision", "recall", "f1", "average_precision", "calibration_error")
_TOP = [taxonomy.CODES.index(code) for code in taxonomy.TOP_LEVEL]


@dataclass(frozen=True, slots=True)
class Quality:
    """The five numbers of the module's docstring, all from 0 to 1."""

    precision: Estimate
    recall: Estimate
    f1: Estimate
    average_precision: Estimate
    calibration_error: Estimate


@dataclass(frozen=True, slots=True)
class CategoryMeasures:
    """One category: `support` messages are truly of it, on `fired` messages its score reached the block threshold."""

    code: str
    support: int
    fired: int
    quality: Quality


@dataclass(frozen=True, slots=True)
class Measures:
    """How well a classifier does on `rows` messages, `clean` of which have no label.

    `macro` is the mean over those of the seven top-level categories that occur, `micro` pools the decisions of all
    seven. The shares are of messages on which any category reached its block or review threshold.
    """

    rows: int
    clean: int
    categories: tuple[CategoryMeasures, ...]
    macro: Quality
    micro: Quality
    clean_blocked: Estimate
    clean_reviewed: Estimate
    caught_blocked: Estimate
    caught_reviewed: Estimate

    def category(self, code: str) -> CategoryMeasures:
        """The measures of one category."""
        return self.categories[taxonomy.CODES.index(code)]


def truth_of(labels: Sequence[frozenset[str]]) -> Mask:
    """Label sets as a table, messages x categories in the order of taxonomy.CODES."""
    table = [[code in each for code in taxonomy.CODES] for each in labels]
    return np.array(table, dtype=bool).reshape(-1, len(taxonomy.CODES))


def fired(scores: Array, thresholds: Mapping[str, Thresholds], level: str = "block") -> Mask:
    """Which categories fire: a leaf from its threshold of that level on, a parent when one of its children does."""
    limits = [getattr(thresholds[code], level) if code in taxonomy.LEAVES else np.inf for code in taxonomy.CODES]
    found: Mask = scores >= np.array(limits)
    for parent in taxonomy.PARENTS:
        children = [taxonomy.CODES.index(child) for child in taxonomy.children(parent)]
        found[:, taxonomy.CODES.index(parent)] = found[:, children].any(axis=1)
    return found


def measure(truth: Mask, scores: Array, thresholds: Mapping[str, Thresholds], resamples: Resamples) -> Measures:
    """All measures of some scored messages."""
    blocked, reviewed = fired(scores, thresholds), any_category(fired(scores, thresholds, "review"))
    values, replicates = _numbers(truth, blocked, scores, resamples)
    families = _families(truth, blocked, resamples)
    occurring = [column for column in _TOP if truth[:, column].any()]
    prohibited, stopped = any_category(truth), any_category(blocked)
    return Measures(
        rows=len(truth),
        clean=int((~prohibited).sum()),
        categories=tuple(
            CategoryMeasures(code, support, fires, _quality(values[:, i], replicates[:, :, i], families[i]))
            for i, (code, support, fires) in enumerate(zip(taxonomy.CODES, *_counts(truth, blocked), strict=True))
        ),
        macro=_quality(
            bootstrap.mean(values[:, occurring], 1), bootstrap.mean(replicates[:, :, occurring], 2), families[-1]
        ),
        micro=_micro(truth, blocked, scores, resamples),
        clean_blocked=bootstrap.share(~prohibited, stopped, resamples),
        clean_reviewed=bootstrap.share(~prohibited, reviewed, resamples),
        caught_blocked=bootstrap.share(prohibited, stopped, resamples),
        caught_reviewed=bootstrap.share(prohibited, reviewed, resamples),
    )


def any_category(table: Mask) -> Mask:
    """The messages in which any category is set."""
    found: Mask = np.asarray(table.any(axis=1), dtype=bool)
    return found


def _counts(truth: Mask, blocked: Mask) -> tuple[list[int], list[int]]:
    """Messages truly of each category, and messages on which it fired."""
    return truth.sum(axis=0).tolist(), blocked.sum(axis=0).tolist()


def _micro(truth: Mask, blocked: Mask, scores: Array, resamples: Resamples) -> Quality:
    """Every (message, top-level category) pair counts once, as if of one category."""
    pooled = resamples.repeated(len(_TOP))
    real, seen = truth[:, _TOP].reshape(-1, 1), blocked[:, _TOP].reshape(-1, 1)
    values, replicates = _numbers(real, seen, scores[:, _TOP].reshape(-1, 1), pooled)
    return _quality(values[:, 0], replicates[:, :, 0], _families(real, seen, pooled)[0])


def _quality(values: Array, replicates: Array, families: Sequence[int]) -> Quality:
    """From the NUMBERS, their resamples (5 x resamples) and the families behind each."""
    each = zip(values.tolist(), replicates, families, strict=True)
    return Quality(*(bootstrap.estimate(value, drawn, behind) for value, drawn, behind in each))


def _families(truth: Mask, blocked: Mask, resamples: Resamples) -> list[tuple[int, ...]]:
    """How many families could have lowered each of the NUMBERS, column by column, and at the end over all columns."""
    real, seen = np.column_stack((truth, any_category(truth))), np.column_stack((blocked, any_category(blocked)))
    found: list[tuple[int, ...]] = []
    for own, fires in zip(real.T, seen.T, strict=True):
        support = resamples.families(own)
        found.append((resamples.families(fires), support, resamples.families(own | fires), support, 0))
    return found


def _numbers(truth: Mask, blocked: Mask, scores: Array, resamples: Resamples) -> tuple[Array, Array]:
    """The NUMBERS of each column, measured (5 x columns) and resampled (5 x resamples x columns)."""
    columns = range(truth.shape[1])
    measured = np.array([_measured(truth[:, i], blocked[:, i], scores[:, i]) for i in columns]).T
    hits = resamples.sums((truth & blocked).astype(np.float64))
    fires, support = resamples.sums(blocked.astype(np.float64)), resamples.sums(truth.astype(np.float64))
    ranked = np.column_stack([_average_precisions(truth[:, i], scores[:, i], resamples) for i in columns])
    errors = np.column_stack([_calibration_errors(truth[:, i], scores[:, i], resamples) for i in columns])
    precision, recall = bootstrap.ratio(hits, fires), bootstrap.ratio(hits, support)
    return measured, np.stack((precision, recall, bootstrap.ratio(2.0 * hits, fires + support), ranked, errors))


def _measured(truth: Mask, blocked: Mask, scores: Array) -> tuple[float, ...]:
    """The NUMBERS of one column; NaN where one has no meaning."""
    if not len(truth):
        return (float("nan"),) * len(NUMBERS)
    precision, recall, f1, _ = precision_recall_fscore_support(truth, blocked, average="binary", zero_division=np.nan)
    ranked = average_precision_score(truth, scores) if truth.any() else float("nan")
    shares, means, counts = bins(truth, scores)
    error = float(np.nansum(counts * np.abs(shares - means)) / len(truth))
    return float(precision), float(recall), float(f1), float(ranked), error


def bin_of(scores: Array) -> NDArray[np.intp]:
    """Which of the ten bins of equal width each score falls into; 1.0 belongs to the last."""
    return np.minimum((scores * BINS).astype(np.intp), BINS - 1)


def bins(truth: Mask, scores: Array) -> tuple[Array, Array, Array]:
    """For each bin the share truly of the category, the mean score (NaN in an empty bin) and the number of messages."""
    index = bin_of(scores)
    counts, positives, total = (
        np.bincount(index, weights=weights, minlength=BINS).astype(np.float64)
        for weights in (np.ones(len(scores)), truth * 1.0, scores)
    )
    return bootstrap.ratio(positives, counts), bootstrap.ratio(total, counts), counts


def _calibration_errors(truth: Mask, scores: Array, resamples: Resamples) -> Array:
    """Calibration error of each resample: the sum over bins of |sum of (truth - score)|, a message."""
    gaps = np.zeros((len(truth), BINS + 1))
    gaps[np.arange(len(truth)), bin_of(scores)] = truth - scores
    gaps[:, BINS] = 1.0
    sums = resamples.sums(gaps)
    return bootstrap.ratio(np.abs(sums[:, :BINS]).sum(axis=1), sums[:, BINS])


def _average_precisions(truth: Mask, scores: Array, resamples: Resamples) -> Array:
    """Average precision of each resample, equal scores counted as one threshold; NaN without positives."""
    order = np.argsort(-scores, kind="stable")
    ends = np.flatnonzero(np.diff(scores[order], append=np.nan) != 0.0)
    positive = truth[order].astype(np.float64)
    found = []
    for weights in resamples.weights(order):
        fires = np.cumsum(weights, axis=1)[:, ends]
        hits = np.cumsum(weights * positive, axis=1)[:, ends]
        gains = np.diff(hits, axis=1, prepend=0.0)
        precision = np.divide(hits, fires, out=np.zeros_like(hits), where=fires > 0)
        found.append(bootstrap.ratio((gains * precision).sum(axis=1), hits[:, -1]))
    return np.concatenate(found)
