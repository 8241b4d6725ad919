"""All kinds of hygiene findings, from one pass over the rows."""

from collections.abc import Iterable, Mapping

import pyarrow as pa

from classifier.policy import Policy
from classifier.traffic.hygiene import brands, mix, opted_out, shorteners, snowshoe
from classifier.traffic.hygiene.part import About, Part, Seen, Who
from classifier.traffic.hygiene.sightings import Names
from classifier.traffic.results import HygieneReport
from classifier.traffic.rows import BLOCK, Rows, blocks
from classifier.traffic.state import packed, prefixed, under, unpacked

NAMES: tuple[str, ...] = (
    brands.SENDER,
    brands.SUB_ACCOUNT,
    snowshoe.NAME,
    opted_out.NAME,
    shorteners.NAME,
    mix.NAME,
)
"""The kinds of findings."""
MOST_NAMES = 50_000
"""Senders, and sub-accounts, whose spelling is kept, those seen most; of others findings have only the number."""
KIND = "hygiene"


class Hygiene:
    """Looks for everything that only many messages show.

    Memory is bounded, whatever the number of rows: each part says in its docstring what it keeps, and the report's
    `cut` when something was forgotten. The result does not hang on how the rows are chunked.
    """

    def __init__(self, policy: Policy) -> None:
        """`policy` has the reply words that opt out and in, and the shorteners."""
        self._rows = 0
        self._report: HygieneReport | None = None
        self._who = {"sender": Names(MOST_NAMES), "sub_account": Names(MOST_NAMES)}
        self._parts: dict[str, Part] = {
            "brands": brands.Brands(),
            "snowshoe": snowshoe.Snowshoe(),
            "opted_out": opted_out.OptedOut(policy.lists.reply_words),
            "shorteners": shorteners.Shorteners(policy.lists.shorteners),
            "mix": mix.Mix(),
        }

    def add(self, messages: pa.RecordBatch, added: pa.RecordBatch) -> None:
        """See some more rows (`messages.SCHEMA`, of which columns may be missing; `columns.SCHEMA`)."""
        for rows in blocks(Rows(messages, added, self._rows + 1)):
            self.see(rows)

    def see(self, rows: Rows) -> None:
        """See rows that follow those before and are all of one block."""
        self._rows += len(rows)
        self._report = None
        self._who["sender"].add(rows.senders, rows, "sender")
        self._who["sub_account"].add(rows.sub_accounts, rows, "sub_account")
        seen = Seen(rows)
        for part in self._parts.values():
            part.see(seen)
        if self._rows % BLOCK == 0:
            for part in self._parts.values():
                part.prune()
            for names in self._who.values():
                names.prune()

    def result(self) -> HygieneReport:
        """The findings so far; asked for again, it takes no time."""
        if self._report is None:
            self._report = self._found()
        return self._report

    def _found(self) -> HygieneReport:
        who = Who(self._who["sender"].by_key(), self._who["sub_account"].by_key())
        about = [one for part in self._parts.values() for one in part.found(who)]
        about.sort(key=lambda one: (NAMES.index(one.finding.name), -one.finding.count, one.finding.seen))
        return HygieneReport(
            findings=tuple(one.finding for one in about),
            by_sender=_by_name(((one, one.senders) for one in about), who.senders),
            by_sub_account=_by_name(((one, one.sub_accounts) for one in about), who.sub_accounts),
            cut=tuple(said for part in self._parts.values() for said in part.cut()),
        )

    def state(self) -> bytes:
        """All that `restore` needs to go on as if nothing had happened."""
        arrays, told = {}, {}
        for name, part in self._parts.items():
            own, told[name] = part.state()
            arrays.update(prefixed(name, own))
        for name, names in self._who.items():
            arrays.update(prefixed(name, names.arrays()))
            told[name] = names.names
        return packed(KIND, arrays, {"rows": self._rows, "parts": told})

    def restore(self, state: bytes) -> None:
        """Go on from a state. InputError when it is none of hygiene."""
        arrays, told = unpacked(KIND, state)
        self._report = None
        self._rows, parts = told["rows"], told["parts"]
        for name, part in self._parts.items():
            part.restore(under(name, arrays), parts[name])
        for name, names in self._who.items():
            names.restore(under(name, arrays), parts[name])


def _by_name(about: Iterable[tuple[About, tuple[int, ...]]], names: Mapping[int, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for one, keys in about:
        for key in keys:
            if key in names:
                found.setdefault(names[key], set()).add(one.finding.name)
    return {name: tuple(sorted(kinds)) for name, kinds in sorted(found.items())}
