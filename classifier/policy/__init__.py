"""The policy: an immutable, versioned value that says what a hit means, on which day, with its thresholds and lists."""

from classifier.policy.lists import ASKED, Intent, Lists, Owner, QuietHours, ReplyWord, Shortener
from classifier.policy.reading import SHIPPED, read, shipped
from classifier.policy.rules import Dated, EffectRule, KeywordRule, Match, Phase, ThresholdRule
from classifier.policy.value import Policy

__all__ = [
    "ASKED",
    "SHIPPED",
    "Dated",
    "EffectRule",
    "Intent",
    "KeywordRule",
    "Lists",
    "Match",
    "Owner",
    "Phase",
    "Policy",
    "QuietHours",
    "ReplyWord",
    "Shortener",
    "ThresholdRule",
    "read",
    "shipped",
]
