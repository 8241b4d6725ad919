"""Verdicts on many messages as columns: what batch files, record batches and comparisons carry of a verdict."""

from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

import pyarrow as pa

from classifier import taxonomy
from classifier.records import Context
from classifier.screening import Screener
from classifier.traffic.messages import message_at
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
        """Verdicts on the messages, a row each in their order, as the columns of SCHEMA."""
        rows = [_row(self.verdict(message_at(messages, index))) for index in range(messages.num_rows)]
        return pa.RecordBatch.from_pylist(rows, schema=SCHEMA)

    def verdict(self, message: Message) -> Verdict:
        """The whole verdict on one of the messages, with its explanations."""
        return self.screener.verdict(message, self._context(message))

    def _context(self, message: Message) -> Context:
        if not self.by_sent_at or message.sent_at is None:
            return self.context
        return replace(self.context, as_of=message.sent_at.astimezone(UTC).date())


def _row(verdict: Verdict) -> dict[str, Any]:
    scores = {f"score_{e.category}": round(e.score, DECIMALS) for e in verdict.explanations}
    return {
        "decision": verdict.decision.value,
        "labels": "|".join(sorted(verdict.labels)),
        "findings": "|".join(sorted({finding.name for finding in verdict.findings})),
        **scores,
        "policy_version": verdict.policy_version,
        "model_version": verdict.model_version,
    }
