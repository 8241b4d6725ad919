"""Whether what stands where a brand's name would is one, and which spellings are of one brand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from classifier.campaign.firms import is_own
from classifier.campaign.speaker_words import BUSINESSES, INSIDE, NOTICES, TITLES
from classifier.campaign.speakers import is_common
from classifier.linkage import hosts
from classifier.linkage.known import SHORTENERS
from classifier.policy.phrases import folded
from classifier.records import Brand

ALIKE = 88.0
"""Percent of likeness (rapidfuzz.fuzz.ratio of the letters) from which on two spellings are of one name."""
MOST_COMPARED = 30
"""Names with something in common that a name is compared with, those of most messages."""
SHORTEST = 3
"""Letters of a name; shorter ones are rather abbreviations of something else."""
_NO_NAMES = frozenset(
    [
        "ad",
        "admin",
        "appointment",
        "ask",
        "aviso",
        "code",
        "fw",
        "fwd",
        "free",
        "freemsg",
        "from",
        "fyi",
        "hiring",
        "iso",
        "nb",
        "note",
        "notice",
        "obs",
        "offer",
        "otp",
        "pin",
        "please",
        "ps",
        "psa",
        "re",
        "sale",
        "seeking",
        "selling",
        "subject",
        "to",
        "tip",
        "tips",
        "trade",
        "urgent",
        "vs",
        "wanted",
        "wtb",
        "wts",
        "wtt",
        "yes",
        "your",
    ]
)
"""Words that stand alone before a colon and are nobody's name, besides those of `lists/speaker_words.tsv`."""
_SHARED = frozenset(
    [
        "t.me",
        "wa.me",
        "m.me",
        "fb.com",
        "fb.me",
        "wa.link",
        "linktr.ee",
        "forms.gle",
        "youtu.be",
        "instagram.com",
        "facebook.com",
    ]
)
"""Domains where anybody has an address."""


@lru_cache(maxsize=50_000)
def name_of(written: str) -> str | None:
    """The firm's name in what stands where a name would: "Acme" in "Acme Alerts"; None for what is no firm's name."""
    words = written.replace("*", " ").split()
    while words and words[0].casefold() in ("from", "de", "by", "the"):
        words.pop(0)
    while words and words[-1].casefold() in NOTICES | INSIDE:
        words.pop()
    named = [word for word in words if not word.isdecimal()]
    if any(word[0].islower() and word not in INSIDE for word in words):
        return None
    if not named or words[0].casefold().rstrip(".") in TITLES or all(map(_says_nothing, named)):
        return None
    only_a_trade = len(named) == 1 and named[0].casefold() in BUSINESSES
    letters = sum(char.isalpha() for word in named for char in word)
    return None if only_a_trade or letters < SHORTEST else " ".join(words)


def _says_nothing(word: str) -> bool:
    return word.casefold() in _NO_NAMES or is_common(word)


@lru_cache(maxsize=50_000)
def domain_of(written: str) -> str | None:
    """The registrable domain of a host; None for shorteners, for services that all share, and for what is no host."""
    host = hosts.resolve(written.rstrip("."))
    if host is None or host.domain is None or host.domain in SHORTENERS | _SHARED:
        return None
    return host.domain


@lru_cache(maxsize=50_000)
def one_brand(name: str, other: str) -> bool:
    """Whether two names are spellings of one: the same letters, nearly the same, a part, or the initials of it.

    Two domains are one brand's if only their endings differ.
    """
    if _is_domain(name) and _is_domain(other):
        return name.partition(".")[0] == other.partition(".")[0]
    letters, others = letters_of(name), letters_of(other)
    if letters == others or fuzz.ratio(letters, others) >= ALIKE:
        return True
    if min(len(letters), len(others)) >= SHORTEST and (letters.startswith(others) or others.startswith(letters)):
        return True
    return is_own(name, Brand("", other)) or is_own(other, Brand("", name))


def _is_domain(name: str) -> bool:
    return name.islower() and "." in name and " " not in name


@dataclass(slots=True)
class Spoken:
    """A brand under all its spellings; `places` are those of the records that say them."""

    name: str
    messages: int
    places: list[int] = field(default_factory=list)


def brands(said: Iterable[tuple[str, int, int]], least: int = 1) -> Sequence[Spoken]:
    """The brands among names with their messages and places, most messages first.

    Names of the same letters with fewer than `least` messages are left out. A name belongs to the brand with most
    messages whose spelling it may be; it is compared with those that have a word, the initials or three letters at
    the beginning in common.
    """
    alike: dict[str, Spoken] = {}
    for name, messages, place in sorted(said, key=lambda one: (-one[1], one[0])):
        own = alike.setdefault(letters_of(name), Spoken(name, 0))
        own.messages += messages
        own.places.append(place)
    found: list[Spoken] = []
    by_sign: dict[str, list[Spoken]] = {}
    for one in sorted(alike.values(), key=lambda one: (-one.messages, one.name)):
        if one.messages < least:
            continue
        signs = _signs(one.name)
        others = {id(other): other for sign in signs for other in by_sign.get(sign, ())[:MOST_COMPARED]}
        near = (other for other in others.values() if one_brand(one.name, other.name))
        own = next(near, one)
        if own is one:
            found.append(one)
        else:
            own.messages += one.messages
            own.places.extend(one.places)
        for sign in signs:
            if own is one:
                by_sign.setdefault(sign, []).append(own)
    return sorted(found, key=lambda one: (-one.messages, one.name))


@lru_cache(maxsize=50_000)
def letters_of(name: str) -> str:
    """The folded letters of a name: two spellings that differ in spaces, capitals and accents have the same."""
    return folded(name).replace(" ", "")


@lru_cache(maxsize=50_000)
def _signs(name: str) -> tuple[str, ...]:
    """What spellings of one name have in common: the words that tell it, its initials, or its first three letters."""
    words = folded(name).split()
    telling = [word for word in words if word not in BUSINESSES and not is_common(word)]
    initials = "".join(word[0] for word in words)
    return tuple(dict.fromkeys((*telling, f"{letters_of(name)[:3]}-", initials, letters_of(name))))
