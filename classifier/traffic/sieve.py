"""The fast gear: decisions, labels and findings of many messages, the same as `Screener.verdict` gives one by one.

The compiled scorer gives all scores; `prefilters` tell which checks may see something in which message; only these are
run, and their hits go to the same judge.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from classifier import taxonomy
from classifier.check import Check, Need
from classifier.checks.model_categories import category_of
from classifier.judging import Judge
from classifier.model.kernel import Array
from classifier.records import Context
from classifier.screening import Screener, decided
from classifier.subject import Subject
from classifier.traffic.messages import messages_of
from classifier.traffic.prefilters import Columns, Mask, may_see
from classifier.types import Effect, Finding, Hit, Message

Found = tuple[str, Effect, str | None]
"""Name, effect and category of a finding, which is all of it that columns tell."""


@dataclass(frozen=True)
class Outcome:
    """What columns tell of a verdict. `labels` and `findings` are sorted."""

    decision: Effect
    labels: tuple[str, ...]
    findings: tuple[str, ...]


NOTHING = Outcome(Effect.ALLOW, (), ())


@dataclass(frozen=True)
class Sieve:
    """Judges record batches of messages with one screener in one context, all as of one day."""

    screener: Screener
    context: Context

    @property
    def day(self) -> date:
        """The day whose policy judges."""
        return self.context.as_of or self.screener.policy.dated_on

    def judge(self, messages: pa.RecordBatch) -> tuple[Array, list[Outcome]]:
        """Scores, messages x taxonomy.CODES, and what came of each message."""
        scorer, policy = self.screener.model.scorer, self.screener.policy
        logits, phrased = scorer.seen(*buffers(messages.column("text")), policy.phrases.table)
        thresholds = policy.thresholds_on(self.day, self.screener.model.thresholds)
        scores = self.screener.model.under(thresholds).scores_of(logits)
        found = self._seen(messages, phrased)
        by_score = self._scored(scores)
        outcomes = [NOTHING] * messages.num_rows
        for row in found.keys() | by_score.keys():
            outcomes[row] = outcome((*found.get(row, ()), *by_score.get(row, ())))
        return scores, outcomes

    def _scored(self, scores: Array) -> dict[int, list[Found | None]]:
        """What the model's checks find, by row. Each category has few kinds of outcomes, which its limits part."""
        found: dict[int, list[Found | None]] = {}
        for check in self.screener.checks:
            code = category_of(check)
            if code is None:
                continue
            column = scores[:, taxonomy.CODES.index(code)]
            limits = self._limits(check, code)
            kinds = [self._kind(check, code, low) for low in limits]
            rows = np.flatnonzero(column >= limits[0])
            for row, kind in zip(
                rows.tolist(), (np.searchsorted(limits, column[rows], "right") - 1).tolist(), strict=True
            ):
                if (finding := kinds[kind]) is not None:
                    found.setdefault(row, []).append(finding)
        return found

    def _limits(self, check: Check, code: str) -> list[float]:
        """All scores from which something else may be found, today or by what is announced, in order."""
        usual = self.screener.model.thresholds
        days = [self.day, *self.screener.policy.announced(self.day, check.name, code)]
        every = [self.screener.policy.thresholds_on(day, usual)[code] for day in days]
        return sorted({limit for limits in every for limit in (limits.review, limits.block)})

    def _kind(self, check: Check, code: str, score: float) -> Found | None:
        """What a score of the category comes to."""
        thresholds = self.screener.policy.thresholds_on(self.day, self.screener.model.thresholds)
        shown = self.screener.shown(self.day, thresholds, {code: score})[code]
        if score < shown.review:
            return None
        finding = self._judge.finding(check, Hit("", category=code, score=score))
        return _told(finding) if finding else None

    @property
    def _judge(self) -> Judge:
        return Judge(self.screener.policy, self.day, self.screener.model.thresholds)

    def _seen(self, messages: pa.RecordBatch, phrased: Mask) -> dict[int, list[Found | None]]:
        """What the other checks find, by row; None for one that crashed."""
        columns = Columns(messages, self.context, self.screener.policy)
        known: dict[Need, NDArray[np.bool_]] = {Need.PHRASE: phrased}
        rows: dict[int, list[Check]] = {}
        for check in self.screener.checks:
            for row in np.flatnonzero(self._may_see(check, columns, known)).tolist():
                rows.setdefault(row, []).append(check)
        found = messages_of(messages.take(pa.array(rows, pa.int64())))
        return {row: list(self._found(message, rows[row])) for row, message in zip(rows, found, strict=True)}

    def _may_see(self, check: Check, columns: Columns, known: dict[Need, Mask]) -> Mask:
        mask = np.zeros(columns.messages.num_rows, dtype=np.bool_)
        for need in check.needs - {Need.SCORE}:
            if need is Need.ANYTHING:
                return np.ones(len(mask), dtype=np.bool_)
            if need not in known:
                known[need] = may_see(need, columns)
            mask |= known[need]
        return mask

    def _found(self, message: Message, checks: Iterable[Check]) -> Iterator[Found | None]:
        subject = Subject(message, self.context, self.screener.policy)
        findings, failed = self.screener.findings(subject, self._judge, checks)
        yield from map(_told, findings)
        yield from [None] * len(failed)


@lru_cache(maxsize=10_000)
def outcome(found: tuple[Found | None, ...]) -> Outcome:
    """The outcome of findings; one that is None stands for a check that crashed, which a human has to look at."""
    known = [finding for finding in found if finding is not None]
    effects = [effect for _, effect, _ in known] + [Effect.REVIEW] * (len(known) < len(found))
    return Outcome(
        decided(effects),
        taxonomy.with_parents(category for _, effect, category in known if category and effect is Effect.BLOCK),
        tuple(sorted({name for name, _, _ in known})),
    )


def _told(finding: Finding) -> Found:
    return finding.name, finding.effect, finding.category


def buffers(texts: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The UTF-8 bytes of an Arrow string array without nulls, and where each text begins and the last one ends."""
    width = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    _, places, data = texts.buffers()
    offsets = np.frombuffer(places, dtype=width)[texts.offset : texts.offset + len(texts) + 1] if places else [0]
    content = np.frombuffer(data, dtype=np.uint8) if data else np.zeros(0, dtype=np.uint8)
    return content, np.asarray(offsets, dtype=np.int64)
