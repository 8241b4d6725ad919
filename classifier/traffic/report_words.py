"""What the page of traffic says in words: names of checks and categories, kinds of hygiene findings, headlines."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from classifier import taxonomy
from classifier.check import Check
from classifier.checks import CHECKS
from classifier.pages.rendering import count, day, share
from classifier.traffic.results import Totals

BY_NAME: dict[str, Check] = {check.name: check for check in CHECKS}
DECIDED = {"allow": "allowed", "review": "reviewed", "block": "blocked"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of hygiene finding: what it is and why it matters, the clause that it breaks, what to do about it.

    `short` stands beside a sender's name.
    """

    title: str
    short: str
    meaning: str
    clause: str = ""
    fix: str = ""


def _like(check: str, title: str, short: str, meaning: str) -> Kind:
    """A kind that breaks the clause of a check that sees the same in a single message."""
    return Kind(title, short, meaning, BY_NAME[check].clause, BY_NAME[check].fix)


KINDS: dict[str, Kind] = {
    "sender-of-two-brands": _like(
        "sender-of-another-brand",
        "Senders that speak for several brands",
        "several brands",
        "A sender ID is approved for one brand. Subscribers of one brand get texts that name another.",
    ),
    "sub-account-of-two-brands": _like(
        "sub-account-mismatch",
        "Sub-accounts that hold several brands",
        "several brands",
        "A violation of one brand can suspend all senders of its sub-account, those of the other brands too.",
    ),
    "same-copy-from-many-senders": Kind(
        "The same copy from many senders",
        "same copy as others",
        "Nearly the same text leaves from many senders. Carriers call this snowshoeing and block it as spam.",
        "Sender ID",
        "Send one campaign from the senders that are registered for it, and ask whoever needs more throughput to "
        "register for it.",
    ),
    "message-after-opt-out": _like(
        "opted-out",
        "Messages after an opt-out",
        "messages after an opt-out",
        "Subscribers opted out by a reply in this file, and got messages afterwards, from whatever sender.",
    ),
    "public-shortener-of-brand": _like(
        "public-shortener",
        "Brands that link by public shorteners",
        "public shorteners",
        "Carriers filter public shorteners, because nobody sees where the link leads.",
    ),
    "category-mix-changed": Kind(
        "Senders whose content changed",
        "content changed",
        "From one week to the next a sender texts about something else. It may have been taken over, or lent.",
        "Violations; compromise is reported at once",
        "Ask the brand what changed. Suspend the sender if the brand did not send this, and report the compromise.",
    ),
}
"""The kinds by the names of findings."""


def kind_of(name: str) -> Kind:
    """What is said of a kind of hygiene finding; its bare name if nothing is."""
    bare = name.replace("-", " ")
    return KINDS.get(name) or Kind(bare.capitalize(), bare, "")


def title_of_check(name: str) -> str:
    """What a check sees, in words."""
    check = BY_NAME[name]
    if name.startswith("prohibited-"):
        return f"Prohibited content: {check.title.split(':')[0]}"
    return check.title.removesuffix(".")


def title_of_category(code: str) -> str:
    """A category's name, those of its parent before it."""
    category = taxonomy.BY_CODE.get(code)
    if category is None:
        return code
    return f"SHAFT: {category.title}" if category.parent else category.title.replace("SHAFT: ", "SHAFT in all: ")


def headline(totals: Totals) -> str:
    """What came of it, in two or three sentences."""
    allowed, reviewed, blocked = totals.decisions
    if not totals.rows:
        return "No message was screened."
    if allowed.messages == totals.rows:
        return f"All {count(totals.rows)} messages are allowed."
    told = f"Of {count(totals.rows)} messages, {_part(blocked.messages, totals.rows, 'is', 'are')} blocked"
    told += f" and {_part(reviewed.messages, totals.rows, 'needs', 'need')} a reviewer."
    if totals.checks:
        worst = totals.checks[0]
        title = title_of_check(worst.name)
        since = f", since {day(worst.first)}" if worst.first else ""
        told += f" Most often: {title[0].lower()}{title[1:]} ({count(worst.messages)}{since})."
    return told


def _part(messages: int, whole: int, one: str, many: str) -> str:
    """How many, with the verb."""
    told = f"{count(messages)} ({share(messages, whole)})" if messages else "none"
    return f"{told} {one if messages < 2 else many}"


def span(first: date | None, last: date | None) -> str:
    """From when to when."""
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def sent(when: datetime) -> str:
    """Day and time at which a message was sent, in UTC."""
    known = when.astimezone(UTC)
    return f"{day(known.date())}, {known:%H:%M}"


def some(names: tuple[str, ...], number: int, most: int = 6) -> list[str]:
    """The first names of many, and how many others there are."""
    rest = number - min(len(names), most)
    return [*names[:most], *([f"{count(rest)} more"] if rest > 0 else [])]
