"""What is remembered of traffic between chunks: who was seen with what, how often, when, and a text that shows it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.traffic.groups import count, counters, firsts
from classifier.traffic.results import Example
from classifier.traffic.rows import Rows
from classifier.traffic.table import Keys, Table, pairs_of

LONGEST_TEXT = 320
"""Characters of an example's text."""
LISTED = 20
"""Senders, sub-accounts and brands that a finding lists."""
Arrays = dict[str, NDArray[Any]]


class Names:
    """Keys by which senders, sub-accounts or candidates for brands are counted, and how each was written first.

    At most `most` are kept from one block of rows to the next, those seen most often.
    """

    def __init__(self, most: int) -> None:
        self._table = Table({"messages": np.zeros(1, dtype=np.int64)})
        self._names: list[str] = []
        self._most = most

    def add(self, keys: Keys, rows: Rows, column: str) -> None:
        """Remember how the column is written where a key is new."""
        before = len(self._table)
        places = self._table.places(keys)
        np.add.at(self._table["messages"], places[places >= 0], 1)
        if len(self._table) > before:
            written = rows.strings(column, firsts(places, before, len(self._table)))
            self._names.extend(name.strip() for name in written)

    def prune(self) -> None:
        """Forget those seen least if there are too many."""
        if len(self._table) > self._most:
            order = np.argsort(-self._table["messages"][: len(self._table)], kind="stable")
            chosen = np.sort(order[: self._most // 2])
            self._names = [self._names[place] for place in chosen]
            self._table.keep(chosen)

    def by_key(self) -> dict[int, str]:
        """The names that are known."""
        return dict(zip(self._table.keys.tolist(), self._names, strict=True))

    def arrays(self) -> Arrays:
        """For a state, beside `names`."""
        return self._table.arrays()

    @property
    def names(self) -> list[str]:
        """The names in the order of the table."""
        return self._names

    def restore(self, arrays: Mapping[str, NDArray[Any]], names: Iterable[str]) -> None:
        """Go on from a state."""
        self._table.restore(arrays)
        self._names = list(names)


NOBODY = np.uint64(1 << 63)
"""Stands for a sender or brand that is not known where messages of such are counted too."""


class Sightings:
    """Who (`one`) was seen with what (`other`), and through whom the first time (`via`): counts, days, example rows.

    At most `most` records are kept from one block of rows to the next, those of most messages; `forgotten` counts the
    others.
    """

    def __init__(self, most: int, texts: bool = True) -> None:
        """With `texts` the text of a record's first row is kept; else only where `via` is not 0."""
        keys = {name: np.zeros(1, dtype=np.uint64) for name in ("one", "other", "via")}
        self.table = Table(counters() | keys)
        self.texts: list[str] = []
        self.forgotten = 0
        self._most, self._all_texts = most, texts

    def add(self, ones: Keys, others: Keys, via: Keys, rows: Rows) -> None:
        """Count the rows where neither of the two is 0."""
        before = len(self.table)
        places = self.table.places(pairs_of(ones, others))
        count(self.table, places, rows)
        if len(self.table) > before:
            at = firsts(places, before, len(self.table))
            for name, keys in (("one", ones), ("other", others), ("via", via)):
                self.table[name][before : len(self.table)] = keys[at]
            self.texts.extend([""] * len(at))
            wanted = np.arange(len(at)) if self._all_texts else np.flatnonzero(via[at])
            for new, text in zip(wanted.tolist(), rows.strings("text", at[wanted]), strict=True):
                self.texts[before + new] = shown(text)

    @property
    def messages(self) -> NDArray[np.int64]:
        """How many messages each record counts."""
        counted: NDArray[np.int64] = self.table["counts"][: len(self.table)].sum(axis=1)
        return counted

    def column(self, name: str) -> NDArray[Any]:
        """A column of the records."""
        return self.table[name][: len(self.table)]

    def examples(self, places: Iterable[int]) -> tuple[Example, ...]:
        """The first row of each of these records, in their order."""
        return tuple(Example(int(self.table["examples"][place, 0]), self.texts[place]) for place in places)

    def prune(self) -> None:
        """Forget the records of fewest messages if there are too many."""
        if len(self.table) > self._most:
            order = np.argsort(-self.messages, kind="stable")
            chosen = np.sort(order[: self._most // 2])
            self.forgotten += len(self.table) - len(chosen)
            self.texts = [self.texts[place] for place in chosen]
            self.table.keep(chosen)

    def told(self) -> dict[str, Any]:
        """For a state, beside the table's arrays."""
        return {"texts": self.texts, "forgotten": self.forgotten}

    def restore(self, arrays: Mapping[str, NDArray[Any]], told: Mapping[str, Any]) -> None:
        """Go on from a state."""
        self.table.restore(arrays)
        self.texts, self.forgotten = list(told["texts"]), told["forgotten"]


def of_each(owners: NDArray[np.uint64], least: int) -> Iterator[list[int]]:
    """The places of each owner that has at least so many, owners and places in the order of the records."""
    _, first, inverse, counts = np.unique(owners, return_index=True, return_inverse=True, return_counts=True)
    chosen = np.flatnonzero(counts >= least)
    order = np.argsort(inverse, kind="stable")
    ends = np.cumsum(counts)
    for owner in chosen[np.argsort(first[chosen])].tolist():
        yield order[ends[owner] - counts[owner] : ends[owner]].tolist()


def keys_of(column: NDArray[np.uint64]) -> tuple[int, ...]:
    """The keys of a column, each once, in their order, without 0 and NOBODY."""
    return tuple(key for key in dict.fromkeys(column.tolist()) if key not in (0, int(NOBODY)))


def shown(text: str) -> str:
    """The text of an example."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def listed(keys: Iterable[int], names: Mapping[int, str]) -> tuple[str, ...]:
    """The names of the keys that are known, each once, at most LISTED."""
    found = dict.fromkeys(names[key] for key in keys if key in names)
    return tuple(found)[:LISTED]
