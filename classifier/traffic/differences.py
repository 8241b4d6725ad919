"""What differs between two verdicts of a message, as their columns tell it: once for each kind of difference."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from classifier import taxonomy
from classifier.traffic.comparison import DECISIONS
from classifier.types import Effect

Names = frozenset[str]
_SEPARATOR = "\x1f"
_TOLD = ("decision", "labels", "findings")
_CATEGORY_OF = {f"prohibited-{taxonomy.slug(code)}": code for code in taxonomy.LEAVES}
"""Finding of the model -> its category."""
_PLACES = {decision.value: place for place, decision in enumerate(DECISIONS)}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A kind of pair of verdicts: labels, findings and decision of both, and what explains the difference.

    `categories` and `checks` are the causes (`comparison.Cause`), empty where nothing differs.
    """

    before: Effect
    after: Effect
    labels: tuple[Names, Names]
    findings: tuple[Names, Names]
    categories: tuple[str, ...]
    checks: tuple[str, ...]

    @property
    def move(self) -> int:
        """The place of the two decisions in a table of 3 by 3, flattened."""
        return len(DECISIONS) * DECISIONS.index(self.before) + DECISIONS.index(self.after)

    @property
    def flips(self) -> bool:
        """Whether the decision changes."""
        return self.before is not self.after

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        return self.flips or self.labels[0] != self.labels[1] or self.findings[0] != self.findings[1]

    @property
    def cause(self) -> str:
        """The first of the causes: a leaf category, or else a check, or else ""."""
        return next((code for code in self.categories if code in taxonomy.LEAVES), next(iter(self.checks), ""))


@dataclass(frozen=True, slots=True)
class Kinds:
    """Rows by the kind of their verdicts: `rows` has for each row the place of its kind."""

    kinds: tuple[Verdicts, ...]
    rows: NDArray[np.int64]

    def counts(self) -> NDArray[np.int64]:
        """How many rows are of each kind."""
        return np.bincount(self.rows, minlength=len(self.kinds))

    def of_rows(self, values: Iterable[int]) -> NDArray[np.int64]:
        """A number for each row, from one for each kind."""
        found: NDArray[np.int64] = np.fromiter(values, np.int64, len(self.kinds))[self.rows]
        return found


def kinds_of(before: pa.RecordBatch, after: pa.RecordBatch) -> Kinds:
    """The kinds of verdicts in the columns of the two sides (`columns.SCHEMA`)."""
    told = [pc.fill_null(side.column(name).cast(pa.string()), "") for side in (before, after) for name in _TOLD]
    coded = pc.binary_join_element_wise(*told, _SEPARATOR).dictionary_encode()
    kinds = tuple(_verdicts(key) for key in coded.dictionary.to_pylist())
    return Kinds(kinds, np.asarray(coded.indices).astype(np.int64))


@lru_cache(maxsize=1 << 14)
def _verdicts(key: str) -> Verdicts:
    decision_before, labels_before, findings_before, decision_after, labels_after, findings_after = key.split(
        _SEPARATOR
    )
    labels = (_names(labels_before), _names(labels_after))
    findings = (_names(findings_before), _names(findings_after))
    seen = (labels[0] | _categories(findings[0]), labels[1] | _categories(findings[1]))
    flips = decision_before != decision_after
    return Verdicts(
        before=_decision(decision_before),
        after=_decision(decision_after),
        labels=labels,
        findings=findings,
        categories=_causes(flips, labels, seen),
        checks=_causes(flips, findings),
    )


def _decision(value: str) -> Effect:
    return DECISIONS[_PLACES[value]]


def _names(joined: str) -> Names:
    return frozenset(filter(None, joined.split("|")))


def _categories(findings: Names) -> Names:
    return frozenset(_CATEGORY_OF[name] for name in findings if name in _CATEGORY_OF)


def _causes(flips: bool, *pairs: tuple[Names, Names]) -> tuple[str, ...]:
    """What only one side has, or else, where the decision changes all the same, what both have."""
    one_sided = next((before ^ after for before, after in pairs if before != after), frozenset[str]())
    shared = pairs[-1][0] if flips else frozenset[str]()
    return tuple(sorted(one_sided or shared))
