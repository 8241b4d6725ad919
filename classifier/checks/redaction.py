"""RED: what compliance cannot read. Source: ISV guideline, row no redaction."""

import re
from collections.abc import Iterator
from re import Match

from classifier.check import Need, check
from classifier.folding.stems import has_any
from classifier.numbers import REDACTED
from classifier.subject import Subject
from classifier.types import Evidence, Hit

_IC = re.IGNORECASE
_WINDOW = 48
"""Characters before a mark that say what it stands for."""

_MARKS = ("**", "＊＊", "∗∗", "✱✱", "••", "●●", "##", "xx", "$x", "€x", "£x", "█", "▇", "▓", "▒", "■", "░", "[", "<",
    "redact", "remove", "mask", "hidden", "delete", "suppress", "withh", "ocult", "masqu", "supprim")  # fmt: skip
_HEX = re.compile(r"[0-9a-f][0-9a-f]{31}")
"""Something of these is in every redacted text, in small letters: the quick way out for all others."""

_WHAT = (
    r"(?:content|text|data|number|name|phone|e-?mail|address|link|url|message|texto|n[úu]mero|nombre|correo|enlace"
    r"|texte|num[ée]ro|nom|adresse|lien)\s"
)
_GONE = r"(?:removed|masked|hidden|deleted|suppressed|withheld|ocult[oa]|masqu[ée]e?|supprim[ée]e?)"
_SAID = re.compile(
    rf"[\[<]\s?(?:{_WHAT})?(?:redacted|censored|anonymi[sz]ed|tachado|censurado|caviard[ée])"
    r"(?:[\s:_-]{1,2}\w{1,20}){0,3}\s?[\]>]"
    rf"|[\[<]\s?(?:{_WHAT})?{_GONE}"
    r"(?:[\s:_-]{1,2}(?:name|phone|number|e?-?mail|address|content|text|message|url|link|data|by|for|privacy|policy)){0,3}"
    r"\s?[\]>]"
    r"|\((?:\w{1,12}\s)?redacted(?:\s\w{1,12}){0,3}\)"
    rf"|\({_WHAT}{_GONE}\)"
    r"|(?-i:<(?:PHONE_NUMBER|EMAIL_ADDRESS|CREDIT_CARD|US_SSN|IP_ADDRESS|PERSON|LOCATION|IBAN_CODE)>|\bREDACTED\b)",
    _IC,
)
"""In so many words: [REDACTED], (name removed), <PHONE_NUMBER>. In braces it is a merge field."""
_BARS = re.compile(r"[█▇▓▒■░]{2,}")
"""Black bars."""
_DIGEST = re.compile(r"(?<![\w/=.-])(?=[a-fA-F]{0,40}\d)(?=\d{0,40}[a-fA-F])[0-9a-fA-F]{32,128}(?![\w/=.-])")
"""A hash of what was there."""
_RUN = r"(?:[*＊∗✱•●]{3,}|\#{3,})"
_STARRED = re.compile(
    rf"(?<![\w*#])(?P<before>\w{{0,40}}){_RUN}(?P<after>\w{{0,40}})(?P<more>(?:-\w{{0,40}}{_RUN}\w{{0,40}}){{0,4}}(?:-\d{{2,6}})?)"
)
"""Stars, bullets or hash signs, glued to a word or number or alone: 0722***118, J*****, ****, ###-###-####."""
_CROSSED = re.compile(
    r"(?<![\w*-])\(?(?:X{3}\)?[-.\s]X{2,3}|\*{3}\)?[-.\s]\*{2,3})[-.\s][X*\d]{4}(?![\w*])"  # XXX-XX-1234
    r"|(?-i:\bX{7,16}\b)"  # XXXXXXXXXX
    r"|(?<=\d{3}[ .-])X{2,4}[ .-][X\d]{3,4}\b"  # 0800 xxx 4411
    r"|(?<=\d{3}[ .-])[*•●#]{3}[ .-][*•●#]{3,4}(?![\w*•●#])"  # 415 *** ****
    r"|(?<=\d\d[ .-])(?:XX|[*•●#]{2})(?:[ .-](?:XX|[*•●#]{2})){1,3}(?![\w*•●#])"  # 06 12 ** ** 45
    r"|\b\d{0,8}X{3,12}-?\d{2,4}\b|\b\d{1,8}X{4,12}\b"  # XXXX4481, 98xxxxxx12, 0302xxxx
    r"|\b(?:X{4}[-\s]){2,3}[X\d]{4}\b|[$€£]X[X,.]{1,12}\b|\bXX([/-])XX\1(?:XX|\d\d){1,2}\b"  # $X,XXX, XX/XX/XXXX
    r"|(?:(?<=\bis )|(?<=\bes )|(?<=\best )|(?<=\bcode )|(?<=\bpin )|(?<=: ))(?-i:X{4,})(?![\w'])"
    r"(?! (?:gold|bitter|lager)\b)",  # code is XXXXXX; but there is a beer
    _IC,
)
"""X, or groups of marks, in place of digits."""

_IN_PLACE = re.compile(
    r"(?:\b(?:is|are|was|es|est|to|at|with|for|from|by|and|of|on|in|the|your|ur|my|our|dear|hi|hello|mrs?|ms|dr|code|pin|otp|password"
    r"|name|number|ref|id|amount|address|meet|call|contact|enter|see|ask|pay|de|del|para|con|por|en|a|su|tu|sra?|hola|c[óo]digo"
    r"|clave|le|la|votre|pour|avec|chez|bonjour|mme|à)\.? |[:=(\"'«] ?|[$€£])$",
    _IC,
)
"""What comes before a word: a mark after it stands in the place of one."""
_ACCOUNT = re.compile(
    r"\b(?:cards?|acc(?:oun)?t|a/c|acc?|visa|mastercard|amex|discover|maestro|debit|credit|checking|savings|chk|loan|policy|member"
    r"|wallet|iban|ending|ends|tarjetas?|cuentas?|cta|tdc|terminada|cartes?|comptes?|cb|livret)\b[^\n!?]{0,24}$",
    _IC,
)
_LAST_DIGITS = re.compile(r"\d{0,2}(?:[Xx*＊∗✱•●]{3,16}+[ -]?){1,4}\d{2,6}")
_BOTH_ENDS = re.compile(r"\d{2,8}[Xx*•]{3,8}\d{2,4}|[A-Z][A-Z\d]{0,7}[*•]{3,8}[A-Za-z\d]{1,3}")
_DIALLED = re.compile(
    r"(?:\b(?:call|dial|ring|contact|tel|whatsapp|reach|helpline|ll[aá]m\w{1,5}|appel\w{1,3})\b[^\n.!?]{0,40}|\+)$", _IC
)
_SWEARING = re.compile(
    r"(?:[fF]|fu|[sS]h?|[bB]i?|a|as|d|da|c|cr|h|n|p|w|m|put)\*+(?:k|t|ck|ch|er|ing|ed|s|n|g|e|m|y|a|da)*|F\*+K?"
)
_GREETING = re.compile(r"\b(?:hi|hello|hey|dear|hola|bonjour|mrs?|ms|sra?|mme)[ .]{1,2}$", _IC)
_RATED = re.compile(
    r"hotel|resort|\binn\b|lodge|\bspa\b|rat(?:ed|ing)|reviews?|\bstars?\b|h[ôo]tel|g[îi]te|estrellas|étoiles|avis", _IC
)
_FOOTNOTE = re.compile(r"(?:^|[\s.!(])\*{3} ?[^\W\d]{2}")
_DECORATION = re.compile(r"(?:^|(?<=\s))([*#•●■]{2,40})(?! ?[*#•●■])[^*#•●■\n]{1,80}\1(?=[\s.!,]|$)", re.MULTILINE)
_BAR_CHART = re.compile(r"[█▇■]{1,40}[░▒▓□]|▓{1,40}[░▒]|[█▇▓▒■░]{2,40}(?= {0,2}\d{1,3} ?%)")
_TOKEN = re.compile(r"\b(?:key|token|checksum|commit|tx|txid|sha-?256|md5|hash)\W{0,3}$", _IC)


@check(
    "RED001",
    "redacted-content",
    clause="No redaction",
    fix="Submit the text as the subscriber reads it; merge fields such as {{first_name}} may stay.",
    needs=(Need.MASK,),
)
def redacted_content(subject: Subject) -> Iterator[Hit]:
    """Part of the text is masked, blocked out or replaced by a hash.

    Compliance must be able to read what is sent. Left alone is what subscribers read themselves: merge fields ({{x}},
    [Name]), the last digits of a card or account ("card ending in 4821", "Visa ****4821"), a number or name that shows
    both its ends and is not there to be called ("204****117", "JO***A"), stars as decoration, rating or footnote, bars
    that show progress, kisses at the end of a text, sizes (XXL) and starred swearwords.
    """
    text = subject.message.text
    small = text.lower()
    if not has_any(small, _MARKS) and not _HEX.search(small):
        return
    masks = list(_masks(text))
    left_alone = {place for match in _DECORATION.finditer(text) for place in range(*match.span())} if masks else set()
    left_alone.update(place for link in (subject.links if masks else ()) for place in range(link.start, link.end))
    for match in masks:
        start, end = match.span()
        if start not in left_alone:
            yield Hit("Part of the text is redacted.", (Evidence(start, end, match.group()),))


def _masks(text: str) -> Iterator[Match[str]]:
    """What is masked and would not be in an ordinary text, kind by kind."""
    yield from _SAID.finditer(text)
    for match in _BARS.finditer(text):
        if not _BAR_CHART.match(text, match.start()):
            yield match
    for match in _DIGEST.finditer(text):
        if not _TOKEN.search(_before(text, match)):
            yield match
    for match in _CROSSED.finditer(text):
        if not _shown_in_part(text, match):
            yield match
    last_note = max((match.start() for match in _FOOTNOTE.finditer(text)), default=-1)
    for match in _STARRED.finditer(text):
        if _hides(text, match, last_note):
            yield match


def _before(text: str, match: Match[str]) -> str:
    return text[max(0, match.start() - _WINDOW) : match.start()]


def _shown_in_part(text: str, match: Match[str]) -> bool:
    """Whether the last digits of an account, or both ends of something that nobody is told to call, can be read."""
    before = _before(text, match)
    shown = match.group() + text[match.end() : match.end() + 7]
    account = _LAST_DIGITS.match(shown) is not None and _ACCOUNT.search(before) is not None
    return account or (_BOTH_ENDS.fullmatch(match.group()) is not None and not _DIALLED.search(before))


def _hides(text: str, match: Match[str], last_note: int) -> bool:
    """Whether stars or hash signs hide something; `last_note` is where the last footnote begins."""
    before, word, rest = _before(text, match), match["before"], match["after"]
    around = before[-20:] + text[match.end() : match.end() + 20]
    named = word.istitle() and _GREETING.search(before) is not None
    swearing = not named and _SWEARING.fullmatch(match.group()) is not None
    if swearing or _shown_in_part(text, match) or text.startswith("@", match.end()):
        return False
    if match["more"]:
        return True
    if not word and (not rest or rest.isalpha()):
        first = not before and re.match(r" (?:is|has|was|wants|sent|owes)\b", text[match.end() :]) is not None
        return (first or _IN_PLACE.search(before) is not None) and not _RATED.search(around)
    stars = len(match.group()) - len(word) - len(rest)
    if word in ("1", "2", "3", "4", "5") and not rest:
        return stars != int(word) and not _RATED.search(around)
    footnoted = word.isalpha() and not rest and stars == 3
    return not (footnoted and (len(word) >= 5 or last_note >= match.end()))


@check(
    "RED002",
    "redacted-recipient",
    clause="No redaction",
    fix="Give the destination number in full.",
    needs=(Need.RECIPIENT,),
)
def redacted_recipient(subject: Subject) -> Iterator[Hit]:
    """The destination number is masked or replaced by a hash.

    A number that is merely malformed is another finding.
    """
    number = subject.recipient
    if number is not None and number.reason == REDACTED:
        yield Hit("The destination number is redacted.")
