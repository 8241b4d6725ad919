"""A campaign as it is registered: its texts by their names at the registry, its flags, and the limits of each field.

Source: The Campaign Registry (TCR), names and usual limits of a 10DLC campaign's fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from classifier.records import Brand

SAMPLES = ("sample1", "sample2", "sample3", "sample4", "sample5")
"""Fields that sample messages are given in."""
FEWEST_SAMPLES = 2
FLAGS = (
    "subscriberOptin",
    "subscriberOptout",
    "subscriberHelp",
    "embeddedLink",
    "embeddedPhone",
    "numberPool",
    "ageGated",
    "directLending",
    "affiliateMarketing",
)
"""What a registration declares about its content."""
CONFIRMATIONS = ("optinMessage", "optoutMessage", "helpMessage")
"""Fields of the texts that answer a subscriber."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Characters that a field must have at least, and may have at most."""

    least: int
    most: int


_SAMPLE, _CONFIRMATION, _KEYWORDS = Limits(20, 1024), Limits(20, 320), Limits(1, 255)
LIMITS: Mapping[str, Limits] = {
    "description": Limits(40, 4096),
    "messageFlow": Limits(40, 2048),
    **dict.fromkeys(SAMPLES, _SAMPLE),
    **dict.fromkeys(CONFIRMATIONS, _CONFIRMATION),
    **dict.fromkeys(("optinKeywords", "optoutKeywords", "helpKeywords"), _KEYWORDS),
}
"""The limits by field, at the registry."""


@dataclass(frozen=True, slots=True)
class Registration:
    """One campaign of one brand. `samples` are pairs of field name and text.

    A flag that is not in `flags` is not known, and nothing is said about it. A text that is None is not given.
    `website` is the brand's, whose host counts as one of the brand's own unless others share it.
    """

    brand: Brand
    usecase: str
    samples: tuple[tuple[str, str], ...]
    description: str | None = None
    message_flow: str | None = None
    optin_message: str | None = None
    optout_message: str | None = None
    help_message: str | None = None
    optin_keywords: str | None = None
    optout_keywords: str | None = None
    help_keywords: str | None = None
    flags: Mapping[str, bool] = field(default_factory=dict)
    website: str | None = None

    @property
    def confirmations(self) -> Mapping[str, str]:
        """The texts that answer a subscriber, as far as they are given."""
        return _given(optinMessage=self.optin_message, optoutMessage=self.optout_message, helpMessage=self.help_message)

    @property
    def texts(self) -> Mapping[str, str]:
        """Everything that is written in sentences, by its field's name at the registry."""
        told = _given(description=self.description, messageFlow=self.message_flow)
        return {**told, **dict(self.samples), **self.confirmations}

    @property
    def keywords(self) -> Mapping[str, str]:
        """The lists of keywords, as far as they are given."""
        return _given(
            optinKeywords=self.optin_keywords, optoutKeywords=self.optout_keywords, helpKeywords=self.help_keywords
        )


def _given(**texts: str | None) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text is not None}
