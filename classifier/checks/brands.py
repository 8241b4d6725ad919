"""BRD: whose message it is. Source: ISV guideline, rows direct brands, geography, sender ID; CTIA principles 5.1."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from classifier.check import Need, check
from classifier.checks.links import own as is_own
from classifier.looks import IN_LONG_WORDS, IN_WORDS, evened
from classifier.policy.phrases import even, folded
from classifier.records import Brand
from classifier.subject import Subject
from classifier.text import readings
from classifier.types import Effect, Evidence, Hit

_TOKEN = re.compile(r"[\w$%€£]+")
_LEGAL_FORM = re.compile(
    r"(?<=\w)(?: (?:inc|incorporated|l ?l ?c|ltd|limited|corp|corporation|co|company|plc|gmbh|pllc|sas|sarl|s ?r ?l|s l"
    r"|s ?a(?: de c v)?))+$"
)
_AND = re.compile(r" (?:and|y|et|n|the)(?= )")
"""Small words that a name is said with or without; the space after one is the space before the next."""
SHORTEST_NAME, LONG_NAME = 4, 6
"""Letters from which on a name has look-alikes, and those of `IN_LONG_WORDS`: of shorter ones they are other words."""

_SMALL_WORDS = frozenset({"of", "and", "the", "for", "de", "del", "la", "y", "e", "et", "du", "des", "le"})
_TALL_I = re.compile(r"(?<=[a-z])I+(?![A-Z])")
"""A capital I among small letters, which is read as an l."""
_GREETED = re.compile(r"\b(?:hi|hello|hey|dear|thanks|hola|bonjour|salut|merci|mr|dr|coach)[ ,]\s?$", re.IGNORECASE)
"""Before a person's name, which may be a brand's as well."""
_MENTIONED = re.compile(
    r"\b(?:(?:us|me)\s(?:on|via)|(?:pay|paid|payment|order|ship(?:s|ped)?|delivere?d?|sent|available|download)\s(?:it\s)?"
    r"(?:on|via|by|with|through|using)|accepts?|takes?|(?:síguenos|encuéntranos|suivez-nous|retrouvez-nous)\s(?:en|sur))\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Before the name of a service that the brand uses itself: "follow us on", "pay with"."""
_REVIEWED = re.compile(r"\s(?:reviews?|maps|pay|play|rese[ñn]a|avis)\b", re.IGNORECASE)
"""After such a service: "leave a Google review", "Apple Pay"."""
_SPEAKS = re.compile(
    r"\s?[:>]|\s[-–—]\s|['’]s\s(?:\w+\s)?(?:team|support|security|department)\b|[\s-](?:alerts?|support|security|fraud|team"
    r"|accounts?|billing|customers?|card|login|service|verification|notice|package|parcel|order|delivery|payment|refund"
    r"|gift|prize|winner|user|invoice|subscription|wallet|bank|rewards|has|will|detected|sent|needs|seguridad|cuenta"
    r"|soporte|informa|compte|s[ée]curit[ée]|service|vous|a\sd[ée]tect[ée])\b",
    re.IGNORECASE,
)
"""After a name that speaks, or whose account or parcel is spoken of; there it is no ordinary word."""


@check(
    "BRD001",
    "missing-brand-name",
    effect=Effect.REVIEW,
    clause="Direct brands: the subscriber must know who writes",
    fix="Name the brand in the first message to a subscriber.",
    needs=(Need.RECORDS,),
)
def missing_brand_name(subject: Subject) -> Iterator[Hit]:
    """The first message to a subscriber does not name the brand.

    Any of the brand's names counts, however it is spaced, with or without its legal form, and so do the first word of
    a name before a colon at the beginning ("Chipotle: ...") and a link to one of the brand's hosts. Later messages, and
    messages of a brand that is not known, are left alone.
    """
    brand = subject.context.brand
    if brand is None or not subject.message.first_contact:
        return
    said = [_said(name) for name in brand.names]
    for view in subject.readings:
        whole = even(view.text)
        texts = (whole, _AND.sub("", whole))
        named = any(name.search(text) for name, _ in said for text in texts)
        if named or any(first.match(view.text) for _, first in said):
            return
    if not any(is_own(subject, link) for link in subject.links):
        yield Hit(f"The message does not say that it comes from {brand.name}.")


@lru_cache(maxsize=1_000)
def _said(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a text may say the name: its letters, however spaced; or its first word and a colon at the beginning."""
    whole = f" {_core(name)} "
    core = _AND.sub("", whole).split() or whole.split()  # a name may be a small word
    letters = " ?".join(re.escape(letter) for letter in "".join(core))
    first = re.escape(core[0]) if core and len(core[0]) > SHORTEST_NAME else "(?!)"
    return re.compile(rf"(?<=[ ]){letters}(?: ?s)? "), re.compile(rf"\W{{0,5}}{first}\b[^:\n]{{0,20}}:")


@lru_cache(maxsize=20_000)
def _core(name: str) -> str:
    """The folded name without its legal form."""
    return _LEGAL_FORM.sub("", folded(name))


@check(
    "BRD002",
    "another-brand-named",
    effect=Effect.REVIEW,
    clause="Sender ID: approved for one brand, it cannot serve another",
    fix="Speak in the name of the sender's own brand alone.",
    needs=(Need.RECORDS,),
)
def another_brand_named(subject: Subject) -> Iterator[Hit]:
    """The message names another known brand than the sender's, or spells one so that it looks alike.

    Disguised letters are undone, and shapes that look alike (rn for m, 1 for l) are taken for one another. Since names
    may be ordinary words, one in small letters, in a text of capitals or at the beginning of a sentence counts only
    where it speaks ("target: ...", "Chase alert"). Names inside the brand's own name, names of persons that are
    greeted, services that the brand uses ("follow us on ...", "pay with ..."), links, and brands that are not among the
    known ones are left alone.
    """
    own = subject.context.brand
    others = tuple(brand for brand in subject.context.known_brands if own is None or brand.id != own.id)
    own_names = " ".join(even(folded(name)) for name in own.names) if own and others else ""
    taken = {place for link in subject.links for place in range(link.start, link.end)} if others else set()
    for start, end, other, name in _named(subject, others) if others else ():
        if f" {_core(name)} " in own_names or not taken.isdisjoint(range(start, end)):
            continue
        written = subject.message.text[start:end]
        if _counts(subject.message.text, start, end, name):
            taken.update(range(start, end))
            alike = "" if _plain(written) == _plain(name) or folded(written) == _core(name) else f', spelt "{written}"'
            yield Hit(f"The message names {other.name}{alike}, another brand.", (Evidence(start, end, written),))


def _named(subject: Subject, others: tuple[Brand, ...]) -> Iterator[tuple[int, int, Brand, str]]:
    """Raw spans where the text has a name or a look-alike of it, as whole words, the longest first at each place."""
    names, text = _index(others), subject.message.text
    read = _TALL_I.sub(lambda found: "l" * len(found.group()), text)
    for view in (*subject.readings, *(readings(read) if read != text else ())):
        words = [match.span() for match in _TOKEN.finditer(view.text)]
        for first, (start, _) in enumerate(words):
            if evened(view.text[start : start + 2], IN_LONG_WORDS)[0] not in names.first_letters:
                continue
            for last in range(min(first + names.most_words, len(words)) - 1, first - 1, -1):
                tokens = [view.text[a:b] for a, b in words[first : last + 1]]
                exact = names.by_form.get(" ".join(tokens))
                found = exact or names.by_form.get(evened("".join(tokens), IN_LONG_WORDS))
                if found and (exact or _alike("".join(tokens), found[1])):
                    yield *view.span(start, words[last][1]), *found


@dataclass(frozen=True, slots=True)
class _Names:
    """Brands and their names by each form that is looked up: the name, its words, its shape without spaces."""

    by_form: dict[str, tuple[Brand, str]]
    first_letters: frozenset[str]
    most_words: int


@lru_cache(maxsize=64)
def _index(brands: tuple[Brand, ...]) -> _Names:
    forms: dict[str, tuple[Brand, str]] = {}
    for brand in brands:
        for name in brand.names:
            core = _core(name)
            shape = evened(core.replace(" ", ""), IN_LONG_WORDS)
            words = _core(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
            spoken = [_core(name.replace("&", word)) for word in ("and", "y", "et")]
            for form in filter(None, (core, words, *spoken, shape if len(shape) >= SHORTEST_NAME else "")):
                forms.setdefault(form, (brand, name))
    most = max((form.count(" ") + 1 for form in forms), default=0)
    return _Names(forms, frozenset(evened(form[:2], IN_LONG_WORDS)[0] for form in forms), most)


def _alike(found: str, name: str) -> bool:
    """Whether two folded words look alike; in short names fewer shapes do."""
    wanted = _core(name).replace(" ", "")
    shapes = IN_WORDS if len(wanted) < LONG_NAME else IN_LONG_WORDS
    return evened(found, shapes) == evened(wanted, shapes)


def _counts(text: str, start: int, end: int, name: str) -> bool:
    """Whether what is written there is meant as the name and not as an ordinary word."""
    written, before = text[start:end], text[max(0, start - 40) : start]
    if _GREETED.search(before) or _MENTIONED.search(before) or _REVIEWED.match(text, end) or text.startswith("@", end):
        return False
    if re.search(r"\b\w\b", _core(name)) and re.search(r"\w\s\w", written):  # "at t" is no AT&T
        return False
    disguised = not written.isascii() or re.search(r"[A-Za-z]\d|\d[A-Za-z]|[a-z][A-Z]", written) is not None
    if disguised or (re.search(r"[a-z][A-Z]", name) and not name.isupper()):
        return True
    words = [word for word in re.findall(r"\w+", written) if word not in _SMALL_WORDS]
    capital = written.isupper() if name.isupper() else all(word[0].isupper() or word[0].isdigit() for word in words)
    begins = not before.strip() or before.rstrip()[-1] in ".!?:" or before.endswith("\n")
    certain = capital and not text.isupper() and not (begins and " " not in written)
    return certain or _SPEAKS.match(text, end) is not None


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


@check(
    "BRD003",
    "indirect-brand",
    clause="Direct brands",
    fix="Have the reseller approved first, or onboard the brand that deals with the subscribers itself.",
    needs=(Need.RECORDS,),
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
    needs=(Need.RECORDS,),
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
