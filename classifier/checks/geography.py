"""GEO: where a message goes. Source: ISV guideline, row geography; E.164 (ITU-T)."""

from collections.abc import Iterator

from classifier.check import Need, check
from classifier.numbers import REDACTED, NumberKind
from classifier.subject import Subject
from classifier.types import Hit

_CANNOT_RECEIVE = {
    NumberKind.FIXED_LINE: "is a fixed line",
    NumberKind.PREMIUM: "is a premium-rate number",
    NumberKind.ALPHANUMERIC: "is a name",
}


@check(
    "GEO001",
    "geography-not-enabled",
    clause="Geography",
    fix="Complete the brand's KYC and have the country enabled for it.",
    needs=(Need.RECIPIENT,),
)
def geography_not_enabled(subject: Subject) -> Iterator[Hit]:
    """The destination country is not enabled for the brand.

    Outside the home regions every country is off by default, and is enabled for a brand only after its KYC is
    complete. Where nothing is known of the brand, nothing is enabled. Numbers of no country are left alone.
    """
    region = subject.recipient.region if subject.recipient else None
    if region is None or region in subject.policy.home_regions or region in subject.context.countries:
        return
    brand = subject.context.brand
    whom = f"brand {brand.id}" if brand else "this message's brand, which is not known"
    yield Hit(f"The recipient is in {region}, which is not enabled for {whom}.")


@check(
    "GEO002",
    "malformed-recipient",
    clause="Geography",
    fix="Give the recipient as a valid E.164 number that can receive texts, such as +14155550123.",
    needs=(Need.RECIPIENT,),
)
def malformed_recipient(subject: Subject) -> Iterator[Hit]:
    """The recipient is not a valid E.164 number, or cannot receive texts.

    Redacted numbers and short codes are other findings. Spaces, dashes and parentheses between the digits are left
    alone.
    """
    number = subject.recipient
    if number is None or number.reason == REDACTED:
        return
    raw = repr(number.raw if len(number.raw) <= 40 else number.raw[:39] + "…")
    if number.kind is NumberKind.MALFORMED:
        yield Hit(f"The recipient {raw} is not a valid E.164 number: {number.reason}.")
    elif number.kind in _CANNOT_RECEIVE:
        yield Hit(f"The recipient {raw} {_CANNOT_RECEIVE[number.kind]} and cannot receive texts.")
