"""Screener: messages with their contexts in, verdicts out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from classifier import segments, taxonomy, text
from classifier.check import Check, Need
from classifier.checks import CHECKS
from classifier.failures import Failure, failure_of, untold
from classifier.judging import Judge
from classifier.model.linear import LinearModel
from classifier.policy import Policy
from classifier.records import Context
from classifier.subject import Subject
from classifier.types import Effect, Finding, Message, Thresholds, Verdict


@dataclass(frozen=True)
class Screener:
    """Judges messages with one trained model and one version of the policy. Of what crashes `on_failure` is told."""

    model: LinearModel
    policy: Policy
    checks: tuple[Check, ...] = CHECKS
    on_failure: Callable[[Failure], None] = field(default=untold, repr=False, compare=False)
    _checks_without: dict[frozenset[Need], tuple[Check, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def screen(self, pairs: Iterable[tuple[Message, Context]]) -> Iterator[Verdict]:
        """One verdict a message, in order."""
        for message, context in pairs:
            yield self.verdict(message, context)

    def verdict(self, message: Message, context: Context) -> Verdict:
        """Whether the message may be sent, and exactly why not."""
        day = context.as_of or self.policy.dated_on
        thresholds = self.policy.thresholds_on(day, self.model.thresholds)
        views = text.readings(message.text)
        explanations = self.model.under(thresholds).explain(message.text, views)
        shown = self.shown(day, thresholds, {e.category: e.score for e in explanations})
        subject = Subject(message, context, self.policy, views, explanations, shown)
        checks = self._worth_running(absent(subject))
        findings, failed = self.findings(subject, Judge(self.policy, day, self.model.thresholds), checks)
        worst = [finding.effect for finding in findings] + ([Effect.REVIEW] if failed else [])
        return Verdict(
            decision=decided(worst),
            labels=taxonomy.with_parents(f.category for f in findings if f.category and f.effect is Effect.BLOCK),
            findings=findings,
            explanations=explanations,
            segments=segments.count(message.text),
            model_version=self.model.version,
            policy_version=self.policy.version,
            as_of=day,
            id=message.id,
            failed=failed,
        )

    def _worth_running(self, missing: frozenset[Need]) -> tuple[Check, ...]:
        """The checks that need something else than what is missing; worked out once for each that may be missing."""
        if (checks := self._checks_without.get(missing)) is None:
            checks = tuple(check for check in self.checks if not check.needs <= missing)
            self._checks_without[missing] = checks
        return checks

    def shown(
        self, day: date, thresholds: Mapping[str, Thresholds], scores: Mapping[str, float]
    ) -> Mapping[str, Thresholds]:
        """The thresholds that checks look at: where a score is under today's, those announced, to give notice."""
        coming = self.policy.thresholds_announced(day)
        if not coming:
            return thresholds
        low = {code for code, score in scores.items() if code in coming and score < thresholds[code].review}
        return {**thresholds, **{category: coming[category] for category in low}}

    def findings(
        self, subject: Subject, judge: Judge, checks: Iterable[Check]
    ) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
        """What the checks' hits mean, gravest first, and the names of the checks that crashed."""
        findings: list[Finding] = []
        failed: list[str] = []
        for check in checks:
            try:
                found = [judge.finding(check, hit) for hit in check.sees(subject)]
            except Exception as error:
                self.on_failure(failure_of(check.name, error))
                failed.append(check.name)
            else:
                findings.extend(finding for finding in found if finding is not None)
        findings.sort(key=lambda finding: -finding.effect.rank)
        return tuple(findings), tuple(failed)


def absent(subject: Subject) -> frozenset[Need]:
    """What the message surely lacks. Checks that need nothing else would see nothing.

    Only what is given is looked at: what has to be worked out, as links, may crash, and that is a check's own affair.
    """
    message, context = subject.message, subject.context
    reached = (subject.thresholds or {}).items()
    scores = {explanation.category: explanation.score for explanation in subject.explanations}
    missing = {
        Need.SENDER: message.sender is None and context.sender is None,
        Need.RECIPIENT: message.recipient is None,
        Need.PROMOTION: subject.use_case is None and not message.first_contact,
        Need.RECORDS: not context.knows_records,
        Need.SCORE: all(scores[code] < limits.review for code, limits in reached),
    }
    return frozenset(need for need, lacking in missing.items() if lacking)


def decided(effects: Iterable[Effect]) -> Effect:
    """The greatest of the effects, where `warn` allows, with advice."""
    worst = max(effects, key=lambda effect: effect.rank, default=Effect.ALLOW)
    return Effect.ALLOW if worst is Effect.WARN else worst
