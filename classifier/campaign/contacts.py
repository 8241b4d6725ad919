"""Phone numbers, addresses and links that a text carries, merge fields that stand for them included."""

import re
from collections.abc import Iterator

from classifier import links
from classifier.campaign.merge_fields import FIELD, name_of
from classifier.types import Evidence

_NORTH_AMERICAN = r"(?:\+?1[-. ]?)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}"
_VANITY = r"(?:1[-. ])?8(?:00|33|44|55|66|77|88)[-. ](?=[A-Z\d-]*[A-Z])[A-Z\d]{3,4}-?[A-Z\d]{3,4}(?:-?[A-Z\d]{1,4})?"
_INTERNATIONAL = r"\+\d{1,3}[-. (]{1,2}\d[\d. ()-]{5,14}\d|\+\d{8,15}"
_CALLED = (
    r"(?:call|phone|ring|dial|tel|text|llam\w+|tel[ée]fono|appele[rz]|t[ée]l)\b(?:\s+\w+){0,3}?[\s:.]*"
    r"(?P<number>1?\d{10}|\d{2}(?:[-. ]\d{2}){4}|\d{2,4}[-. ]\d{3,4}[-. ]\d{4})"
)
_PHONE = re.compile(
    rf"(?<![\w/.=&+-])(?:{_NORTH_AMERICAN}|{_VANITY}|{_INTERNATIONAL})(?![\w-]|\.\d)|\b(?i:{_CALLED})(?!\w)"
)
_PHONE_FIELD = re.compile(r"phone|tel(?:ephone)?\b|n[úu]mero|num[ée]ro|mobile|cell", re.IGNORECASE)
_LINK_FIELD = re.compile(r"(?:\b|_)(?:link|url|website|site|enlace|lien)s?(?:\b|_)|(?:Link|Url|URL)\b", re.IGNORECASE)
_SERVICE_CODE = re.compile(r"\b(?:call|dial|llame(?:\s+al)?|appelez(?:\s+le)?)\s+[2-9]11\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_EMAIL_FIELD = re.compile(r"e-?mail|correo|courriel", re.IGNORECASE)


def phones(text: str) -> Iterator[Evidence]:
    """Phone numbers; short codes are none."""
    for match in _PHONE.finditer(text):
        group = "number" if match["number"] else 0
        yield Evidence(match.start(group), match.end(group), match[group])
    yield from _fields(text, _PHONE_FIELD)


def web_links(text: str, found: tuple[links.Link, ...] | None = None) -> Iterator[Evidence]:
    """Links; `found` are those that `links.find` found in it, if it was asked before."""
    for link in links.find(text) if found is None else found:
        yield Evidence(link.start, link.end, link.text)
    yield from _fields(text, _LINK_FIELD)


def has_contact(text: str) -> bool:
    """Whether someone who reads the text can reach a person: by phone, e-mail or link."""
    if _EMAIL.search(text) or _SERVICE_CODE.search(text):
        return True
    return any(True for found in (_fields(text, _EMAIL_FIELD), phones(text), web_links(text)) for _ in found)


def without_contacts(text: str) -> str:
    """The text with spaces where it has an address, a number or a link; all else keeps its place."""
    spans = [match.span() for match in _EMAIL.finditer(text)]
    spans.extend((one.start, one.end) for found in (web_links(text), phones(text)) for one in found)
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _fields(text: str, about: re.Pattern[str]) -> Iterator[Evidence]:
    for match in FIELD.finditer(text):
        if about.search(name_of(match)):
            yield Evidence(match.start(), match.end(), match.group())
