"""What watches a batch while it runs: counters, reports, checks that need the whole traffic."""

from typing import Protocol

import pyarrow as pa


class Observer(Protocol):
    """Sees every screened message once, in the order of the rows, in the main process.

    Its state is stored together with each finished part of the output, and given back when a batch that was stopped
    goes on. So it sees no message twice, and misses none.
    """

    def add(self, messages: pa.RecordBatch, added: pa.RecordBatch) -> None:
        """Take notice of some messages (`classifier.traffic.messages.SCHEMA`) and of what screening says of them.

        `added` has the columns of `classifier.traffic.columns.SCHEMA` and as many rows. Columns of `messages` for which
        the input has none are null.
        """

    def state(self) -> bytes:
        """All that `restore` needs. It is asked for often: a few megabytes at most."""

    def restore(self, state: bytes) -> None:
        """Go on from there, in place of what this observer had seen."""
