"""The checks, one file a family. A new family is added to FAMILIES, a new check to its family's file."""

from classifier.check import Check
from classifier.checks import (
    brands,
    geography,
    keywords,
    links,
    model_categories,
    opt_out,
    quiet_hours,
    redaction,
    senders,
)

FAMILIES = (keywords, links, opt_out, senders, brands, geography, redaction, quiet_hours, model_categories)

CHECKS: tuple[Check, ...] = tuple(
    found
    for family in FAMILIES
    for value in vars(family).values()
    for found in (value if isinstance(value, tuple) else (value,))
    if isinstance(found, Check)
)
BY_CODE: dict[str, Check] = {check.code: check for check in CHECKS}
