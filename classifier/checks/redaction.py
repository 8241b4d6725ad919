"""RED: what compliance cannot read. Source: ISV guideline, row no redaction."""

import re
from collections.abc import Iterator

from classifier.check import check
from classifier.numbers import REDACTED
from classifier.subject import Subject
from classifier.types import Evidence, Hit

_MARKS = re.compile(
    r"[*•●█▇▓▒░■#]{2}|[Xx]{2}|[Rr][Ee][Dd]|[Rr][Ee][Mm]|[Mm][Aa][Ss][Kk]|[Hh][Ii][Dd]|[Cc][Ee][Nn]|\b[0-9a-fA-F]{32}|<[A-Z]"
)
"""Something of this is in every redacted text: the quick way out for all others."""

_REDACTED = re.compile(
    r"""
    [\[<({]\s*(?:content\s+|text\s+|data\s+)?
        (?:redacted|removed|masked|hidden|censored|deleted|anonymi[sz]ed|suppressed|tachado|oculto|censurado
           |caviard[ée]|masqu[ée]|supprim[ée])(?:[\s:_-]+\w+){0,3}\s*[\])>}]
    | <(?:PHONE_NUMBER|EMAIL_ADDRESS|CREDIT_CARD|US_SSN|IP_ADDRESS|PERSON|LOCATION|IBAN_CODE)>
    | \bREDACTED\b
    | [█▇▓▒■░]{2,}
    | [•●]{3,}[\s-]?\w*
    | (?<![\w*#])\w{0,3}\*{3,}\w+ | (?<![\w*#])\w+\*{3,}(?!\*)
    | (?<=\w[ ])\*{4,}(?=[ ][a-z\d]|[.,;]|$) | (?<=[:=][ ])\*{3,}
    | (?<![\w#])\#{4,}\w* | \b\w+\#{3,}
    | (?<![\w-])\(?[Xx]{3}\)?[-.\s][Xx]{2,3}[-.\s][Xx\d]{4}\b
    | \b[Xx]{3,}[-\s]?[Xx]*\d{2,4}\b | \b\+?\d{1,4}[Xx]{4,}\d*\b
    | \b(?:[Xx]{4}[-\s]){2,}[Xx\d]{4}\b
    | (?<![\w/=.-])[0-9a-fA-F]{32,128}(?![\w/=.-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SWEARING = re.compile(r"(?:f|fu|s|sh|b|bi|a|as|d|da|c|cr|h|p|w)\*+(?:k|t|ck|ch|er|ing|ed|s|n|p|e|m|y)*", re.IGNORECASE)
_DECORATION = re.compile(r"(?:^|\s)([*#]{3,})[^*#\n]{1,80}\1(?=\s|$|[.!])")


@check(
    "RED001",
    "redacted-content",
    clause="No redaction",
    fix="Submit the text as the subscriber reads it; merge fields such as {{first_name}} may stay.",
)
def redacted_content(subject: Subject) -> Iterator[Hit]:
    """Part of the text is masked, blocked out or replaced by a hash.

    Compliance must be able to read what is sent. Merge fields ({{x}}, [Name]), "card ending in 4821", stars as
    decoration, kisses at the end of a text, sizes (XXL) and starred swearwords are left alone.
    """
    text = subject.message.text
    if not _MARKS.search(text):
        return
    decorated = [match.span() for match in _DECORATION.finditer(text)]
    for match in _REDACTED.finditer(text):
        start, end = match.span()
        if _SWEARING.fullmatch(match.group()) or any(first <= start and end <= last for first, last in decorated):
            continue
        if any(link.start <= start < link.end for link in subject.links):
            continue
        yield Hit("Part of the text is redacted.", (Evidence(start, end, match.group()),))


@check(
    "RED002",
    "redacted-recipient",
    clause="No redaction",
    fix="Give the destination number in full.",
)
def redacted_recipient(subject: Subject) -> Iterator[Hit]:
    """The destination number is masked or replaced by a hash.

    A number that is merely malformed is another finding.
    """
    number = subject.recipient
    if number is not None and number.reason == REDACTED:
        yield Hit("The destination number is redacted.")
