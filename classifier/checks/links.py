"""LNK: where links lead. Source: ISV guideline, row URL shorteners.

The order of decision: the brand's own verified host is fine; a host of the ISV or of a platform is not; a listed
shortener is fine for the one brand that it is tagged with and for nobody else; an unknown short host is reviewed. No
link is ever followed.
"""

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from classifier.check import check
from classifier.links import Link
from classifier.policy import Owner, Shortener
from classifier.policy.phrases import folded
from classifier.records import Brand
from classifier.subject import Subject
from classifier.types import Effect, Evidence, Hit

_OPAQUE = re.compile(r"/(?=[A-Za-z0-9_-]*(?:\d|[a-z][A-Z]|[A-Z][a-z]+[A-Z])|[^/aeiouy]{4,}$)[A-Za-z0-9_-]{4,12}/?")
SHORT_HOST = 9
"""Characters of a host, its ending included, up to which it may be a shortener that no list knows."""
_LOOKS = (("rn", "m"), ("vv", "w"), ("1", "l"), ("i", "l"), ("0", "o"), ("5", "s"))
SHORTEST_LABEL = 5
"""Of a domain, without its ending, from which on one changed letter looks alike."""


def own(subject: Subject, link: Link) -> bool:
    """Whether the link leads to a verified host of the brand."""
    brand = subject.context.brand
    return brand is not None and any(_within(link.host, host) for host in brand.hosts)


def listed(subject: Subject, link: Link) -> Shortener | None:
    """The entry of the shortener list for the link's host or its domain; a look-alike of a listed host counts as it."""
    shorteners = subject.policy.lists.shorteners
    for host in (link.host, link.host.removeprefix("www."), link.domain, link.lookalike_of):
        if host and host in shorteners:
            return shorteners[host]
    return None


def _within(host: str, parent: str) -> bool:
    return host == parent or host.endswith(f".{parent}")


def _evidence(link: Link) -> tuple[Evidence, ...]:
    return (Evidence(link.start, link.end, link.text),)


def _of_isv(subject: Subject, link: Link) -> bool:
    account = subject.context.account
    if account is not None and any(_within(link.host, host) for host in account.hosts):
        return True
    entry = listed(subject, link)
    return entry is not None and entry.owner is Owner.PLATFORM


@check(
    "LNK001",
    "public-shortener",
    clause="URL shorteners: public ones, no",
    fix="Link to the brand's own domain, or to a shortener that the brand owns.",
)
def public_shortener(subject: Subject) -> Iterator[Hit]:
    """A link of a public shortener.

    Bare, disguised and look-alike hosts count. A shortener that belongs to one brand is fine in that brand's messages
    and in nobody else's; a host that is verified as the brand's own is left alone.
    """
    for link in subject.links:
        entry = listed(subject, link)
        if entry is None or entry.owner is Owner.PLATFORM or own(subject, link):
            continue
        if entry.owner is Owner.BRAND and _is_of(subject.context.brand, entry):
            continue
        whose = "a public shortener" if entry.owner is Owner.PUBLIC else f"the shortener of {entry.brand}"
        yield Hit(f"{entry.host} is {whose}.", _evidence(link))


def _is_of(brand: Brand | None, entry: Shortener) -> bool:
    return brand is not None and folded(entry.brand or "") in {folded(name) for name in brand.names}


@check(
    "LNK002",
    "isv-shortener",
    clause="URL shorteners: ISV-owned ones, no",
    fix="Link to the brand's own domain, or to a shortener that the brand owns.",
)
def isv_shortener(subject: Subject) -> Iterator[Hit]:
    """A link to a host of the ISV itself or of a messaging platform.

    The ISV declares its hosts with its account; those of platforms are listed. A host that is verified as the brand's
    own is left alone.
    """
    for link in subject.links:
        if not own(subject, link) and _of_isv(subject, link):
            yield Hit(f"{link.host} belongs to the ISV or to a messaging platform, not to the brand.", _evidence(link))


@check(
    "LNK003",
    "unknown-shortener",
    effect=Effect.REVIEW,
    clause="URL shorteners",
    fix="Link to the brand's own domain, or have this host verified as the brand's.",
)
def unknown_shortener(subject: Subject) -> Iterator[Hit]:
    """A short host that no list knows, with a path that says nothing.

    Listed hosts are other findings; hosts of the brand and paths of plain words are left alone.
    """
    for link in subject.links:
        short = len(link.host.removeprefix("www.")) <= SHORT_HOST and not link.is_ip
        if not short or not _OPAQUE.fullmatch(link.path.partition("?")[0]):
            continue
        if not own(subject, link) and listed(subject, link) is None and not _of_isv(subject, link):
            yield Hit(f"{link.host} looks like a shortener that no list knows.", _evidence(link))


@check(
    "LNK004",
    "domain-mismatch",
    effect=Effect.REVIEW,
    clause="Direct brands; URL shorteners: brand-owned ones, yes",
    fix="Link to the brand's own domain, or have this host verified as the brand's.",
)
def domain_mismatch(subject: Subject) -> Iterator[Hit]:
    """A link outside the brand's verified hosts.

    Left alone where the brand's hosts are not known, and where the link is a finding of another kind: shortener,
    look-alike or bare IP address.
    """
    brand = subject.context.brand
    if brand is None or not brand.hosts:
        return
    for link in subject.links:
        if own(subject, link) or link.is_ip or listed(subject, link) or _of_isv(subject, link) or _alike(subject, link):
            continue
        yield Hit(f"{link.host} is not among the verified hosts of {brand.name}.", _evidence(link))


@check(
    "LNK005",
    "lookalike-domain",
    clause="URL shorteners; fines: phishing",
    fix="Link to the brand's own domain, in plain letters.",
)
def lookalike_domain(subject: Subject) -> Iterator[Hit]:
    """A host that is made to look like another.

    Letters of other scripts that stand for Latin ones, whether written or as punycode, and hosts that differ from a
    known brand's by one letter or by shapes that look alike. Honest international names (bücher.de) are left alone.
    """
    for link in subject.links:
        alike = _alike(subject, link)
        if alike and not own(subject, link):
            yield Hit(f"{link.host} is made to look like {alike}.", _evidence(link))


def _alike(subject: Subject, link: Link) -> str | None:
    """The host that the link's host imitates, if it does."""
    if link.lookalike_of is not None:
        return link.lookalike_of
    if link.domain is None:
        return None
    label = link.domain.partition(".")[0]
    brands = (subject.context.brand, *subject.context.known_brands)
    hosts = [host for brand in brands if brand is not None for host in brand.hosts]
    if any(_within(link.host, host) for host in hosts):
        return None
    for host in hosts:
        name = host.rsplit(".", 2)[-2] if host.count(".") else host
        near = len(name) >= SHORTEST_LABEL and OSA.distance(label, name, score_cutoff=1) == 1
        if near or (label != name and _looks(label) == _looks(name)):
            return host
    return None


def _looks(label: str) -> str:
    for shape, alike in _LOOKS:
        label = label.replace(shape, alike)
    return label


@check(
    "LNK006",
    "ip-link",
    clause="URL shorteners; fines: phishing",
    fix="Link to the brand's own domain by its name.",
)
def ip_link(subject: Subject) -> Iterator[Hit]:
    """A link to a bare IP address, which says nothing about whose it is."""
    for link in subject.links:
        if link.is_ip:
            yield Hit(f"The link leads to the IP address {link.host}.", _evidence(link))


@check(
    "LNK007",
    "insecure-link",
    effect=Effect.WARN,
    clause="Registration: links over https",
    fix="Link over https.",
)
def insecure_link(subject: Subject) -> Iterator[Hit]:
    """A link over plain http.

    Registries reject it in a campaign; in a message it is advice. Bare hosts are left alone.
    """
    for link in subject.links:
        if link.scheme == "http":
            yield Hit("The link is plain http.", _evidence(link))
