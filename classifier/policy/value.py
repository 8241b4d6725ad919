"""The policy as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from classifier.policy.lists import Lists
from classifier.policy.phrases import Phrases
from classifier.policy.rules import Dated, EffectRule, KeywordRule, Phase, ThresholdRule
from classifier.types import Effect, Thresholds


@dataclass(frozen=True)
class Policy:
    """One version of the policy.

    `dated_on` is the day that it was written for: what is judged without a day is judged as of then. It is not put into
    use before `in_force_from`, the end of the notice of those changes that have no days of their own. Outside
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
    in_force_from: date | None = None

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

    def announced(self, day: date, check: str, category: str | None = None) -> tuple[date, ...]:
        """Days on which what a check's hits mean may change, as announced by that day, the next one first."""
        about: list[Dated] = [rule for rule in self.effects if rule.check == check]
        about += [rule for rule in self.thresholds if rule.category == category]
        coming = {rule.effective_from for rule in about if rule.phase(day) is Phase.NOTICE}
        return tuple(sorted(start for start in coming if start is not None))

    def thresholds_on(self, day: date, usual: Mapping[str, Thresholds]) -> Mapping[str, Thresholds]:
        """The thresholds of every leaf category on that day: the model's `usual` ones, where no rule is in force."""
        live = {rule.category: rule.thresholds for rule in self.thresholds if rule.phase(day) is Phase.LIVE}
        return {**usual, **live} if live else usual

    def thresholds_announced(self, day: date) -> Mapping[str, Thresholds]:
        """The thresholds that have been announced by that day and are not yet in force, by category: the next ones."""
        coming = [rule for rule in self.thresholds if rule.phase(day) is Phase.NOTICE]
        coming.sort(key=lambda rule: rule.effective_from or date.max, reverse=True)
        return {rule.category: rule.thresholds for rule in coming}
