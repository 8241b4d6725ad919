"""Patterns made of many wordings, one a line, so that they can be read."""

import re


def any_of(*wordings: str) -> re.Pattern[str]:
    """Whichever of the wordings comes first, as whole words, without case."""
    return re.compile(r"\b(?:" + "|".join(wordings) + ")", re.IGNORECASE)


def either(*patterns: str) -> re.Pattern[str]:
    """Whichever of the patterns comes first, wherever it stands, without case."""
    return re.compile("|".join(patterns), re.IGNORECASE)
