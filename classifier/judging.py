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
    """The policy on one day, with the thresholds that hold on it."""

    policy: Policy
    day: date
    thresholds: Mapping[str, Thresholds]

    def finding(self, check: Check, hit: Hit) -> Finding | None:
        """The finding that the hit becomes; None when the rule behind it is not in force nor announced yet."""
        if hit.reference is not None:
            return self._made(check, hit, Effect.ALLOW)
        if hit.rule is not None:
            return self._by_rule(check, hit, hit.rule)
        if hit.score is not None and hit.category is not None:
            blocks = hit.score >= self.thresholds[hit.category].block
            return self._made(check, hit, check.effect if blocks else Effect.REVIEW)
        effect = self.policy.effect_on(self.day, check.name, check.effect)
        coming = self.policy.announced(self.day, check.name)
        if coming is not None and coming.effect.rank > effect.rank:
            return self._made(check, hit, effect, coming.effective_from, coming.effect)
        return self._made(check, hit, effect)

    def _by_rule(self, check: Check, hit: Hit, rule_id: str) -> Finding | None:
        rule = self.policy.rules[rule_id]
        match rule.phase(self.day):
            case Phase.LIVE:
                return self._made(check, hit, rule.effect)
            case Phase.NOTICE:
                return self._made(check, hit, Effect.WARN, rule.effective_from, rule.effect)
            case _:
                return None

    def _made(
        self, check: Check, hit: Hit, effect: Effect, enforced_from: date | None = None, later: Effect | None = None
    ) -> Finding:
        notice = f" {_VERBS[later]} from {enforced_from}." if later and enforced_from else ""
        return Finding(
            code=check.code,
            name=check.name,
            effect=effect,
            reason=hit.reason + notice,
            evidence=hit.evidence,
            category=hit.category,
            clause=taxonomy.BY_CODE[hit.category].clause if hit.category else check.clause,
            fix=check.fix,
            enforced_from=enforced_from,
        )


_VERBS = {Effect.ALLOW: "Allowed", Effect.WARN: "Warns", Effect.REVIEW: "Reviewed", Effect.BLOCK: "Blocks"}
