"""Summary and hygiene of the same rows, which are read once for both."""

import pyarrow as pa

from classifier.errors import InputError
from classifier.policy import Policy
from classifier.traffic import senders
from classifier.traffic.hygiene import Hygiene
from classifier.traffic.results import SenderRow
from classifier.traffic.rows import Rows, blocks
from classifier.traffic.summary import Summary

_LENGTH_BYTES = 8


class Observed:
    """Traffic as it was seen so far: `summary` and `hygiene` tell what was found."""

    def __init__(self, policy: Policy) -> None:
        """`policy` is the one that the messages are screened under."""
        self.summary = Summary()
        self.hygiene = Hygiene(policy)
        self._rows = 0

    def add(self, messages: pa.RecordBatch, added: pa.RecordBatch) -> None:
        """See some more rows (`messages.SCHEMA`, of which columns may be missing; `columns.SCHEMA`)."""
        for rows in blocks(Rows(messages, added, self._rows + 1)):
            self._rows += len(rows)
            self.summary.see(rows)
            self.hygiene.see(rows)

    def senders(self) -> tuple[SenderRow, ...]:
        """The table of senders and sub-accounts."""
        return senders.table(self.summary, self.hygiene.result())

    def state(self) -> bytes:
        """All that `restore` needs to go on as if nothing had happened."""
        summary = self.summary.state()
        counts = (self._rows, len(summary))
        return b"".join(count.to_bytes(_LENGTH_BYTES, "big") for count in counts) + summary + self.hygiene.state()

    def restore(self, state: bytes) -> None:
        """Go on from a state. InputError when it is none of this."""
        if len(state) < 2 * _LENGTH_BYTES:
            raise InputError(f"expected the state of observed traffic, got {len(state):,} bytes that are none")
        head, rest = state[: 2 * _LENGTH_BYTES], state[2 * _LENGTH_BYTES :]
        length = int.from_bytes(head[_LENGTH_BYTES:], "big")
        self.summary.restore(rest[:length])
        self.hygiene.restore(rest[length:])
        self._rows = int.from_bytes(head[:_LENGTH_BYTES], "big")
