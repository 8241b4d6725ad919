"""Bootstrap intervals: how far a measured number could move if other messages had been measured.

Whole families are drawn with replacement, since rewrites of one message are not independent of one another (the
cluster bootstrap: Davison and Hinkley, *Bootstrap Methods and their Application*, 1997, section 3.8). Everything is
computed for all resamples at once: a resample is a row of counts, how often each family was drawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]

RESAMPLES = 500
CONFIDENCE = 0.95
_CELLS_AT_ONCE = 4_000_000
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured number between 0 and 1 and its 95 % interval; all three are NaN where the number has no meaning."""

    value: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether the number has a meaning: precision has none where nothing fired, recall none without support."""
        return not np.isnan(self.value)


@dataclass(frozen=True, slots=True)
class Resamples:
    """`counts[r, f]` says how often resample r drew family f; `family` gives the family of each measured row."""

    counts: Array
    family: Index

    @property
    def number(self) -> int:
        """How many resamples there are."""
        return int(self.counts.shape[0])

    def sums(self, values: Array) -> Array:
        """Sums over the rows of each resample: values (rows x k) to sums (resamples x k)."""
        per_family = np.zeros((self.counts.shape[1], values.shape[1]))
        np.add.at(per_family, self.family, values)
        return self.counts @ per_family

    def weights(self, order: Index) -> Iterator[Array]:
        """How often each row of `order` is in each resample, some resamples at a time to bound the memory."""
        step = max(1, _CELLS_AT_ONCE // max(1, len(order)))
        columns = self.family[order]
        for first in range(0, self.number, step):
            yield self.counts[first : first + step, columns]

    def families(self, rows: NDArray[np.bool_]) -> int:
        """How many families the chosen rows are of."""
        return len(np.unique(self.family[rows]))

    def repeated(self, times: int) -> "Resamples":
        """The same resamples of rows that each stand `times` times in a row."""
        return Resamples(self.counts, np.repeat(self.family, times))


def draw(families: Sequence[str], seed: int = 0, number: int = RESAMPLES) -> Resamples:
    """Resamples of the rows whose families are given, one a row, in order."""
    numbers = {name: index for index, name in enumerate(dict.fromkeys(families))}
    family = np.array([numbers[name] for name in families], dtype=np.intp)
    rng = np.random.default_rng(seed)
    chances = np.full(len(numbers), 1.0 / max(1, len(numbers)))
    return Resamples(rng.multinomial(len(numbers), chances, size=number).astype(np.float64), family)


def estimate(value: float, replicates: Array, families: int = 0) -> Estimate:
    """The percentile interval, moved so that its middle is the measured value, and cut to 0..1.

    Moving takes out the bias of the bootstrap, which matters for the calibration error (a mean of absolute values
    grows with noise) and hardly elsewhere. The interval contains the value by construction. When the value is 0 or 1,
    all resamples agree and know nothing of what they have not seen; then the far end is Wilson's (1927) for a share
    of as many `families`, n / (n + z^2): none wrong of seven may still be a third of all.
    """
    known = replicates[~np.isnan(replicates)]
    if np.isnan(value) or not known.size:
        return Estimate(float("nan"), float("nan"), float("nan"))
    value = float(np.clip(value, 0.0, 1.0))
    tail = (1.0 - CONFIDENCE) / 2.0
    low, middle, high = np.quantile(known, (tail, 0.5, 1.0 - tail)).tolist()
    low, high = min(value, max(0.0, low + value - middle)), max(value, min(1.0, high + value - middle))
    if families and value in (0.0, 1.0):
        unseen = _Z**2 / (families + _Z**2)
        low, high = min(low, max(0.0, value - unseen)), max(high, min(1.0, value + unseen))
    return Estimate(value, low, high)


def share(condition: NDArray[np.bool_], event: NDArray[np.bool_], resamples: Resamples) -> Estimate:
    """The share of the rows meeting `condition` in which `event` happens."""
    both = np.column_stack((condition & event, condition)).astype(np.float64)
    value = ratio(both.sum(axis=0)[:1], both.sum(axis=0)[1:])
    sums = resamples.sums(both)
    return estimate(float(value[0]), ratio(sums[:, 0], sums[:, 1]), resamples.families(condition))


def ratio(part: Array, whole: Array) -> Array:
    """part / whole, and NaN where there is no whole."""
    result: Array = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return result


def mean(values: Array, axis: int) -> Array:
    """Mean of what is known along an axis; NaN where nothing is."""
    known = ~np.isnan(values)
    return ratio(np.where(known, values, 0.0).sum(axis=axis), known.sum(axis=axis).astype(np.float64))
