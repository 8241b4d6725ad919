"""The summary of a file: counts by decision, category, check, sender, sub-account and day, with example rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from classifier.traffic import state as states
from classifier.traffic.groups import Groups, Pairs, gravest_first, group
from classifier.traffic.messages import SCHEMA, batch_of, message_at
from classifier.traffic.results import CategoryDay, Group, Totals
from classifier.traffic.rows import BLOCK, DECISIONS, NO_TIME, Rows, blocks, day_of
from classifier.types import Message

SHOWN = 50
"""Senders and sub-accounts that the totals list."""
MOST_SENDERS, MOST_SETS, MOST_DAYS, MOST_PAIRS = 50_000, 2_000, 40_000, 100_000
"""Groups that are kept: of senders and of sub-accounts, of sets of labels and of findings, of days, and pairs."""
KIND = "summary"


@dataclass(frozen=True, slots=True)
class Tally:
    """A sender or sub-account with the messages of each of its categories and checks."""

    group: Group
    categories: Mapping[str, int]
    checks: Mapping[str, int]


def _parts(sets: Mapping[int, int], names: Mapping[int, str]) -> dict[str, int]:
    """By label or finding the messages that have it, from those of sets of them."""
    found: dict[str, int] = {}
    for key, messages in sets.items():
        for name in filter(None, names.get(key, "").split("|")):
            found[name] = found.get(name, 0) + messages
    return found


class Summary:
    """Counts messages as they are screened; memory is bounded, about 30 MB at most.

    Only the 50,000 senders and sub-accounts that matter most are kept between blocks of 131,072 rows, those with most
    messages that are not allowed first. `Totals.cut` tells when some were forgotten.
    """

    def __init__(self) -> None:
        self._rows = 0
        self._messages: dict[int, Message] = {}
        self._groups = {
            "decision": Groups(MOST_SETS),
            "labels": Groups(MOST_SETS),
            "findings": Groups(MOST_SETS),
            "sender": Groups(MOST_SENDERS, least=1),
            "sub_account": Groups(MOST_SENDERS, least=1),
            "day": Groups(MOST_DAYS, least=1),
        }
        self._pairs = {
            f"{one} {other}": Pairs(MOST_PAIRS)
            for one, other in (("sender", "labels"), ("sender", "findings"), ("day", "labels"))
        } | {f"sub_account {other}": Pairs(MOST_PAIRS) for other in ("labels", "findings")}

    def add(self, messages: pa.RecordBatch, added: pa.RecordBatch) -> None:
        """Count some more rows (`messages.SCHEMA`, of which columns may be missing; `columns.SCHEMA`)."""
        for rows in blocks(Rows(messages, added, self._rows + 1)):
            self.see(rows)

    def see(self, rows: Rows) -> None:
        """Count rows that follow those before and are all of one block."""
        self._rows += len(rows)
        days = np.where(rows.days == NO_TIME, 0, rows.days + _DAY_ZERO).astype(np.uint64)
        keys = {"sender": rows.senders, "sub_account": rows.sub_accounts, "labels": rows.labels}
        keys |= {"day": days, "findings": rows.findings, "decision": (rows.decisions + 1).astype(np.uint64)}
        for name, groups in self._groups.items():
            groups.add(keys[name], rows, name if name != "day" else None)
        for name, pairs in self._pairs.items():
            one, other = name.split()
            told = keys[other] != 0
            pairs.add(keys[one][told], keys[other][told])
        self._remember(rows)
        if self._rows % BLOCK == 0:
            for groups in self._groups.values():
                groups.prune()
            for pairs in self._pairs.values():
                pairs.prune()
            self._messages = {number: self._messages[number] for number in self._shown()}

    def _remember(self, rows: Rows) -> None:
        """Keep the messages of those new rows that are examples."""
        for number in self._shown():
            if number >= rows.first:
                self._messages[number] = rows.message(number - rows.first)

    def _shown(self) -> list[int]:
        """The rows that are examples of decisions, categories and checks."""
        tables = (self._groups[name].table for name in ("decision", "labels", "findings"))
        numbers = np.unique(np.concatenate([table["examples"][: len(table)].ravel() for table in tables]))
        return [number for number in numbers.tolist() if number]

    def result(self) -> Totals:
        """What was counted so far."""
        senders, sub_accounts = (
            gravest_first([tally.group for tally in self.tallies(kind)]) for kind in ("sender", "sub_account")
        )
        by_decision = {one.name: one for one in self._single("decision")}
        decisions = tuple(by_decision.get(name, Group(name, 0, 0, 0, 0, None, None, ())) for name in DECISIONS)
        categories, checks = (gravest_first(self._split(kind)) for kind in ("labels", "findings"))
        shown = {number for one in (*decisions, *categories, *checks) for number in one.examples}
        return Totals(
            rows=self._rows,
            decisions=decisions,
            categories=categories,
            checks=checks,
            senders=senders[:SHOWN],
            sub_accounts=sub_accounts[:SHOWN],
            days=tuple(sorted(self._days(), key=lambda one: one.name)),
            category_days=tuple(self._category_days()),
            sender_count=len(senders) + self._groups["sender"].forgotten,
            sub_account_count=len(sub_accounts) + self._groups["sub_account"].forgotten,
            messages={number: self._messages[number] for number in sorted(shown)},
            cut=tuple(self._cut()),
        )

    def tallies(self, kind: str) -> Iterator[Tally]:
        """Every `sender` or `sub_account` that is kept, with its categories and checks."""
        groups = self._groups[kind]
        sets = {other: (self._pairs[f"{kind} {other}"].of(), self._names(other)) for other in ("labels", "findings")}
        for place, key in enumerate(groups.table.keys.tolist()):
            labels, findings = (_parts(pairs.get(key, {}), names) for pairs, names in sets.values())
            yield Tally(groups.group(place), labels, findings)

    def _names(self, kind: str) -> dict[int, str]:
        groups = self._groups[kind]
        return dict(zip(groups.table.keys.tolist(), groups.names, strict=True))

    def _single(self, kind: str) -> list[Group]:
        groups = self._groups[kind]
        return [groups.group(place) for place in range(len(groups.names))]

    def _days(self) -> list[Group]:
        groups = self._groups["day"]
        days = (day_of(key - _DAY_ZERO) for key in groups.table.keys.tolist())
        return [groups.group(place, str(day)) for place, day in enumerate(days)]

    def _split(self, kind: str) -> list[Group]:
        """The groups of single labels or findings, from those of sets of them."""
        groups = self._groups[kind]
        places: dict[str, list[int]] = {}
        for place, names in enumerate(groups.names):
            for name in filter(None, names.split("|")):
                places.setdefault(name, []).append(place)
        return [group(name, groups.table, np.array(found)) for name, found in places.items()]

    def _category_days(self) -> Iterator[CategoryDay]:
        names = self._names("labels")
        for key, sets in sorted(self._pairs["day labels"].of().items()):
            day = day_of(key - _DAY_ZERO)
            for category, messages in sorted(_parts(sets, names).items()):
                if day is not None:
                    yield CategoryDay(day, category, messages)

    def _cut(self) -> Iterator[str]:
        called = {"sender": "senders", "sub_account": "sub-accounts", "day": "days"}
        for name, groups in self._groups.items():
            if groups.forgotten:
                what = called.get(name, f"sets of {name}")
                yield f"{groups.forgotten:,} {what} with few messages were forgotten on the way and are not listed"
        for name, pairs in self._pairs.items():
            if pairs.forgotten:
                one, other = name.split()
                yield f"{pairs.forgotten:,} rare {other} of {called[one]} were forgotten on the way"

    def state(self) -> bytes:
        """All that `restore` needs to go on as if nothing had happened."""
        arrays = {}
        for name, kept in (self._groups | self._pairs).items():
            arrays.update(states.prefixed(name, kept.table.arrays()))
        batch = batch_of(self._messages.values())
        arrays["messages"] = np.frombuffer(batch.serialize(), dtype=np.uint8)
        arrays["numbers"] = np.array(list(self._messages), dtype=np.int64)
        told = {"rows": self._rows, "pairs": {name: pairs.forgotten for name, pairs in self._pairs.items()}}
        return states.packed(KIND, arrays, told | {"groups": {n: g.told() for n, g in self._groups.items()}})

    def restore(self, state: bytes) -> None:
        """Go on from a state. InputError when it is none of a summary."""
        arrays, told = states.unpacked(KIND, state)
        self._rows = told["rows"]
        for name, groups in self._groups.items():
            groups.restore(states.under(name, arrays), told["groups"][name])
        for name, pairs in self._pairs.items():
            pairs.table.restore(states.under(name, arrays))
            pairs.forgotten = told["pairs"][name]
        batch = pa.ipc.read_record_batch(pa.py_buffer(arrays["messages"]), SCHEMA)
        self._messages = {n: message_at(batch, place) for place, n in enumerate(arrays["numbers"].tolist())}


_DAY_ZERO = 1 << 40
"""Is added to days to make keys of them, which are never 0."""
