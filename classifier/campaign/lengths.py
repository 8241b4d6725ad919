"""Fields that are too short or too long for the registry, and too few samples."""

from collections.abc import Iterator

from classifier.campaign.dossier import Dossier
from classifier.campaign.registration import FEWEST_SAMPLES, LIMITS
from classifier.campaign.seen import Seen


def field_length(dossier: Dossier) -> Iterator[Seen]:
    """A field under or over its limits; a description that is not there; fewer samples than are expected.

    Other fields that are not given are the business of other rules, or optional.
    """
    registration = dossier.registration
    texts = {"description": "", **registration.texts, **registration.keywords}
    for field, text in texts.items():
        limits = LIMITS[field]
        if not limits.least <= len(text) <= limits.most:
            reason = f"{field} has {len(text):,} characters; {limits.least:,} to {limits.most:,} are expected."
            short = len(text) < limits.least
            fix = f"Write {'at least' if short else 'at most'} {limits.least if short else limits.most:,} characters."
            yield Seen(field, "field-length", reason, fix=fix)
    given = len(registration.samples)
    if given < FEWEST_SAMPLES:
        reason = f"{given} samples are given; at least {FEWEST_SAMPLES} are expected."
        yield Seen("samples", "field-length", reason, about="samples", fix="Add samples of other messages.")
