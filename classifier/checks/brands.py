"""BRD: whose message it is. Source: ISV guideline, rows direct brands, geography, sender ID; CTIA principles 5.1."""

import re
from collections.abc import Iterator
from functools import lru_cache

from classifier.check import check
from classifier.policy.phrases import even, folded
from classifier.subject import Subject
from classifier.types import Effect, Evidence, Hit

_WORD = re.compile(r"\S+")
_LOOKS = (("rn", "m"), ("vv", "w"), ("1", "l"), ("i", "l"), ("0", "o"), ("5", "s"), ("u", "v"))
SHORTEST_NAME = 4
"""Look-alikes of shorter names would be other words."""


@check(
    "BRD001",
    "missing-brand-name",
    effect=Effect.REVIEW,
    clause="Direct brands: the subscriber must know who writes",
    fix="Name the brand in the first message to a subscriber.",
)
def missing_brand_name(subject: Subject) -> Iterator[Hit]:
    """The first message to a subscriber does not name the brand.

    Any of the brand's names counts, however it is spaced, and so does a link to one of its hosts. Later messages, and
    messages of a brand that is not known, are left alone.
    """
    brand = subject.context.brand
    if brand is None or not subject.message.first_contact:
        return
    texts = [even(view.text) for view in subject.readings]
    closed = [text.replace(" ", "") for text in texts]
    named = any(f" {folded(name)} " in text for name in brand.names for text in texts)
    joined = any(
        len(key := folded(name).replace(" ", "")) >= 6 and key in text for name in brand.names for text in closed
    )
    linked = any(link.host == host or link.host.endswith(f".{host}") for link in subject.links for host in brand.hosts)
    if not (named or joined or linked):
        yield Hit(f"The message does not say that it comes from {brand.name}.")


@check(
    "BRD002",
    "another-brand-named",
    effect=Effect.REVIEW,
    clause="Sender ID: approved for one brand, it cannot serve another",
    fix="Speak in the name of the sender's own brand alone.",
)
def another_brand_named(subject: Subject) -> Iterator[Hit]:
    """The message names another known brand than the sender's, or spells one so that it looks alike.

    Disguised letters are undone, and shapes that look alike (rn for m, l for I) are taken for one another. A name that
    is an ordinary word counts only where it is written with a capital; names inside the brand's own name and
    brands that are not among the known ones are left alone.
    """
    own = subject.context.brand
    own_names = " ".join(even(folded(name)) for name in own.names) if own else ""
    own_hosts = own.hosts if own else ()
    seen: set[tuple[int, int]] = set()
    for other in subject.context.known_brands:
        if own is not None and other.id == own.id:
            continue
        for name in other.names:
            if f" {folded(name)} " in own_names:
                continue
            spans = [
                span for span in _named(subject, name) if span not in seen and not _linked(subject, span, own_hosts)
            ]
            seen.update(spans)
            for start, end in spans:
                written = subject.message.text[start:end]
                alike = "" if folded(written) == folded(name) else f', spelt "{written}"'
                yield Hit(f"The message names {other.name}{alike}, another brand.", (Evidence(start, end, written),))


def _linked(subject: Subject, span: tuple[int, int], own_hosts: tuple[str, ...]) -> bool:
    """Whether the name is only part of a link to the brand's own hosts."""
    inside = (link for link in subject.links if link.start <= span[0] and span[1] <= link.end)
    return any(link.host == host or link.host.endswith(f".{host}") for link in inside for host in own_hosts)


def _named(subject: Subject, name: str) -> Iterator[tuple[int, int]]:
    """Raw spans where the text has the name or a look-alike of it, as whole words."""
    wanted = _looks(folded(name))
    length = wanted.count(" ") + 1
    for view in subject.readings:
        words = [match.span() for match in _WORD.finditer(view.text)]
        for first in range(len(words) - length + 1):
            start, end = words[first][0], words[first + length - 1][1]
            found = even(view.text[start:end]).strip()
            if found != folded(name) and (len(wanted) < SHORTEST_NAME or _looks(found) != wanted):
                continue
            raw_start, raw_end = _trimmed(subject.message.text, *view.span(start, end))
            written = subject.message.text[raw_start:raw_end]
            if any(char.isupper() or char.isdigit() or not char.isascii() for char in written) or " " in found:
                yield raw_start, raw_end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


@lru_cache(maxsize=10_000)
def _looks(word: str) -> str:
    """The word with shapes that look alike made equal."""
    for shape, alike in _LOOKS:
        word = word.replace(shape, alike)
    return word


@check(
    "BRD003",
    "indirect-brand",
    clause="Direct brands",
    fix="Have the reseller approved first, or onboard the brand that deals with the subscribers itself.",
)
def indirect_brand(subject: Subject) -> Iterator[Hit]:
    """The brand is a reseller without approval.

    An ISV onboards brands that deal directly with subscribers and collect the opt-ins; resellers need prior approval.
    """
    brand = subject.context.brand
    if brand is not None and not brand.direct and not brand.approved_reseller:
        yield Hit(f"Brand {brand.id} does not deal directly with subscribers and is not approved as a reseller.")


@check(
    "BRD004",
    "kyc-missing",
    clause="Geography",
    fix="Complete the brand's KYC before anything is sent outside the home regions.",
)
def kyc_missing(subject: Subject) -> Iterator[Hit]:
    """The brand's KYC is not complete and the message goes abroad.

    At home, and where it is not known whether the KYC is complete, the check stays silent.
    """
    brand, recipient = subject.context.brand, subject.recipient
    if brand is None or brand.kyc_complete is not False or recipient is None or recipient.region is None:
        return
    if recipient.region not in subject.policy.home_regions:
        yield Hit(f"The recipient is in {recipient.region}, and the KYC of brand {brand.id} is not complete.")
