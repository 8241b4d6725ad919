"""The rules of a policy, each with the days on which it holds. Time decides: a rule has a phase on a day.

Source: ISV guideline, row keyword monitoring: two weeks' notice before a change is enforced.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from classifier.types import Effect, Thresholds


class Phase(StrEnum):
    """Where a rule stands on a day."""

    SCHEDULED = "scheduled"
    NOTICE = "notice"
    LIVE = "live"
    ENDED = "ended"


class Match(StrEnum):
    """How a keyword's phrase meets a text: word for word, or with regular inflections of each word too."""

    PHRASE = "phrase"
    INFLECTED = "inflected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Announced on one day, in force from another up to (not including) a third. None: ever since, or for good."""

    announced_on: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None

    def phase(self, day: date) -> Phase:
        """Where the rule stands on `day`."""
        if self.effective_to is not None and day >= self.effective_to:
            return Phase.ENDED
        if self.effective_from is None or day >= self.effective_from:
            return Phase.LIVE
        if self.announced_on is not None and day >= self.announced_on:
            return Phase.NOTICE
        return Phase.SCHEDULED

    def overlaps(self, other: "Dated") -> bool:
        """Whether there is a day on which both are in force."""
        starts = max(self.effective_from or date.min, other.effective_from or date.min)
        return starts < min(self.effective_to or date.max, other.effective_to or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordRule(Dated):
    """A phrase that is not to be sent. `source` says where the rule and its effect come from."""

    id: str
    phrase: str
    category: str
    match: Match = Match.PHRASE
    effect: Effect = Effect.BLOCK
    lang: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRule(Dated):
    """What the policy makes of a check's hits, where that differs from the check's own effect."""

    check: str
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdRule(Dated):
    """Scores from which a category is reviewed and blocked, where they differ from the model's own."""

    category: str
    thresholds: Thresholds
