"""What a rule saw in a registration. What it means is decided later, in `classifier.campaign.verdict`."""

from dataclasses import dataclass
from re import Match

from classifier.types import Effect, Evidence


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a field's raw text, text[start:end], with the weight that it has in a model's logit, if any."""

    field: str
    start: int
    end: int
    text: str
    weight: float | None = None

    @classmethod
    def of(cls, field: str, evidence: Evidence) -> "Place":
        """The evidence, with the field that it is in."""
        return cls(field, evidence.start, evidence.end, evidence.text, evidence.weight)

    @classmethod
    def matched(cls, field: str, match: Match[str]) -> "Place":
        """The stretch that a pattern matched."""
        return cls(field, match.start(), match.end(), match.group())


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in a field (`samples`: in all samples); the places that show it may be in other fields.

    `about` tells apart what one name stands for and registries reject with different codes: a flag, a category, what is
    missing in a confirmation. `effect` and `fix` are given where they are not those of the name.
    """

    field: str
    name: str
    reason: str
    places: tuple[Place, ...] = ()
    about: str | None = None
    effect: Effect | None = None
    fix: str | None = None
