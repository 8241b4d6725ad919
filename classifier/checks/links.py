"""LNK: where links lead. Source: ISV guideline, row URL shorteners.

The order of decision: the brand's own verified host is fine; a host of the ISV or of a platform is not; a listed
shortener is fine for the one brand that it is tagged with and for nobody else; an unknown short host is reviewed. No
link is ever followed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from classifier.check import Need, check
from classifier.linkage import hosts
from classifier.links import Link
from classifier.looks import IN_HOSTS, evened
from classifier.policy import Owner, Shortener
from classifier.policy.phrases import folded
from classifier.records import Brand
from classifier.subject import Subject
from classifier.types import Effect, Evidence, Hit

_SLUG = re.compile(r"/([A-Za-z0-9_-]{4,12})/?(?:[?#].*)?", re.DOTALL)
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_PROFILES = frozenset({"wa.me", "t.me", "m.me", "x.com", "fb.com", "vk.com"})
"""Short hosts whose paths are phone numbers and names of accounts."""
SHORT_HOST = 9
"""Characters of a host, its ending included, up to which it may be a shortener that no list knows."""
SHORTEST_LABEL = 5
"""Of a domain, without its ending, from which on one changed letter looks alike."""


def own(subject: Subject, link: Link) -> bool:
    """Whether the link leads to a verified host of the brand."""
    brand = subject.context.brand
    return brand is not None and _within_any(link.host, _named(brand.hosts))


def listed(subject: Subject, link: Link) -> Shortener | None:
    """The entry of the shortener list for the link's host or its parent; a look-alike of a listed host counts as it."""
    shorteners = subject.policy.lists.shorteners
    for host in (link.host, link.lookalike_of or ""):
        labels = host.split(".")
        for first in range(len(labels)):
            if entry := shorteners.get(".".join(labels[first:])):
                return entry
    return None


@lru_cache(maxsize=20_000)
def _named(recorded: tuple[str, ...]) -> tuple[str, ...]:
    """Hosts of the records as links have them: in ASCII and small letters; www stands for the site without it."""
    names = [known.name if (known := hosts.resolve(host)) else host.lower() for host in recorded]
    return tuple(name[4:] if name.startswith("www.") and hosts.domain_of(name[4:]) else name for name in names)


def _within_any(host: str, parents: Iterable[str]) -> bool:
    return any(host == parent or host.endswith(f".{parent}") for parent in parents)


def _evidence(link: Link) -> tuple[Evidence, ...]:
    return (Evidence(link.start, link.end, link.text),)


def _of_isv(subject: Subject, link: Link) -> bool:
    account, entry = subject.context.account, listed(subject, link)
    declared = account is not None and _within_any(link.host, _named(account.hosts))
    return declared or (entry is not None and entry.owner is Owner.PLATFORM)


@check(
    "LNK001",
    "public-shortener",
    clause="URL shorteners: public ones, no",
    fix="Link to the brand's own domain, or to a shortener that the brand owns.",
    needs=(Need.LINK,),
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
    names = {folded(name).removeprefix("the ") for name in brand.names} if brand is not None else set()
    return folded(entry.brand or "").removeprefix("the ") in names


@check(
    "LNK002",
    "isv-shortener",
    clause="URL shorteners: ISV-owned ones, no",
    fix="Link to the brand's own domain, or to a shortener that the brand owns.",
    needs=(Need.LINK,),
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
    needs=(Need.LINK,),
)
def unknown_shortener(subject: Subject) -> Iterator[Hit]:
    """A short host that no list knows, with a path that says nothing.

    Listed hosts are other findings; hosts of the brand, paths of plain words, with a number after them or not, phone
    numbers and accounts of chat services are left alone.
    """
    for link in subject.links:
        if _is_unknown_shortener(subject, link):
            yield Hit(f"{link.host} looks like a shortener that no list knows.", _evidence(link))


def _is_unknown_shortener(subject: Subject, link: Link) -> bool:
    host = link.host.removeprefix("www.")
    suspect = len(host) <= SHORT_HOST and not link.is_ip and host not in _PROFILES and _says_nothing(link.path)
    return suspect and not own(subject, link) and listed(subject, link) is None and not _of_isv(subject, link)


def _says_nothing(path: str) -> bool:
    """Whether a path is one that shorteners make up: neither words, with or without a number, nor a phone number."""
    slug = _SLUG.fullmatch(path)
    if slug is None or (slug[1].isdigit() and len(slug[1]) > 6):
        return False
    *pieces, last = _PIECE.findall(slug[1]) or [""]
    words = pieces if last.isdigit() and len(last) < 5 else [*pieces, last]
    are_words = all(len(word) > 1 and not set("aeiouy").isdisjoint(word.lower()) for word in words)
    return not are_words or max(map(len, words), default=0) < 3


@check(
    "LNK004",
    "domain-mismatch",
    effect=Effect.REVIEW,
    clause="Direct brands; URL shorteners: brand-owned ones, yes",
    fix="Link to the brand's own domain, or have this host verified as the brand's.",
    needs=(Need.LINK,),
)
def domain_mismatch(subject: Subject) -> Iterator[Hit]:
    """A link outside the brand's verified hosts.

    Left alone where the brand's hosts are not known, and where the link is a finding of another kind: shortener
    or what looks like one, look-alike, bare IP address.
    """
    brand = subject.context.brand
    if brand is None or not brand.hosts:
        return
    for link in subject.links:
        judged = own(subject, link) or link.is_ip or listed(subject, link) or _of_isv(subject, link)
        if not judged and not _alike(subject, link) and not _is_unknown_shortener(subject, link):
            yield Hit(f"{link.host} is not among the verified hosts of {brand.name}.", _evidence(link))


@check(
    "LNK005",
    "lookalike-domain",
    clause="URL shorteners; fines: phishing",
    fix="Link to the brand's own domain, in plain letters.",
    needs=(Need.LINK,),
)
def lookalike_domain(subject: Subject) -> Iterator[Hit]:
    """A host that is made to look like another.

    Letters of other scripts that stand for Latin ones, whether written or as punycode; hosts that differ from a known
    brand's by one letter, by accents or by shapes that look alike; a known brand's host before another domain
    (acme.com.x.net). Honest international names (bücher.de) are left alone.
    """
    for link in subject.links:
        if (alike := _alike(subject, link)) and not own(subject, link):
            yield Hit(f"{link.host} is made to look like {alike}.", _evidence(link))


def _alike(subject: Subject, link: Link) -> str | None:
    """The host that the link's host imitates, if it does."""
    if link.lookalike_of is not None:
        return link.lookalike_of
    brands = (subject.context.brand, *subject.context.known_brands)
    known = [host for brand in brands if brand is not None for host in _named(brand.hosts)]
    if link.domain is None or _within_any(link.host, known) or listed(subject, link):
        return None
    label, before = _shown(link.domain), f".{link.host.removesuffix(link.domain)}"
    for host in known:
        name = _shown(hosts.domain_of(host) or host)
        near = len(name) >= SHORTEST_LABEL and OSA.distance(label, name, score_cutoff=1) == 1
        if near or (label != name and _looks(label) == _looks(name)) or f".{host}." in before:
            return host
    return None


def _shown(domain: str) -> str:
    """The first label of a domain as a browser shows it."""
    label = domain.partition(".")[0]
    return label[4:].encode().decode("punycode", "replace") if label.startswith("xn--") else label


@lru_cache(maxsize=20_000)
def _looks(label: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFD", label) if not unicodedata.combining(char))
    return evened(plain, IN_HOSTS)


@check(
    "LNK006",
    "ip-link",
    clause="URL shorteners; fines: phishing",
    fix="Link to the brand's own domain by its name.",
    needs=(Need.LINK,),
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
    needs=(Need.LINK,),
)
def insecure_link(subject: Subject) -> Iterator[Hit]:
    """A link over plain http.

    Registries reject it in a campaign; in a message it is advice. Bare hosts are left alone.
    """
    for link in subject.links:
        if link.scheme == "http":
            yield Hit("The link is plain http.", _evidence(link))
