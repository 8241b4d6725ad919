"""Traffic made by hand: messages with verdicts, without a model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Protocol, TypeVar

import pyarrow as pa

from classifier.traffic.columns import SCHEMA
from classifier.traffic.messages import batch_of
from classifier.types import Message

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
"""A Monday."""


@dataclass(frozen=True)
class Sent:
    """A message and what screening says of it; `minute` counts from START, None where the time is not known."""

    text: str
    sender: str | None = None
    recipient: str | None = None
    sub_account: str | None = None
    minute: float | None = None
    decision: str = "allow"
    labels: str = ""
    findings: str = ""

    @property
    def message(self) -> Message:
        """The message."""
        at = None if self.minute is None else START + timedelta(minutes=self.minute)
        return Message(
            self.text, sender=self.sender, recipient=self.recipient, sub_account=self.sub_account, sent_at=at
        )


def day(number: float) -> float:
    """Minutes from START to a day after it."""
    return number * 24 * 60


def batches(sent: Sequence[Sent]) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """The messages and the added columns."""
    added = [{"decision": s.decision, "labels": s.labels, "findings": s.findings} for s in sent]
    return batch_of(s.message for s in sent), pa.RecordBatch.from_pylist(added, schema=SCHEMA)


class Accumulator(Protocol):
    """What sees rows and keeps a state."""

    def add(self, messages: pa.RecordBatch, added: pa.RecordBatch) -> None:
        """Take notice of rows."""

    def state(self) -> bytes:
        """All that `restore` needs."""
        ...

    def restore(self, state: bytes) -> None:
        """Go on from there."""


A = TypeVar("A", bound=Accumulator)


def fed(accumulator: A, sent: Sequence[Sent], cuts: Sequence[int] = ()) -> A:
    """The accumulator after it has seen the messages, in chunks that are cut at these places."""
    messages, added = batches(sent)
    places = [0, *sorted(cuts), len(sent)]
    for start, end in pairwise(places):
        accumulator.add(messages.slice(start, end - start), added.slice(start, end - start))
    return accumulator
