"""Hosts: the name that a browser would look up, its registrable domain, and what it looks like.

Domains follow the public suffix list with its private section, so that `shop.github.io` is a domain of its own.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

from classifier.folding.characters import table
from classifier.linkage import known as known_hosts

LONGEST = 253
"""Characters that a host may have."""
_LONGEST_LABEL = 63
_CACHED = 20_000

_NAME = r"(?![_-]+(?:\.|$))[a-z0-9_-]{1,63}"
_PLAIN = re.compile(rf"{_NAME}(?:\.{_NAME})*")
_DOTS = re.compile("[。｡]")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_LATIN = frozenset("ßæœþðøłđħŧŋıəɛɔɓɗƙƴ")
"""Letters of Latin alphabets that are no letter with an accent; others that resemble ASCII are look-alikes."""


@dataclass(frozen=True, slots=True)
class Host:
    """A host that a link names.

    `domain` is None for IPs and where the list does not know the ending (`known` False). `plain` is False for an IP
    that is not written in its canonical form.
    """

    name: str
    domain: str | None
    known: bool
    is_ip: bool = False
    lookalike_of: str | None = None
    plain: bool = True


def resolve(written: str) -> Host | None:
    """The host that is written (no port, no user); None if no host can be written like that."""
    return _resolve(written) if 0 < len(written) <= LONGEST + 1 else None


@lru_cache(maxsize=_CACHED)
def _resolve(written: str) -> Host | None:
    if written.startswith("["):
        return _ipv6(written)
    name = written.lower()
    if not name.isascii():
        name = _DOTS.sub(".", unicodedata.normalize("NFKC", name).lower())
    name = name.removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(labels)
    ascii_labels = [label if label.isascii() else _encoded(label) for label in labels]
    encoded = ".".join(ascii_labels)
    if len(encoded) > LONGEST or not _PLAIN.fullmatch(encoded):
        return None
    known = ending_of(encoded) is not None
    if not known and (meant := _ending_with_digits(encoded)):
        return Host(meant, domain_of(meant), True, plain=False)
    seen = _seen(labels, known) if "xn--" in encoded else known_hosts.with_digits(encoded.removeprefix("www."))
    return Host(encoded, domain_of(encoded), known or (seen is not None and ending_of(seen) is not None), False, seen)


def _ending_with_digits(host: str) -> str | None:
    """The host that is meant by one whose ending does not exist, having digits for letters: "bit.1y", "paypal.c0m"."""
    if shortener := known_hosts.with_digits(host):
        return shortener
    name, _, ending = host.rpartition(".")
    return f"{name}.{_ENDINGS[ending]}" if name and ending in _ENDINGS else None


_ENDINGS = {"c0m": "com", "0rg": "org", "n3t": "net", "1nfo": "info", "inf0": "info", "b1z": "biz"}


def ending_of(host: str) -> str | None:
    """The public suffix that the host ends in; None if the list knows none."""
    return _endings().publicsuffix(host)


@lru_cache(maxsize=_CACHED)
def domain_of(host: str) -> str | None:
    """The registrable domain of an ASCII host; a private suffix such as `github.io` is its own."""
    domain = _endings().privatesuffix(host)
    if domain is None and "." in host and _endings().publicsuffix(host) is not None:
        return _registries().privatesuffix(host)
    return domain


@cache
def _endings() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


@cache
def _registries() -> PublicSuffixList:
    """Without the private section."""
    return PublicSuffixList(accept_unknown=False, only_icann=True)


def _ipv6(written: str) -> Host | None:
    try:
        address = ipaddress.IPv6Address(written[1:-1]).compressed
    except ValueError:
        return None
    return Host(address, None, False, True) if "%" not in address else None


def _ipv4(parts: Sequence[str]) -> Host | None:
    """As browsers read it: up to four parts, each decimal, octal or hexadecimal; the last one fills what is left."""
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) and len(part) <= _LONGEST_LABEL for part in parts):
        return None
    try:
        values = [_value(part) for part in parts]
    except ValueError:
        return None
    last = values.pop()
    if any(value > 255 for value in values) or last >= 256 ** (4 - len(values)):
        return None
    number = sum(value << (24 - 8 * index) for index, value in enumerate(values)) + last
    address = str(ipaddress.IPv4Address(number))
    return Host(address, None, False, True, plain=address == ".".join(parts))


def _value(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if len(part) > 1 and part.startswith("0") else 10)


def _encoded(label: str) -> str:
    """The label in IDNA's ASCII form; "" if it can't have one."""
    if len(label) > _LONGEST_LABEL or not all(map(_in_names, label)):
        return ""
    return "xn--" + label.encode("punycode").decode("ascii")


def _in_names(char: str) -> bool:
    return char.isalnum() or char in "-_" or unicodedata.category(char) in ("Mn", "Mc", "So")


def _seen(labels: Sequence[str], known: bool) -> str | None:
    """The ASCII host that this one looks like, if its letters are mixed to look like one; None for honest IDNs."""
    shown = [_decoded(label) for label in labels]
    read: list[str] = []
    posing = False
    for label in shown:
        plain, poses = _read(label, shown[-1].isascii())
        if not plain:
            return None
        read.append(plain)
        posing |= poses
    name = ".".join(read)
    posing |= name in known_hosts.SHORTENERS or (domain_of(name) or "").partition(".")[0] in known_hosts.IMITATED
    posing |= not known and not shown[-1].isascii() and ending_of(read[-1]) is not None  # "paypal.cоm"
    return name if posing and _PLAIN.fullmatch(name) else None


def _decoded(label: str) -> str:
    """What a label in IDNA's ASCII form shows; others as they are."""
    if not label.startswith("xn--"):
        return unicodedata.normalize("NFC", label)
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (ValueError, OverflowError):
        return label


def _read(label: str, before_ascii_ending: bool) -> tuple[str, bool]:
    """ASCII that the label looks like, "" if it looks like none, and whether it poses as that.

    It poses if look-alikes stand among Latin letters ("pаypal"), or if it is all look-alikes under an ASCII ending.
    Letters of Latin alphabets are no look-alikes ("kadıköy"), unless the whole host is a well-known one in disguise.
    """
    latin = [char for char in label if char.isascii() and char.isalpha()] + [c for c in label if _is_latin(c)]
    read: list[str] = []
    lookalikes = 0
    for char in label:
        if char.isascii():
            read.append(char)
        elif (plain := _lookalike(char, bool(latin))) is not None:
            read.append(plain)
            lookalikes += not _is_latin(char)
        else:
            return "", False
    return "".join(read), lookalikes > 0 and (bool(latin) or before_ascii_ending)


def _is_latin(char: str) -> bool:
    """Whether a letter beyond ASCII belongs to an alphabet of Latin letters: é, ß, ł."""
    return not char.isascii() and (char in _LATIN or unicodedata.normalize("NFD", char)[0].isascii())


def _lookalike(char: str, among_latin: bool) -> str | None:
    if unicodedata.combining(char):
        return "" if among_latin else None
    if char == "\u04cf":  # the palochka, which Unicode likens to i, is a bare stroke in small letters
        return "l"
    kinds = table()
    return kinds["like"].get(char) or kinds["is"].get(char) or (kinds["loose"].get(char) if among_latin else None)
