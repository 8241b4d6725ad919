"""What a hit means: checks see, the policy judges, time decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from classifier import taxonomy
from classifier.check import Check
from classifier.policy import Phase, Policy
from classifier.types import Effect, Finding, Hit, Thresholds


@dataclass(frozen=True, slots=True)
class Judge:
    """The policy on one day; `usual` are the model's own thresholds, which hold where the policy says nothing."""

    policy: Policy
    day: date
    usual: Mapping[str, Thresholds]

    def finding(self, check: Check, hit: Hit) -> Finding | None:
        """The finding that the hit becomes; None when what is behind it is not in force nor announced yet.

        What is announced to be stricter than today warns at least. The phase comes before an exemption, which would
        else show a rule that has ended.
        """
        today = self._effect(check, hit, self.day)
        later = self._next(check, hit, today)
        if today is None and later is None:
            return None
        if hit.reference is not None:
            return _made(check, hit, Effect.ALLOW)
        if later is None:
            return _made(check, hit, today or Effect.ALLOW)
        noticed = min(Effect.WARN, later[1], key=_rank)
        return _made(check, hit, max(today or noticed, noticed, key=_rank), later)

    def _next(self, check: Check, hit: Hit, today: Effect | None) -> tuple[date, Effect] | None:
        """The next announced day on which the hit means more than today, and what it means then."""
        days = set(self.policy.announced(self.day, check.name, hit.category if hit.score is not None else None))
        rule = self.policy.rules[hit.rule] if hit.rule is not None else None
        if rule is not None and today is None:
            if rule.phase(self.day) is not Phase.NOTICE or rule.effective_from is None:
                return None
            days.add(rule.effective_from)
        for day in sorted(days):
            effect = self._effect(check, hit, day)
            if effect is not None and (today is None or effect.rank > today.rank):
                return day, effect
        return None

    def _effect(self, check: Check, hit: Hit, day: date) -> Effect | None:
        """What the hit means on a day; None when its rule is not in force then, or its score under the threshold.

        A keyword rule and a score have an effect of their own: a policy's rule about the check can lower it, as for a
        trial in which nothing blocks, and never raises it.
        """
        if hit.rule is not None:
            rule = self.policy.rules[hit.rule]
            own = rule.effect if rule.phase(day) is Phase.LIVE else None
        elif hit.score is not None and hit.category is not None:
            own = self._scored(check, hit.score, hit.category, day)
        else:
            return self.policy.effect_on(day, check.name, check.effect)
        return None if own is None else min(own, self.policy.effect_on(day, check.name, own), key=_rank)

    def _scored(self, check: Check, score: float, category: str, day: date) -> Effect | None:
        limits = self.policy.thresholds_on(day, self.usual)[category]
        if score < limits.review:
            return None
        return check.effect if score >= limits.block else Effect.REVIEW


def _rank(effect: Effect) -> int:
    return effect.rank


def _made(check: Check, hit: Hit, effect: Effect, later: tuple[date, Effect] | None = None) -> Finding:
    notice = f" {_VERBS[later[1]]} from {later[0]}." if later else ""
    return Finding(
        code=check.code,
        name=check.name,
        effect=effect,
        reason=hit.reason + notice,
        evidence=hit.evidence,
        category=hit.category,
        clause=taxonomy.BY_CODE[hit.category].clause if hit.category else check.clause,
        fix=None if effect is Effect.ALLOW else check.fix,
        enforced_from=later[0] if later else None,
        reference=hit.reference,
    )


_VERBS = {Effect.ALLOW: "Allowed", Effect.WARN: "Warns", Effect.REVIEW: "Reviewed", Effect.BLOCK: "Blocks"}
