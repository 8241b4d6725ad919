"""Near-identical copy that is sent from many senders: snowshoeing, by which each of them stays below what filters see.

Two texts are near-identical when they share at least three in four of their different words, with numbers and links
masked. A copy is told from 10 senders on. Left alone are texts of fewer than 6 different words ("On my way!"), rows
without a sender, and the same copy from few senders.

Memory is bounded: 8,192 copies are known at a time, so that a copy is found if two of its rows are seen within some
thousands of different other texts; and at most 200,000 pairs of a copy and a sender beyond its first 16 are counted.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.traffic.hygiene import copies
from classifier.traffic.hygiene.copy import near
from classifier.traffic.hygiene.part import About, Seen, Who
from classifier.traffic.hygiene.sightings import keys_of, listed, shown
from classifier.traffic.results import Example, HygieneFinding
from classifier.traffic.rows import NO_TIME, day_of
from classifier.traffic.state import prefixed, under
from classifier.traffic.table import Table, pairs_of

NAME = "same-copy-from-many-senders"
MOST_SENDERS = 200_000
"""Pairs of a copy and a sender that are counted beyond those remembered with the copy."""


class Snowshoe:
    """Counts who sends which copy."""

    def __init__(self) -> None:
        self._copies = copies.empty()
        self._more = Table({"copy": np.zeros(1, dtype=np.uint64), "sender": np.zeros(1, dtype=np.uint64)})
        self._full = False
        self._texts: dict[int, list[Example]] = {}

    def see(self, seen: Seen) -> None:
        """Count the copies that rows are of."""
        rows = seen.rows
        kinds, serials = copies.meet(self._copies, rows.texts, rows.senders, rows.sub_accounts, rows.days)
        crowded = kinds == copies.CROWDED_OUT
        if not self._full and crowded.any():
            keys = serials[crowded].astype(np.uint64)
            places = self._more.places(pairs_of(keys, rows.senders[crowded]))
            self._more["copy"][places], self._more["sender"][places] = keys, rows.senders[crowded]
        telling = np.flatnonzero(kinds == copies.TELLING)
        for place, text in zip(telling.tolist(), rows.strings("text", telling), strict=True):
            self._texts.setdefault(int(serials[place]), []).append(Example(rows.first + place, shown(text)))

    def prune(self) -> None:
        """Bound the memory."""
        live = self._copies.facts[:, copies.SERIAL]
        alive = set(live.tolist())
        self._texts = {serial: texts for serial, texts in self._texts.items() if serial in alive}
        chosen = np.flatnonzero(np.isin(self._more["copy"][: len(self._more)], live.astype(np.uint64)))
        self._more.keep(chosen)
        self._full = len(self._more) >= MOST_SENDERS

    def found(self, who: Who) -> Iterator[About]:
        """Copies with many senders; those that are near each other are one."""
        more: dict[int, list[int]] = {}
        for place in range(len(self._more)):
            more.setdefault(int(self._more["copy"][place]), []).append(int(self._more["sender"][place]))
        facts = self._copies.facts
        for places in self._alike(np.flatnonzero(facts[:, copies.SENDER_COUNT] >= copies.MANY)):
            yield self._about(places, more, who)

    def _alike(self, places: NDArray[np.int64]) -> list[list[int]]:
        """The copies in groups of near ones, in the order in which they were first seen."""
        groups: list[list[int]] = []
        facts, words = self._copies.facts, self._copies.words
        for place in places[np.argsort(facts[places, copies.SERIAL])].tolist():
            mine = (words[place], int(facts[place, copies.WORDS]))
            own = next((g for g in groups if near(*mine, words, g[0], int(facts[g[0], copies.WORDS]))), None)
            if own is None:
                groups.append([place])
            else:
                own.append(place)
        return groups

    def _about(self, places: list[int], more: Mapping[int, list[int]], who: Who) -> About:
        facts, keys = self._copies.facts[places], self._copies.keys[places]
        serials = facts[:, copies.SERIAL].tolist()
        senders = dict.fromkeys(keys_of(keys[:, copies.SENDER : copies.SUB_ACCOUNT].ravel()))
        senders |= dict.fromkeys(key for serial in serials for key in more.get(serial, ()))
        sub_accounts = keys_of(keys[:, copies.SUB_ACCOUNT :].ravel())
        firsts, count = facts[:, copies.FIRST], int(facts[:, copies.MESSAGES].sum())
        first = int(min(firsts[firsts != NO_TIME], default=NO_TIME))
        finding = HygieneFinding(
            name=NAME,
            seen=f"{len(senders):,} senders sent {count:,} near-identical copies of one text.",
            senders=listed(senders, who.senders),
            sub_accounts=listed(sub_accounts, who.sub_accounts),
            brands=(),
            sender_count=len(senders),
            sub_account_count=len(sub_accounts),
            count=count,
            first=day_of(first),
            last=day_of(int(facts[:, copies.LAST].max())),
            examples=tuple(example for serial in serials for example in self._texts.get(serial, ()))[: copies.EXAMPLES],
        )
        return About(finding, tuple(senders), sub_accounts)

    def cut(self) -> Iterator[str]:
        """What was not counted."""
        if self._full:
            yield f"{NAME}: there are more senders than are counted; counts of senders are at least so many"
        if self._copies.counters[copies.CROWDED]:
            yield f"{NAME}: there are more copies than can be kept; some were forgotten on the way"
        facts = self._copies.facts[self._copies.facts[:, copies.SENDER_COUNT] >= copies.MANY]
        if (facts[:, copies.SUB_ACCOUNT_COUNT] >= copies.SUB_ACCOUNTS).any():
            yield f"{NAME}: sub-accounts of a copy are counted up to {copies.SUB_ACCOUNTS}"

    def state(self) -> tuple[dict[str, NDArray[Any]], Any]:
        """All that `restore` needs."""
        known = self._copies
        used = int(known.counters[copies.USED])
        at = np.flatnonzero(known.places >= 0).astype(np.int32)
        arrays: dict[str, NDArray[Any]] = {
            "counters": known.counters,
            "facts": known.facts[:used],
            "keys": known.keys[:used],
        }
        arrays |= {"words": known.words[:used], "at": at, "places": known.places.ravel()[at]}
        texts = [[serial, [[e.row, e.text] for e in found]] for serial, found in self._texts.items()]
        return prefixed("copies", arrays) | prefixed("more", self._more.arrays()), {"full": self._full, "texts": texts}

    def restore(self, arrays: Mapping[str, NDArray[Any]], told: Any) -> None:
        """Go on from a state."""
        self._copies, told_of = copies.empty(), under("copies", arrays)
        self._copies.places.ravel()[told_of["at"]] = told_of["places"]
        for name in ("counters", "facts", "keys", "words"):
            getattr(self._copies, name)[: len(told_of[name])] = told_of[name]
        self._more.restore(under("more", arrays))
        self._full = told["full"]
        self._texts = {serial: [Example(row, text) for row, text in found] for serial, found in told["texts"]}
