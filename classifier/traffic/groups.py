"""Messages counted by what they have in common: by decision, first and last day, with the numbers of a few rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled
from classifier.traffic.results import Group
from classifier.traffic.rows import DECISIONS, NO_TIME, Rows, day_of
from classifier.traffic.table import NOWHERE, Keys, Places, Table, pairs_of

EXAMPLES = 3
"""Rows that a group names."""
LATEST = np.iinfo(np.int64).max
Numbers = NDArray[np.int64]


def counters() -> dict[str, NDArray[Any]]:
    """The columns of a record that counts: a count for each decision, first and last day, example rows (0: none)."""
    return {
        "counts": np.zeros((1, len(DECISIONS)), dtype=np.int64),
        "first": np.full(1, LATEST, dtype=np.int64),
        "last": np.full(1, NO_TIME, dtype=np.int64),
        "examples": np.zeros((1, EXAMPLES), dtype=np.int64),
    }


@compiled
def _count(
    places: Places,
    decisions: Numbers,
    days: Numbers,
    numbers: Numbers,
    least: int,
    counts: Numbers,
    first: Numbers,
    last: Numbers,
    examples: Numbers,
) -> None:
    """Count each row at its place; examples are rows whose decision is at least `least`."""
    for row in range(len(places)):
        place = places[row]
        if place == NOWHERE:
            continue
        counts[place, decisions[row]] += 1
        day = days[row]
        if day != NO_TIME:
            first[place] = min(first[place], day)
            last[place] = max(last[place], day)
        if decisions[row] >= least and examples[place, EXAMPLES - 1] == 0:
            for index in range(EXAMPLES):
                if examples[place, index] == 0:
                    examples[place, index] = numbers[row]
                    break


def count(table: Table, places: Places, rows: Rows, least: int = 0) -> None:
    """Count rows in the records at these places; examples are those whose decision is at least DECISIONS[least]."""
    columns = (table[name] for name in ("counts", "first", "last", "examples"))
    _count(places, rows.decisions, rows.days, rows.numbers, least, *columns)


@compiled
def firsts(places: Places, start: int, end: int) -> Numbers:
    """The first row of each place from `start` up to `end`, every one of which has a row."""
    found = np.full(end - start, -1, dtype=np.int64)
    for row in range(len(places)):
        if places[row] >= start and found[places[row] - start] < 0:
            found[places[row] - start] = row
    return found


class Groups:
    """Counts by key, with the name of each key.

    At most `most` groups are kept from one block of rows to the next: then those with most messages that are not
    allowed, and most messages, are; `forgotten` counts the others. One that comes again is counted anew.
    """

    def __init__(self, most: int, least: int = 0) -> None:
        """`least` is the place in DECISIONS from which on a row may be an example."""
        self.table = Table(counters())
        self.names: list[str] = []
        self.forgotten = 0
        self._most, self._least = most, least

    def add(self, keys: Keys, rows: Rows, column: str | None) -> None:
        """Count the rows; a group's name is what the column has in its first row, "" without one."""
        before = len(self.table)
        places = self.table.places(keys)
        if len(self.table) > before:
            at = firsts(places, before, len(self.table))
            self.names.extend(name.strip() for name in (rows.strings(column, at) if column else [""] * len(at)))
        count(self.table, places, rows, self._least)

    def prune(self) -> None:
        """Forget groups if there are too many."""
        if len(self.table) <= self._most:
            return
        counts = self.table["counts"][: len(self.table)]
        order = np.lexsort((-counts.sum(axis=1), -counts[:, 1:].sum(axis=1)))
        chosen = np.sort(order[: self._most // 2])
        self.forgotten += len(self.table) - len(chosen)
        self.names = [self.names[place] for place in chosen]
        self.table.keep(chosen)

    def group(self, place: int, name: str | None = None) -> Group:
        """The group at a place."""
        return group(self.names[place] if name is None else name, self.table, np.array([place]))

    def told(self) -> dict[str, Any]:
        """Names and what was forgotten, for a state beside the table's arrays."""
        return {"names": self.names, "forgotten": self.forgotten}

    def restore(self, arrays: Mapping[str, NDArray[Any]], told: Mapping[str, Any]) -> None:
        """Go on with the groups of a state."""
        self.table.restore(arrays)
        self.names, self.forgotten = list(told["names"]), told["forgotten"]


def group(name: str, table: Table, places: Places) -> Group:
    """The records at the places as one group."""
    allowed, reviewed, blocked = table["counts"][places].sum(axis=0).tolist()
    examples = table["examples"][places]
    shown = sorted(set(examples[examples > 0].tolist()))[:EXAMPLES]
    first, last = days_of(table, places)
    return Group(name, allowed + reviewed + blocked, allowed, reviewed, blocked, first, last, tuple(shown))


def days_of(table: Table, places: Places) -> tuple[date | None, date | None]:
    """First and last day of the records at the places."""
    last = int(table["last"][places].max())
    return (None, None) if last == NO_TIME else (day_of(int(table["first"][places].min())), day_of(last))


def gravest_first(groups: list[Group]) -> tuple[Group, ...]:
    """By blocked, reviewed and all messages, the most first, then by name."""
    return tuple(sorted(groups, key=lambda one: (-one.blocked, -one.reviewed, -one.messages, one.name)))


class Pairs:
    """How many messages two keys have in common; at most `most` pairs are kept, as groups are."""

    def __init__(self, most: int) -> None:
        new = {"one": np.zeros(1, np.uint64), "other": np.zeros(1, np.uint64), "messages": np.zeros(1, np.int64)}
        self.table = Table(new)
        self.forgotten = 0
        self._most = most

    def add(self, ones: Keys, others: Keys) -> None:
        """Count a message for each two, neither of which is 0."""
        places = self.table.places(pairs_of(ones, others))
        known = places >= 0
        self.table["one"][places[known]] = ones[known]
        self.table["other"][places[known]] = others[known]
        np.add.at(self.table["messages"], places[known], 1)

    def prune(self) -> None:
        """Forget the pairs with fewest messages if there are too many."""
        if len(self.table) > self._most:
            order = np.argsort(-self.table["messages"][: len(self.table)], kind="stable")
            self.forgotten += len(self.table) - self._most // 2
            self.table.keep(np.sort(order[: self._most // 2]))

    def of(self) -> dict[int, dict[int, int]]:
        """By the first key, the messages with each second key."""
        found: dict[int, dict[int, int]] = {}
        columns = (self.table[name][: len(self.table)].tolist() for name in ("one", "other", "messages"))
        for one, other, messages in zip(*columns, strict=True):
            found.setdefault(one, {})[other] = messages
        return found
