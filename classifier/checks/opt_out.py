"""OPT: consent. Source: ISV guideline, row opt-out; FCC 47 CFR 64.1200(a)(10); CTIA principles; national keywords.

What the text itself says about it is read in `classifier.consent`.
"""

from collections.abc import Iterator
from datetime import timedelta

from classifier import consent, promotion, use_cases
from classifier.check import Need, check
from classifier.subject import Subject
from classifier.types import Effect, Hit

ACKNOWLEDGEMENT_WITHIN = timedelta(minutes=5)
"""After an opt-out, one text that confirms it may still be sent. Source: the provider's error 200."""


@check(
    "OPT001",
    "opted-out",
    clause="Opt-out",
    fix="Remove the subscriber from the list; nothing more may be sent from any sender ID.",
    needs=(Need.RECORDS,),
)
def opted_out(subject: Subject) -> Iterator[Hit]:
    """The recipient has opted out.

    It holds whatever the sender ID. One text that confirms the opt-out, and is not selling, is left alone within five
    minutes of it.
    """
    if not subject.context.opted_out:
        return
    at, sent, text = subject.context.opted_out_at, subject.message.sent_at, subject.message.text
    comparable = at is not None and sent is not None and (at.tzinfo is None) == (sent.tzinfo is None)
    in_time = comparable and at and sent and timedelta(0) <= sent - at <= ACKNOWLEDGEMENT_WITHIN
    if not (in_time and consent.confirmed(text) and not consent.sales(text)):
        yield Hit("The recipient has opted out, which holds for every sender ID.")


@check(
    "OPT002",
    "do-not-call",
    clause="Opt-out: national do-not-call lists",
    fix="Exclude the number: subscribers on a do-not-call list are not texted.",
    needs=(Need.RECORDS,),
)
def do_not_call(subject: Subject) -> Iterator[Hit]:
    """The recipient is on a do-not-call list.

    It holds whatever the text. Left alone where nobody has looked the number up.
    """
    if subject.context.on_dnc:
        yield Hit("The recipient is on a do-not-call list.")


@check(
    "OPT003",
    "missing-opt-out",
    effect=Effect.REVIEW,
    clause="Opt-out",
    fix="Add how to opt out, such as: Reply STOP to opt out.",
    needs=(Need.PROMOTION,),
)
def missing_opt_out(subject: Subject) -> Iterator[Hit]:
    """A first or marketing message that does not say how to opt out.

    Under a use case that holds both (mixed, political, charity and so on) a later message is one where its text
    promotes something, or asks for money, a vote or a hand. Other later messages are left alone; so are texts that
    confirm an opt-out, and one-time codes.
    """
    text = subject.message.text
    if (
        (kind := _kind(subject)) is not None
        and not consent.confirmed(text)
        and not consent.asks(text)
        and not consent.instruction(text, subject.policy.lists.reply_words)
    ):
        yield Hit(f"This {kind} does not say how to opt out.")


def _kind(subject: Subject) -> str | None:
    """The kind of message that must say how to opt out; None if it need not."""
    if subject.is_marketing:
        return "marketing message"
    text = subject.message.text
    if subject.use_case in use_cases.MAY_PROMOTE and promotion.promotes_or_asks(text):
        return "message, which promotes or asks for something,"
    code = subject.use_case in use_cases.ONE_TIME_CODES or consent.one_time_code(text)
    return "first message" if subject.message.first_contact and not code else None


@check(
    "OPT004",
    "unrecognised-opt-out",
    effect=Effect.REVIEW,
    clause="Opt-out",
    fix="Offer a word that every provider honours, such as: Reply STOP to opt out.",
    needs=(Need.OPT_OUT,),
)
def unrecognised_opt_out(subject: Subject) -> Iterator[Hit]:
    """The message says how to opt out with words that no provider recognises.

    "Text 2 to opt out", or a link or phone number alone, does not count. A message that offers a recognised word as
    well is left alone, and so is opting out of something else than texts.
    """
    text = subject.message.text
    asks = consent.asks(text)
    if asks and not consent.instruction(text, subject.policy.lists.reply_words):
        yield Hit("No word that providers honour is offered for opting out.", (asks,))


@check(
    "OPT005",
    "marketing-after-opt-out",
    clause="Opt-out: one confirmation without marketing",
    fix="Confirm the opt-out and nothing else.",
    needs=(Need.OPTED_OUT,),
)
def marketing_after_opt_out(subject: Subject) -> Iterator[Hit]:
    """A text that confirms an opt-out and goes on selling.

    What the subscriber no longer gets ("no more offers"), how to subscribe again, and where to get help are left alone;
    so are texts that say what will happen after a STOP.
    """
    text = subject.message.text
    if consent.confirmed(text) and (sells := consent.sales(text)):
        yield Hit("The text confirms an opt-out and goes on selling.", sells)
