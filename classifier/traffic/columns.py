"""Verdicts on many messages as columns: what batch files, record batches and comparisons carry of a verdict."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from classifier import taxonomy
from classifier.model.kernel import Array
from classifier.records import Context
from classifier.screening import Screener
from classifier.traffic.sieve import Outcome, Sieve
from classifier.types import Message, Verdict

DECIMALS = 6
"""Scores are rounded to so many."""

SCHEMA = pa.schema(
    [
        ("decision", pa.string()),
        ("labels", pa.string()),
        ("findings", pa.string()),
        *((f"score_{code}", pa.float64()) for code in taxonomy.CODES),
        ("policy_version", pa.string()),
        ("model_version", pa.string()),
    ]
)
"""The columns that screening adds, in their order. `labels` and `findings` are |-joined and sorted."""

ADDED: tuple[str, ...] = tuple(SCHEMA.names)


@dataclass(frozen=True)
class BatchScreener:
    """Screens record batches of messages (`messages.SCHEMA`), all in one context.

    With `by_sent_at` each message is judged by the policy of the day on which it was sent (UTC), where that is known.
    """

    screener: Screener
    context: Context
    by_sent_at: bool = False

    def added(self, messages: pa.RecordBatch) -> pa.RecordBatch:
        """Verdicts on the messages, a row each in their order, as the columns of SCHEMA.

        ArrowInvalid if a text is no valid UTF-8, ValueError if one is null.
        """
        texts = messages.column("text")
        texts.validate(full=True)
        if texts.null_count:
            raise ValueError(f"expected a text in every row, got {texts.null_count} nulls")
        scores = np.empty((len(texts), len(taxonomy.CODES)))
        outcomes = np.empty(len(texts), dtype=object)
        for context, rows in self._by_context(messages):
            part = messages if rows is None else messages.take(pa.array(rows))
            chosen = slice(None) if rows is None else rows
            scores[chosen], outcomes[chosen] = Sieve(self.screener, context).judge(part)
        return self._columns(scores, outcomes.tolist())

    def _by_context(self, messages: pa.RecordBatch) -> Iterator[tuple[Context, NDArray[np.intp] | None]]:
        """Each context with the rows that it is of, None for all of them."""
        if not self.by_sent_at or "sent_at" not in messages.schema.names:
            yield self.context, None
            return
        days = np.array(
            messages.column("sent_at").cast(pa.timestamp("us")).to_numpy(zero_copy_only=False), "datetime64[D]"
        )
        for day in np.unique(days):
            rows = np.flatnonzero(np.isnat(days) if np.isnat(day) else days == day)
            if len(rows):
                yield self.context if np.isnat(day) else replace(self.context, as_of=day.item()), rows

    def _columns(self, scores: Array, outcomes: list[Outcome]) -> pa.RecordBatch:
        rounded = scores.round(DECIMALS)
        columns = [
            pa.array([outcome.decision.value for outcome in outcomes], pa.string()),
            pa.array(["|".join(outcome.labels) for outcome in outcomes], pa.string()),
            pa.array(["|".join(outcome.findings) for outcome in outcomes], pa.string()),
            *(pa.array(np.ascontiguousarray(column)) for column in rounded.T),
            pa.repeat(self.screener.policy.version, len(outcomes)),
            pa.repeat(self.screener.model.version, len(outcomes)),
        ]
        return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)

    def verdict(self, message: Message) -> Verdict:
        """The whole verdict on one of the messages, with its explanations."""
        return self.screener.verdict(message, self._context(message))

    def _context(self, message: Message) -> Context:
        if not self.by_sent_at or message.sent_at is None:
            return self.context
        return replace(self.context, as_of=message.sent_at.astimezone(UTC).date())
