"""How what was found went from day to day: messages by sender, by sub-account and by check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from classifier.traffic import state as states
from classifier.traffic.columns import SCHEMA
from classifier.traffic.groups import Pairs
from classifier.traffic.messages import batch_of
from classifier.traffic.rows import BLOCK, NO_TIME, Rows, blocks, day_of
from classifier.types import Message

MOST_PAIRS = 60_000
"""Pairs with a day that are kept, of senders, of sub-accounts and of sets of findings."""
KIND = "trends"
_DAY_ZERO = 1 << 40
"""Is added to days to make keys of them, which are never 0."""
_COLUMNS = ("sender", "sub_account", "findings")

Days = Mapping[date, int]


@dataclass(frozen=True, slots=True)
class TrendLines:
    """Messages by day. Those of senders and sub-accounts are the ones that are not allowed, those of checks all.

    Only senders and sub-accounts that were asked for are told. `cut` says in plain words what was left out.
    """

    senders: Mapping[str, Days]
    sub_accounts: Mapping[str, Days]
    checks: Mapping[str, Days]
    cut: tuple[str, ...]


class Trends:
    """Counts messages by day as they are screened; memory is bounded, about 10 MB at most.

    It keeps no names of senders: they are looked up by their keys when the result is asked for.
    """

    def __init__(self) -> None:
        self._rows = 0
        self._pairs = {column: Pairs(MOST_PAIRS) for column in _COLUMNS}
        self._findings: dict[int, str] = {}

    def add(self, messages: pa.RecordBatch, added: pa.RecordBatch) -> None:
        """Count some more rows (`messages.SCHEMA`, of which columns may be missing; `columns.SCHEMA`)."""
        for rows in blocks(Rows(messages, added, self._rows + 1)):
            self._see(rows)

    def _see(self, rows: Rows) -> None:
        self._rows += len(rows)
        known = rows.days != NO_TIME
        days = np.where(known, rows.days, 0).astype(np.uint64) + np.uint64(_DAY_ZERO)
        keys = {"sender": rows.senders, "sub_account": rows.sub_accounts, "findings": rows.findings}
        for column, pairs in self._pairs.items():
            told = known & (keys[column] != 0)
            if column != "findings":
                told &= rows.decisions > 0
            pairs.add(keys[column][told], days[told])
        found, places = np.unique(rows.findings[known], return_index=True)
        fresh = [number for number, key in enumerate(found.tolist()) if key and key not in self._findings]
        names = rows.strings("findings", np.flatnonzero(known)[places[fresh]])
        self._findings.update(zip(found[fresh].tolist(), names, strict=True))
        if self._rows % BLOCK == 0:
            self._prune()

    def _prune(self) -> None:
        for pairs in self._pairs.values():
            pairs.prune()
        kept = self._pairs["findings"].of()
        self._findings = {key: names for key, names in self._findings.items() if key in kept}

    def result(self, senders: list[str], sub_accounts: list[str]) -> TrendLines:
        """What was counted so far, of these senders and sub-accounts and of all checks."""
        checks: dict[str, dict[date, int]] = {}
        for key, days in self._pairs["findings"].of().items():
            for name in self._findings[key].split("|"):
                _sum_up(checks.setdefault(name, {}), days)
        return TrendLines(
            senders=self._named("sender", senders),
            sub_accounts=self._named("sub_account", sub_accounts),
            checks={name: dict(sorted(days.items())) for name, days in sorted(checks.items())},
            cut=tuple(
                f"{pairs.forgotten:,} days of {_CALLED[column]} with few messages are missing in the trends"
                for column, pairs in self._pairs.items()
                if pairs.forgotten
            ),
        )

    def _named(self, column: str, names: list[str]) -> dict[str, Days]:
        messages = batch_of(Message("", sender=name, sub_account=name) for name in names)
        rows = Rows(messages, pa.RecordBatch.from_pylist([], schema=SCHEMA))
        keys = rows.senders if column == "sender" else rows.sub_accounts
        pairs = self._pairs[column].of()
        found: dict[str, Days] = {}
        for name, key in zip(names, keys.tolist(), strict=True):
            days: dict[date, int] = {}
            _sum_up(days, pairs.get(key, {}))
            found[name] = dict(sorted(days.items()))
        return found

    def state(self) -> bytes:
        """All that `restore` needs to go on as if nothing had happened."""
        arrays = {}
        for column, pairs in self._pairs.items():
            arrays.update(states.prefixed(column, pairs.table.arrays()))
        forgotten = {column: pairs.forgotten for column, pairs in self._pairs.items()}
        told = {"rows": self._rows, "forgotten": forgotten, "findings": list(self._findings.items())}
        return states.packed(KIND, arrays, told)

    def restore(self, state: bytes) -> None:
        """Go on from a state. InputError when it is none of trends."""
        arrays, told = states.unpacked(KIND, state)
        self._rows = told["rows"]
        self._findings = dict(told["findings"])
        for column, pairs in self._pairs.items():
            pairs.table.restore(states.under(column, arrays))
            pairs.forgotten = told["forgotten"][column]


_CALLED = {"sender": "senders", "sub_account": "sub-accounts", "findings": "checks"}


def _sum_up(days: dict[date, int], more: Mapping[int, int]) -> None:
    for key, messages in more.items():
        day = day_of(key - _DAY_ZERO)
        if day is not None:
            days[day] = days.get(day, 0) + messages
