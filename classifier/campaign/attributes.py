"""Flags of a registration against what its samples carry. Source: the registry's content attributes (rejection 601).

A flag that is not given says nothing. Of prohibited content only what blocks proves that a flag is missing; what is
reviewed is enough to let a flag that is set stand.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from classifier.campaign import contacts
from classifier.campaign.dossier import Dossier
from classifier.campaign.seen import Place, Seen
from classifier.wording import any_of

AGE_RESTRICTED = frozenset({"gambling", "shaft.sex", "shaft.alcohol", "shaft.firearms", "shaft.tobacco", "shaft.drugs"})
"""Categories that may be offered to adults alone, if at all. Source: CTIA messaging principles, age-gated content."""

_ADULTS = re.compile(
    r"\b(?:18|19|21)\+|\b(?:18|19|21)\s+(?:and|or|&|y|et)\s+(?:over|older|up|m[áa]s|plus)\b|\bover\s+(?:18|21)\b(?![,.]\d)"
    r"|\badults?\s+only\b|\bmust\s+be\s+(?:18|21)\b|\bmayores\s+de\s+(?:18|21|edad)\b|\b(?:18|21)\s+ans\s+et\s+plus\b"
    r"|\bmajeurs?\s+seulement\b",
    re.IGNORECASE,
)
_LENDING = any_of(
    r"loans?\b|lend(?:s|er|ers|ing)?\b|mortgages?\b|refinanc\w+|(?:cash|payday)\s+advances?\b|borrow\w*|apr\b",
    r"pre-?\s?(?:approved|qualified)\b|line\s+of\s+credit\b|no\s+credit\s+check\b|credit\s+cards?\b|financing\b|heloc\b",
    r"pr[ée]stamos?\b|hipotecas?\b|cr[ée]ditos?\b|financiamiento\b|pr[êe]ts?\b|hypoth[èe]ques?\b|emprunt\w*|financement\b",
)
_AFFILIATE = any_of(
    r"affiliates?\b|commissions?\b|downline\b|upline\b|mlm\b|network\s+marketing\b|residual\s+income\b|passive\s+income\b",
    r"(?:referral|affiliate|your|my|this)\s+link\b|per\s+(?:sale|referral|lead)\b|afiliad[oa]s?\b|comisi[óo]n(?:es)?\b",
    r"affili[ée]e?s?\b|marketing\s+de\s+r[ée]seau\b",
)
_BOUND = re.compile(r"(?:^|\s)@[a-z0-9-]+(?:\.[a-z0-9-]+)+ #\w", re.IGNORECASE)
"""The last line of a code that browsers fill in for one site alone: "@acme.dev #118204". No link, and yet a host."""
_Shown = Callable[[Dossier, str, str], Iterator[Place]]


def attribute_mismatch(dossier: Dossier) -> Iterator[Seen]:
    """A flag that denies what a sample carries, or declares what no sample carries."""
    for flag, (shown, maybe, what) in _ATTRIBUTES.items():
        declared = dossier.registration.flags.get(flag)
        if declared is None:
            continue
        proofs = [place for field, text in dossier.samples for place in shown(dossier, field, text)]
        if not declared and proofs:
            reason = f"{flag} is false, but {proofs[0].field} carries {what}."
            yield Seen(flag, "attribute-mismatch", reason, tuple(proofs), about=flag, fix=f"Set {flag} to true.")
        elif declared and not proofs and not any(maybe(dossier, field, text) for field, text in dossier.samples):
            reason = f"{flag} is true, but no sample carries {what}."
            fix = f"Set {flag} to false, or add a sample that carries {what}."
            yield Seen(flag, "attribute-mismatch", reason, about=f"{flag} unused", fix=fix)


def _links(dossier: Dossier, field: str, text: str) -> Iterator[Place]:
    for evidence in contacts.web_links(text, dossier.links[field]):
        yield Place.of(field, evidence)


def _phones(_: Dossier, field: str, text: str) -> Iterator[Place]:
    for evidence in contacts.phones(text):
        yield Place.of(field, evidence)


def _for_adults(dossier: Dossier, field: str, text: str) -> Iterator[Place]:
    yield from _matches(_ADULTS, field, text)
    yield from dossier.shown(field, text, AGE_RESTRICTED)


def _lending(dossier: Dossier, field: str, text: str) -> Iterator[Place]:
    if "financial" in dossier.prohibited(field):
        yield from _matches(_LENDING, field, text)


def _affiliate(dossier: Dossier, field: str, text: str) -> Iterator[Place]:
    if "lead_gen" in dossier.prohibited(field):
        yield from _matches(_AFFILIATE, field, text)


def _matches(pattern: re.Pattern[str], field: str, text: str) -> Iterator[Place]:
    for match in pattern.finditer(text):
        yield Place.matched(field, match)


def _suspected(*categories: str, words: re.Pattern[str] | None = None) -> Callable[[Dossier, str, str], bool]:
    """Whether the sample has something of these categories at all, or one of the words."""

    def suspected(dossier: Dossier, field: str, text: str) -> bool:
        of_category = any(seen.field == field and seen.about in categories for seen in dossier.single)
        return of_category or bool(words and words.search(text))

    return suspected


def _bound_code(_: Dossier, __: str, text: str) -> bool:
    return _BOUND.search(text) is not None


def _nothing(*_: object) -> bool:
    return False


_ATTRIBUTES: Mapping[str, tuple[_Shown, Callable[[Dossier, str, str], bool], str]] = {
    "embeddedLink": (_links, _bound_code, "a link"),
    "embeddedPhone": (_phones, _nothing, "a phone number"),
    "ageGated": (_for_adults, _suspected(*AGE_RESTRICTED), "content for adults only"),
    "directLending": (_lending, _suspected("financial", words=_LENDING), "an offer or the servicing of loans"),
    "affiliateMarketing": (_affiliate, _suspected("lead_gen", words=_AFFILIATE), "affiliate marketing"),
}
"""Of each flag: what proves it in a sample, what may be behind it all the same, and how it is told."""
