"""The names that a registered brand goes by in its messages, and the context in which its messages are judged."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from classifier import links
from classifier.campaign.registration import Registration
from classifier.campaign.sites import is_shared
from classifier.policy import Policy
from classifier.records import Brand, Context

LEGAL_FORM = re.compile(
    r"[\s,]+(?:l\.?l\.?c|inc|incorporated|corp|corporation|co|company|ltd|limited|l\.?l\.?p|p\.?l\.?l\.?c|p\.?c|plc|gmbh"
    r"|lt[ée]e|s\.?a\.?r\.?l|s\.?a\.?s|s\.?a\.?(?:\s+de\s+c\.?v)?|s\.?l)\.?$",
    re.IGNORECASE,
)
"""The legal form at the end of a firm's name."""
_ARTICLE = re.compile(r"^(?:the|le|la|les|el|los|las)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:&|\+|and|y|et)\s+", re.IGNORECASE)


def context_of(registration: Registration, policy: Policy, day: date) -> Context:
    """The brand as its messages may call it, with the host of its website among its own."""
    brand = registration.brand
    site = [host for host in _hosts(registration.website) if not is_shared(host, policy)]
    hosts = {host for written in brand.hosts for host in _hosts(written)}.union(site)
    aliases = dict.fromkeys(variant for name in brand.names for variant in _variants(name))
    known: Brand = replace(brand, aliases=tuple(aliases), hosts=tuple(sorted(hosts)))
    return Context(brand=known, as_of=day)


def _hosts(written: str | None) -> Iterator[str]:
    """The host that is written, whether by itself or in an address; "www." says nothing."""
    if written:
        found = [link.host for link in links.find(written)] or [written.strip().lower()]
        yield from (host.removeprefix("www.") for host in found)


def _variants(name: str) -> Iterator[str]:
    """The name; without its legal form ("Acme LLC"), without its article, and with "and" written in another way."""
    short = LEGAL_FORM.sub("", name).strip()
    for form in (name, short, _ARTICLE.sub("", short)):
        if form:
            yield form
            if _AND.search(form):
                yield from (_AND.sub(f" {word} ", form) for word in ("&", "and"))
