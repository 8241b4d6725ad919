"""SND: who sends. Source: ISV guideline, rows sender ID, short codes, segregation, violations, compromise."""

from collections.abc import Iterator
from datetime import date

from classifier.check import Need, check
from classifier.numbers import NumberKind
from classifier.subject import Subject
from classifier.types import Hit


@check(
    "SND001",
    "unknown-sender",
    clause="Sender ID",
    fix="Register the sender ID for the brand before it is used.",
    needs=(Need.RECORDS,),
)
def unknown_sender(subject: Subject) -> Iterator[Hit]:
    """The sender ID is not registered.

    A sender ID serves the one brand that it was approved for, so one that nobody registered serves none. Left alone
    where the records are not known.
    """
    sender = subject.context.sender
    if sender is not None and not sender.registered:
        yield Hit(f"The sender ID {sender.number} is not registered.")


@check(
    "SND002",
    "sender-of-another-brand",
    clause="Sender ID",
    fix="Send from a sender ID that is approved for this brand; no other will do, not even for 2FA.",
    needs=(Need.RECORDS,),
)
def sender_of_another_brand(subject: Subject) -> Iterator[Hit]:
    """The sender ID is approved for another brand.

    Approved for one brand, it cannot serve another, whatever the message is for.
    """
    sender, brand = subject.context.sender, subject.context.brand
    if sender and brand and sender.registered and sender.brand not in (None, brand.id):
        yield Hit(f"The sender ID {sender.number} is approved for brand {sender.brand}, not for {brand.id}.")


@check(
    "SND003",
    "sender-suspended",
    clause="Violations; compromise",
    fix="Nothing can be sent until compliance has lifted the suspension; report a compromise at once with its details.",
    needs=(Need.RECORDS,),
)
def sender_suspended(subject: Subject) -> Iterator[Hit]:
    """The sender ID, its campaign, sub-account or account is suspended or compromised.

    A single violation suspends the sender ID or campaign, a serious one the sub-account, several the account. What
    others have got hold of sends nothing, from the day on which that was detected; it is to be reported the same day.
    """
    context = subject.context
    suspended = {
        "sender ID": context.sender is not None and context.sender.suspended,
        "campaign": context.campaign is not None and context.campaign.suspended,
        "sub-account": context.sub_account is not None and context.sub_account.suspended,
        "account": context.account is not None and context.account.suspended,
    }
    for what, is_suspended in suspended.items():
        if is_suspended:
            yield Hit(f"The {what} is suspended.")
    for what, holder in (
        ("sender ID", context.sender),
        ("sub-account", context.sub_account),
        ("account", context.account),
    ):
        if holder is not None and holder.compromised_on is not None and holder.compromised_on <= subject.day:
            yield Hit(_compromised(what, holder.compromised_on, holder.compromise_reported_on, subject.day))


def _compromised(what: str, since: date, reported: date | None, day: date) -> str:
    """The reason, with the deadline of the report and how it stands on a day."""
    if reported is not None and reported <= day:
        told = f"It was reported on {reported}"
        told += f", later than the same day, {since}." if reported > since else "."
    else:
        told = f"It had to be reported by e-mail with the details on {since}, and has not been."
    return f"The {what} is compromised since {since}. {told}"


@check(
    "SND004",
    "short-code",
    clause="Short codes",
    fix="Send from a long code or a toll-free number; for one-time passwords use the provider's verify product.",
    needs=(
        Need.SENDER,
        Need.RECIPIENT,
    ),
)
def short_code(subject: Subject) -> Iterator[Hit]:
    """A short code to or from the US or Canada.

    ISVs have none there. Left alone where the other number is of another country; where it is not known, it is taken
    to be at home.
    """
    sender, recipient = subject.sender, subject.recipient
    for number, other, what in ((sender, recipient, "sender"), (recipient, sender, "recipient")):
        if number is None or number.kind is not NumberKind.SHORT_CODE:
            continue
        region = other.region if other else None
        if region is None or region in subject.policy.no_short_codes:
            place = f", and the recipient is in {region}" if region and number is sender else ""
            yield Hit(f"The {what} {number.raw} is a short code{place}.")


@check(
    "SND005",
    "alphanumeric-sender",
    clause="Sender ID",
    fix="Send from a long code or a toll-free number.",
    needs=(Need.SENDER,),
)
def alphanumeric_sender(subject: Subject) -> Iterator[Hit]:
    """A name as sender towards a country whose networks do not carry it.

    The US and Canada do not. Where the recipient is not known, the check stays silent.
    """
    sender, recipient = subject.sender, subject.recipient
    if sender is None or recipient is None or sender.kind is not NumberKind.ALPHANUMERIC:
        return
    if recipient.region in subject.policy.no_alphanumeric:
        yield Hit(f'The sender "{sender.raw}" is a name, which networks in {recipient.region} do not carry.')


@check(
    "SND006",
    "malformed-sender",
    clause="Sender ID",
    fix="Give the sender as E.164 (+14155550123), a short code, or a name of at most 11 letters and digits.",
    needs=(Need.SENDER,),
)
def malformed_sender(subject: Subject) -> Iterator[Hit]:
    """The sender is neither a valid number nor a short code nor a name that networks accept."""
    if subject.sender is not None and subject.sender.kind is NumberKind.MALFORMED:
        yield Hit(f"The sender {shown(subject.sender.raw)} cannot be used: {subject.sender.reason}.")


@check(
    "SND007",
    "sub-account-mismatch",
    clause="Segregation",
    fix="Use one sub-account for each end brand, for all of its messages and for no other brand.",
    needs=(Need.RECORDS,),
)
def sub_account_mismatch(subject: Subject) -> Iterator[Hit]:
    """The sub-account is shared by brands, or is not this brand's.

    Each end brand has its own, which all of its messages use. Left alone where its brands are not known.
    """
    sub_account, brand = subject.context.sub_account, subject.context.brand
    if sub_account is None or not sub_account.brands:
        return
    if len(set(sub_account.brands)) > 1:
        yield Hit(f"Sub-account {sub_account.id} is shared by {len(set(sub_account.brands))} brands.")
    if brand is not None and brand.id not in sub_account.brands:
        yield Hit(f"Sub-account {sub_account.id} is not that of brand {brand.id}.")


def shown(raw: str) -> str:
    """A number as it was given, cut short where somebody gave a novel."""
    return repr(raw if len(raw) <= 40 else raw[:39] + "…")
