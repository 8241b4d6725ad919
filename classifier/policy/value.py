"""The policy as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from classifier.policy.lists import Lists
from classifier.policy.phrases import Phrases
from classifier.policy.rules import EffectRule, KeywordRule, Phase, ThresholdRule
from classifier.types import Effect, Thresholds


@dataclass(frozen=True)
class Policy:
    """One version of the policy.

    `dated_on` is the day that it was written for: what is judged without a day is judged as of then. Outside
    `home_regions` no destination is enabled until the brand's KYC is complete; short codes and names as senders are
    refused to and from `no_short_codes` and `no_alphanumeric`.
    """

    version: str
    dated_on: date
    notice_days: int
    keywords: tuple[KeywordRule, ...]
    effects: tuple[EffectRule, ...]
    thresholds: tuple[ThresholdRule, ...]
    lists: Lists
    home_regions: frozenset[str] = frozenset({"US"})
    no_short_codes: frozenset[str] = frozenset({"US", "CA"})
    no_alphanumeric: frozenset[str] = frozenset({"US", "CA"})

    @cached_property
    def rules(self) -> Mapping[str, KeywordRule]:
        """The keyword rules by id."""
        return {rule.id: rule for rule in self.keywords}

    @cached_property
    def phrases(self) -> Phrases:
        """The phrases of the keyword rules, ready to be found in a text."""
        return Phrases(self.keywords)

    def effect_on(self, day: date, check: str, usual: Effect) -> Effect:
        """What a hit of the check means on that day; `usual` is what it means without a rule of the policy."""
        live = (rule for rule in self.effects if rule.check == check and rule.phase(day) is Phase.LIVE)
        return next((rule.effect for rule in live), usual)

    def announced(self, day: date, check: str) -> EffectRule | None:
        """The next change of the check's effect that has been announced by that day and is not yet in force."""
        coming = [rule for rule in self.effects if rule.check == check and rule.phase(day) is Phase.NOTICE]
        return min(coming, key=lambda rule: rule.effective_from or date.max, default=None)

    def thresholds_on(self, day: date, usual: Mapping[str, Thresholds]) -> Mapping[str, Thresholds]:
        """The thresholds of every leaf category on that day: the model's `usual` ones, where no rule is in force."""
        live = {rule.category: rule.thresholds for rule in self.thresholds if rule.phase(day) is Phase.LIVE}
        return {**usual, **live} if live else usual
