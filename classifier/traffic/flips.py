"""Examples of what changes: few of each direction, those of the greatest changes of score, no two of the same text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from classifier import taxonomy
from classifier.traffic.comparison import DIRECTIONS, Flip
from classifier.traffic.differences import Kinds, Verdicts
from classifier.traffic.messages import message_at
from classifier.types import Effect

Rows = NDArray[np.int64]
Numbers = NDArray[np.float64]
Place = tuple[Effect, Effect, str]
"""Two decisions and a cause."""


def score_changes(before: pa.RecordBatch, after: pa.RecordBatch) -> tuple[Numbers, Rows]:
    """Of each row the greatest change of a score, and the place in taxonomy.LEAVES of the category that it is of."""
    changes = np.column_stack([_scores(after, code) - _scores(before, code) for code in taxonomy.LEAVES])
    places = np.abs(changes).argmax(axis=1)
    return changes[np.arange(len(changes)), places], places


def _scores(side: pa.RecordBatch, code: str) -> Numbers:
    scores: Numbers = np.asarray(pc.fill_null(side.column(f"score_{code}"), 0.0)).astype(np.float64)
    return scores


@dataclass(slots=True)
class _Kept:
    """The flips that are kept of one place, best first, and their texts."""

    flips: list[tuple[float, int, str, Flip]] = field(default_factory=list)

    def add(self, key: str, flip: Flip, most: int) -> None:
        """Keep the flip if it is one of the best, and no better one has its key."""
        rank = (-abs(flip.change), flip.row)
        same = next((one for one in self.flips if one[2] == key), None)
        if same is not None:
            if same[:2] <= rank:
                return
            self.flips.remove(same)
        self.flips = sorted([*self.flips, (*rank, key, flip)], key=lambda one: one[:2])[:most]

    def least(self, most: int) -> float:
        """The change that a later flip must exceed to be kept; -1 while there is room."""
        return abs(self.flips[-1][3].change) if len(self.flips) == most else -1.0


class Examples:
    """Keeps at most `most` flips of every direction and cause, which `chosen` mixes; `most` 0 keeps none.

    Which they are does not hang on how the rows are cut into batches.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Place, _Kept] = {}

    def add(self, messages: pa.RecordBatch, kinds: Kinds, changes: tuple[Numbers, Rows], first: int) -> None:
        """Look at some more rows, of which the first has the number `first`."""
        if not self._most:
            return
        for place in sorted({_place(kind) for kind in kinds.kinds if kind.differs}):
            kept = self._kept.setdefault(place, _Kept())
            here = kinds.of_rows(kind.differs and _place(kind) == place for kind in kinds.kinds).astype(np.bool_)
            rows = np.flatnonzero(here & (np.abs(changes[0]) > kept.least(self._most)))
            for row, key in _distinct(messages, rows, changes[0], 2 * self._most):  # half of them may be kept already
                category, change = taxonomy.LEAVES[changes[1][row]], float(changes[0][row])
                flip = Flip(first + row, message_at(messages, row), *place, category, change)
                kept.add(key, flip, self._most)

    def chosen(self) -> tuple[Flip, ...]:
        """The examples of each direction, then those whose decision stays; causes take turns."""
        staying = [(each, each) for each in Effect]
        return tuple(flip for direction in (*DIRECTIONS, *staying) for flip in self._mixed(*direction))

    def _mixed(self, before: Effect, after: Effect) -> list[Flip]:
        places = sorted(place for place in self._kept if place[:2] == (before, after))
        turns = zip_longest(*([one[3] for one in self._kept[place].flips] for place in places))
        mixed = [flip for turn in turns for flip in sorted(filter(None, turn), key=_rank)]
        return sorted(mixed[: self._most], key=_rank)


def _place(kind: Verdicts) -> Place:
    return kind.before, kind.after, kind.cause


def _rank(flip: Flip) -> tuple[float, int]:
    return -abs(flip.change), flip.row


def _distinct(messages: pa.RecordBatch, rows: Rows, changes: Numbers, most: int) -> Iterable[tuple[int, str]]:
    """Of the rows those with the greatest changes, at most so many, with a key for each that alike texts share."""
    if not len(rows):
        return []
    order = rows[np.lexsort((rows, -np.abs(changes[rows])))]
    keys: Any = pc.utf8_lower(messages.column("text").take(pa.array(order)))
    keys = pc.utf8_trim_whitespace(pc.replace_substring_regex(keys, r"[\d\s]+", " ")).dictionary_encode()
    _, places = np.unique(np.asarray(keys.indices), return_index=True)
    places = np.sort(places)[:most]
    return zip(order[places].tolist(), keys.take(pa.array(places)).to_pylist(), strict=True)
