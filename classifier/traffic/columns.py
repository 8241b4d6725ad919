"""Verdicts on many messages as columns: what batch files, record batches and comparisons carry of a verdict."""

from collections.abc import Sequence
from typing import Any

from classifier import taxonomy
from classifier.records import Context
from classifier.screening import Screener
from classifier.types import Message, Verdict

DECIMALS = 6
"""Scores are rounded to so many."""

Columns = dict[str, list[Any]]
"""Name of a column -> its value for each message."""

ADDED = (
    "decision",
    "labels",
    "findings",
    *(f"score_{code}" for code in taxonomy.CODES),
    "policy_version",
    "model_version",
)
"""The columns that screening adds, in their order. `labels` and `findings` are |-joined and sorted."""


def added_columns(screener: Screener, messages: Sequence[Message], contexts: Sequence[Context]) -> Columns:
    """Verdicts on the messages, each with its context (as many as messages), as the columns ADDED."""
    pairs = zip(messages, contexts, strict=True)
    rows = [_row(verdict) for verdict in screener.screen(pairs)]
    return {name: [row[index] for row in rows] for index, name in enumerate(ADDED)}


def _row(verdict: Verdict) -> tuple[Any, ...]:
    score = {explanation.category: round(explanation.score, DECIMALS) for explanation in verdict.explanations}
    return (
        verdict.decision.value,
        "|".join(sorted(verdict.labels)),
        "|".join(sorted({finding.name for finding in verdict.findings})),
        *(score[code] for code in taxonomy.CODES),
        verdict.policy_version,
        verdict.model_version,
    )
