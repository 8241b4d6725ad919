"""Senders whose categories changed from one week to the next.

Weeks begin on Monday (UTC) and are compared with the next one in which the sender has enough messages: 50 in each, by a
chi-squared test of their sets of categories at one in a million, and only if at least one message in ten is of another
set than before (the total variation distance). Of each sender the greatest change is told. Rows without a time and
senders with fewer messages are left alone.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.traffic.groups import days_of
from classifier.traffic.hygiene.part import About, Seen, Who
from classifier.traffic.hygiene.sightings import Names, Sightings, listed, of_each
from classifier.traffic.results import HygieneFinding
from classifier.traffic.rows import NO_TIME, day_of
from classifier.traffic.state import prefixed, under
from classifier.traffic.table import pairs_of

NAME = "category-mix-changed"
LEAST_MESSAGES, LEAST_CHANGE, CHANCE = 50, 0.1, 1e-6
"""Messages of a week, share of another category than before, and chance of it by accident."""
MOST, MOST_SETS = 60_000, 2_000
"""Records of sender, week and categories that are kept, and sets of categories."""
_FEWEST = 5
"""Messages of a category in both weeks; rarer ones are tested as one."""
_MONDAY = 3
"""1970-01-01 was a Thursday."""
_ZERO = 1 << 40


@dataclass(frozen=True, slots=True)
class Change:
    """Two weeks of a sender with their messages by categories, and the share that changed."""

    before: int
    after: int
    old: Mapping[int, int]
    new: Mapping[int, int]
    share: float


class Mix:
    """Counts the categories of each sender and week."""

    def __init__(self) -> None:
        self._sightings = Sightings(MOST, texts=False)
        self._sets = Names(MOST_SETS)

    def see(self, seen: Seen) -> None:
        """Count the rows that have a time."""
        rows = seen.rows
        self._sets.add(rows.labels, rows, "labels")
        weeks = np.where(rows.days == NO_TIME, 0, weeks_of(rows.days) + _ZERO).astype(np.uint64)
        self._sightings.add(rows.senders, pairs_of(weeks, rows.labels + np.uint64(1)), rows.labels, rows)

    def prune(self) -> None:
        """Bound the memory."""
        self._sightings.prune()
        self._sets.prune()

    def found(self, who: Who) -> Iterator[About]:
        """The senders whose categories changed."""
        sightings, sets = self._sightings, self._sets.by_key()
        weeks, messages = weeks_of(sightings.column("first")), sightings.messages
        for places in of_each(sightings.column("one"), least=2):
            by_week: dict[int, dict[int, int]] = {}
            for place in places:
                key = int(sightings.column("via")[place])
                by_week.setdefault(int(weeks[place]), {})[key] = int(messages[place])
            change = greatest(by_week)
            if change is not None:
                shown = [place for place in places if weeks[place] == change.after]
                yield _about(sightings, shown, change, sets, who)

    def cut(self) -> Iterator[str]:
        """What was forgotten."""
        if self._sightings.forgotten:
            yield f"{NAME}: {self._sightings.forgotten:,} weeks of senders with few messages were forgotten on the way"

    def state(self) -> tuple[dict[str, NDArray[Any]], Any]:
        """All that `restore` needs."""
        arrays = prefixed("sightings", self._sightings.table.arrays()) | prefixed("sets", self._sets.arrays())
        return arrays, {"sightings": self._sightings.told(), "sets": self._sets.names}

    def restore(self, arrays: Mapping[str, NDArray[Any]], told: Any) -> None:
        """Go on from a state."""
        self._sightings.restore(under("sightings", arrays), told["sightings"])
        self._sets.restore(under("sets", arrays), told["sets"])


def weeks_of(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The week of each day, counted from the one of 1970-01-01."""
    weeks: NDArray[np.int64] = (days + _MONDAY) // 7
    return weeks


def greatest(weeks: Mapping[int, Mapping[int, int]]) -> Change | None:
    """The greatest change from one week with enough messages to the next, the first of equal ones; None without one."""
    enough = sorted(week for week, counts in weeks.items() if sum(counts.values()) >= LEAST_MESSAGES)
    changes = [
        Change(before, after, weeks[before], weeks[after], share)
        for before, after in pairwise(enough)
        if (share := changed(weeks[before], weeks[after])) >= LEAST_CHANGE
        and by_chance(weeks[before], weeks[after]) < CHANCE
    ]
    return max(changes, key=lambda change: change.share, default=None)


def changed(old: Mapping[int, int], new: Mapping[int, int]) -> float:
    """The share of messages that are of another category than before: 0 for the same mix, 1 for none in common."""
    olds, news = sum(old.values()), sum(new.values())
    return sum(abs(old.get(key, 0) / olds - new.get(key, 0) / news) for key in sorted({*old, *new})) / 2


def by_chance(old: Mapping[int, int], new: Mapping[int, int]) -> float:
    """The chance that one mix gives two counts that differ so much: the chi-squared test of homogeneity.

    Categories with fewer than 5 messages are one.
    """
    columns = [(old.get(key, 0), new.get(key, 0)) for key in sorted({*old, *new})]
    rare = [column for column in columns if sum(column) < _FEWEST]
    columns = [column for column in columns if sum(column) >= _FEWEST]
    if rare:
        columns.append((sum(one for one, _ in rare), sum(two for _, two in rare)))
    freedom = len(columns) - 1
    if freedom < 1:
        return 1.0
    totals = (sum(old.values()), sum(new.values()))
    statistic = 0.0
    for column in columns:
        for seen, total in zip(column, totals, strict=True):
            expected = sum(column) * total / sum(totals)
            statistic += (seen - expected) ** 2 / expected
    return _tail(statistic / 2, freedom / 2)


def _tail(half: float, most: float) -> float:
    """The upper tail of the chi-squared distribution at twice `half`, for twice `most` degrees of freedom."""
    order = most % 1 or 1.0
    chance = math.erfc(math.sqrt(half)) if order < 1 else math.exp(-half)
    while half > 0 and order < most:
        chance += math.exp(order * math.log(half) - half - math.lgamma(order + 1))
        order += 1
    return chance


def _about(sightings: Sightings, places: Sequence[int], change: Change, sets: Mapping[int, str], who: Who) -> About:
    senders = (int(sightings.column("one")[places[0]]),)
    first, last = days_of(sightings.table, np.array(places))
    counts = sightings.table["counts"]
    labelled = sorted((place for place in places if sightings.texts[place]), key=lambda place: -counts[place].sum())
    count = sum(change.new.values())
    finding = HygieneFinding(
        name=NAME,
        seen=f"From the week of {_monday(change.before)} to that of {_monday(change.after)} the categories changed for "
        f"{change.share:.0%} of the messages: {_told(change, sets)}.",
        senders=listed(senders, who.senders),
        sub_accounts=(),
        brands=(),
        sender_count=1,
        sub_account_count=0,
        count=count,
        first=first,
        last=last,
        examples=sightings.examples(labelled[:3]),
    )
    return About(finding, senders)


def _told(change: Change, sets: Mapping[int, str]) -> str:
    """The three sets of categories that changed most, with their shares before and after."""
    olds, news = sum(change.old.values()), sum(change.new.values())
    shares = [
        (
            sets.get(key, "others").replace("|", " + ") if key else "none",
            change.old.get(key, 0) / olds,
            change.new.get(key, 0) / news,
        )
        for key in sorted({*change.old, *change.new})
    ]
    shares.sort(key=lambda one: (-abs(one[1] - one[2]), one[0]))
    return ", ".join(f"{name} {before:.0%} before and {after:.0%} after" for name, before, after in shares[:3])


def _monday(week: int) -> date | None:
    return day_of(7 * week - _MONDAY)
