"""Messages to somebody who opted out earlier in the same file.

A row whose whole text is an honoured opt-out word ("STOP") opts its sender out, for every sender ID, until a row whose
text is an opt-in word ("START"). What is sent to that number in later rows is found, but for one message that confirms
the opt-out within five minutes and is not selling; where times are not known, any one. Numbers are compared by their
digits, however they are spaced and with the + or without.

Left alone are rows before the opt-out, rows that were sent before it although they come later in the file, short codes
and names, which cannot opt out, and revocations in other words than the policy's.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier import consent
from classifier.checks.opt_out import ACKNOWLEDGEMENT_WITHIN
from classifier.compiled import compiled
from classifier.policy import ReplyWord
from classifier.traffic.groups import days_of
from classifier.traffic.hygiene.part import About, Seen, Who
from classifier.traffic.hygiene.replies import OPTS_OUT, Replies
from classifier.traffic.hygiene.sightings import NOBODY, Sightings, keys_of, listed, of_each
from classifier.traffic.results import HygieneFinding
from classifier.traffic.rows import NO_TIME, Rows, are_numbers
from classifier.traffic.state import prefixed, under
from classifier.traffic.table import Places, Table

NAME = "message-after-opt-out"
MOST_OPTED_OUT = 500_000
"""Numbers that opted out and are remembered, the latest in the file."""
MOST = 20_000
"""Pairs of a sender with such messages and a sub-account that are kept."""
MOST_EXAMPLES = 3
_WITHIN = int(ACKNOWLEDGEMENT_WITHIN.total_seconds() * 1e6)
Numbers = NDArray[np.int64]


@compiled
def _after(events: Numbers, senders: Places, recipients: Places, sent: Numbers, numbers: Numbers, at: Numbers,
           since: Numbers, found: Numbers, found_at: Numbers) -> None:  # fmt: skip
    """For each row to somebody who opted out, the row of the opt-out and when it was sent; `at` and `since` are kept.

    `since` is the row of the latest opt-out of each number, 0 where it is none any more.
    """
    for row in range(len(events)):
        sender, recipient = senders[row], recipients[row]
        if events[row] and sender >= 0:
            since[sender] = numbers[row] if events[row] == OPTS_OUT else 0
            at[sender] = sent[row]
        elif recipient >= 0 and since[recipient]:
            known = sent[row] != NO_TIME and at[recipient] != NO_TIME
            if not known or sent[row] >= at[recipient]:
                found[row], found_at[row] = since[recipient], at[recipient]


class OptedOut:
    """Remembers who opted out, and counts what is sent to them."""

    def __init__(self, words: Iterable[ReplyWord]) -> None:
        self._replies = Replies(words)
        zero = np.zeros(1, dtype=np.int64)
        self._numbers = Table({"at": np.full(1, NO_TIME), "since": zero, "confirmed": zero})
        self._forgotten = 0
        self._sightings = Sightings(MOST)

    def see(self, seen: Seen) -> None:
        """Take opt-outs and opt-ins, and count the messages after them."""
        rows, table = seen.rows, self._numbers
        if not (rows.senders.any() or rows.recipients.any()):
            return
        events = self._replies.events(rows)
        of_numbers = np.where(are_numbers(rows.senders), rows.senders, np.uint64(0))
        table.places(of_numbers[events == OPTS_OUT])
        if not len(table):
            return
        senders = table.find(np.where(events > 0, of_numbers, np.uint64(0)))
        places = table.find(rows.recipients)
        found, found_at = np.zeros((2, len(rows)), dtype=np.int64)
        _after(events, senders, places, rows.sent, rows.numbers, table["at"], table["since"], found, found_at)
        if found.any():
            self._leave_confirmations(rows, places, found, found_at)
            self._count(rows.take(np.flatnonzero(found)))

    def _leave_confirmations(self, rows: Rows, places: Places, found: Numbers, found_at: Numbers) -> None:
        """Of each opt-out, unmark the one message that may confirm it."""
        confirmed = self._numbers["confirmed"]
        late = (rows.sent != NO_TIME) & (found_at != NO_TIME) & (rows.sent - found_at > _WITHIN)
        hits = np.flatnonzero((found > 0) & ~late & (confirmed[places] != found))
        for hit, text in zip(hits.tolist(), rows.strings("text", hits), strict=True):
            place = int(places[hit])
            if confirmed[place] != found[hit] and consent.confirmed(text) and not consent.sales(text):
                confirmed[place], found[hit] = found[hit], 0

    def _count(self, rows: Rows) -> None:
        senders, sub_accounts = (np.where(keys == 0, NOBODY, keys) for keys in (rows.senders, rows.sub_accounts))
        self._sightings.add(senders, sub_accounts, sub_accounts, rows)

    def prune(self) -> None:
        """Bound the memory: forget those who opted in again, and the first to opt out."""
        self._sightings.prune()
        since = self._numbers["since"][: len(self._numbers)]
        if len(since) > MOST_OPTED_OUT:
            chosen = np.argsort(-since, kind="stable")[: MOST_OPTED_OUT // 2]
            chosen = np.sort(chosen[since[chosen] > 0])
            self._forgotten += int((since > 0).sum()) - len(chosen)
            self._numbers.keep(chosen)

    def found(self, who: Who) -> Iterator[About]:
        """Senders with messages to those who opted out."""
        sightings, messages = self._sightings, self._sightings.messages
        for places in of_each(sightings.column("one"), least=1):
            senders, sub_accounts = (keys_of(sightings.column(name)[places]) for name in ("one", "other"))
            count = int(messages[places].sum())
            first, last = days_of(sightings.table, np.array(places))
            finding = HygieneFinding(
                name=NAME,
                seen=f"{count:,} messages went to numbers that had opted out earlier in the file.",
                senders=listed(senders, who.senders),
                sub_accounts=listed(sub_accounts, who.sub_accounts),
                brands=(),
                sender_count=len(senders),
                sub_account_count=len(sub_accounts),
                count=count,
                first=first,
                last=last,
                examples=sightings.examples(places[:MOST_EXAMPLES]),
            )
            yield About(finding, senders, sub_accounts)

    def cut(self) -> Iterator[str]:
        """What was forgotten."""
        if self._forgotten:
            yield f"{NAME}: {self._forgotten:,} opt-outs, the earliest, were forgotten on the way"
        if self._sightings.forgotten:
            yield f"{NAME}: {self._sightings.forgotten:,} senders with few such messages were forgotten on the way"

    def state(self) -> tuple[dict[str, NDArray[Any]], Any]:
        """All that `restore` needs."""
        arrays = prefixed("numbers", self._numbers.arrays()) | prefixed("sightings", self._sightings.table.arrays())
        return arrays, {"forgotten": self._forgotten, "sightings": self._sightings.told()}

    def restore(self, arrays: Mapping[str, NDArray[Any]], told: Any) -> None:
        """Go on from a state."""
        self._numbers.restore(under("numbers", arrays))
        self._forgotten = told["forgotten"]
        self._sightings.restore(under("sightings", arrays), told["sightings"])
