"""What a text says about consent: how to opt out, that somebody has opted out, and whether it goes on selling then.

In English, Spanish and French. A few stems decide first whether the patterns are worth trying: most texts have none.
"""

import re
import unicodedata
from functools import lru_cache
from re import Match

from classifier import promotion
from classifier.acknowledgement import CONFIRMS, OF_TEXTS, TEXTS
from classifier.folding.stems import has_any
from classifier.policy import Intent, ReplyWord
from classifier.types import Evidence
from classifier.wording import either

_WINDOW = 160
"""Characters before and after a place that may be of its sentence."""


_VERB = (
    r"(?:repl(?:y|ying)|rply|respond|answer|te?xt(?:ing)?|send(?:ing)?|snd|message|msg|sms|type|use|put|say|write"
    r"|resp(?:ond[aeé](?:nos|r)?)?|contest[aeá]|env[ií][aeá](?:nos)?|enviar|mand[aeá]|escrib[aeí]"
    r"|r[ée]pond(?:ez|s|re)|r?envoye[rz]|envoie|textez?|tapez|[ée]crivez)"
)
_GAP = r"[\s:\"'“”‘’«»*\[(]{1,4}"
_FILLER = rf"(?:{_GAP}(?:back|with|w/|us|the|word|con|la|palabra|un|par|avec|le|mot|sms|texto|mensaje|a|by)){{0,4}}"
_OUT = (
    r"(?:opt(?:ing)?[\s-]?out|unsub(?:s|scribe|scribing)?|quit|stop|cancel(?:ar)?|be\s+removed|no\s+(?:more|desea|m[áa]s)"
    r"|salir|no\s+recibir|(?:dar(?:se|te)?\s+de\s+)?baja|desuscrib\w+|(?:(?:vous|te|se)\s+)?d[ée]s(?:abonn|inscri)\w+|ne\s+plus)"
)
_END = r"(?:end|leave|remove|exit|terminar|parar|arr[êe]ter|mettre\s+fin)"
_TO = r"(?:\W{0,3}\b(?:to|2|for|para|pour|if|si)\b\W{0,2}(?:an?\s)?|\s?[=:>→]{1,2}\s?(?:to\s)?|2|4)"
_THESE = r"(?:(?:these|this|all|our|the|future|further|more|any|receiving|getting|text|marketing|promotional)\s+){0,3}"
_ESTOS = r"(?:\s+(?:m[áa]s|estos|estas|nuestros|nuestras|los|las|este|tipo|de|la|sus)){0,4}"
_ASKS = either(
    rf"\b(?:to|2)\s+(?:opt[\s-]?out|unsub(?:scribe)?)\b{OF_TEXTS}",
    rf"\bto\s+(?:end|stop|quit|cancel|leave)\s+{_THESE}(?:{TEXTS}|list)\b",
    r"\b(?:reply|text|txt|send|call|press|click|tap|visit|e-?mail|write)\b[^.!?\n]{1,60}?\sto\s+be\s+removed\b",
    rf"\bto\s+be\s+removed\s+from\s+(?:our|this|the|my)\s+(?:\w+\s)?(?:list|database|{TEXTS})\b",
    # reply N to stop; to stop: dial *5#
    r"\b(?:reply|text|txt|send|press|type)\s+(?:with\s)?(?:\S{1,12}|(?-i:[A-Z]+ [A-Z]+))\s(?:to|2)\s+"
    r"(?:stop|end|quit|unsub|leave)(?=\s?(?:[.,;!)|]|$))|\bto\s+(?:stop|quit)[:,]?\s(?:reply|text|txt|send|sms|dial)\b",
    r"\b(?:opt[\s-]?outs?|unsub(?:scribe)?)\s?[:=@?]|\bno\s+more\s+(?:texts?|msgs?|messages?)\s?[?:=]",
    r"\b(?:unsub(?:scribe)?|opt[\s-]?out)\s+(?:at\s(?!any)|here|via|link|reply|txt|text|press|dial"
    r"|by\s(?:\w+ing|e-?mail|phone|mail)\b|in\s(?:\w+\s)?(?:app|account|settings|profile|preferences)\b)",
    rf"\bpara\s+(?:(?:no|dejar\s+de)\s+recibir|cancelar|parar)(?={_ESTOS}\s+{TEXTS}\b)",
    r"\bpara\s+(?:(?:no|dejar\s+de)\s+recibir|salir)(?=\s?[.!:]|\s?$)",
    rf"\bpara\s+(?:dar(?:se|te)\s+de\s+baja{OF_TEXTS}|desuscribir\w{{0,3}})",
    rf"\bpour\s+(?:ne\s+plus\s+recevoir|arr[êe]ter|stopper)\s+(?:(?:de|nos|ces|les|vos)\s+|d['’])?{TEXTS}\b",
    rf"\bpour\s+(?:vous|te|se)\s+d[ée]s(?:abonner|inscrire)\b{OF_TEXTS}",
)
"""Speaks of how to opt out of texts, whatever the words that it offers."""
_CONDITION = either(
    r"\b(?:if|when|unless|until|once|after|before|si|cuando|d[èe]s\s+que)\b",
    rf"\b{_VERB}{_GAP}(?:\w+\W+)?(?-i:STOP|END|BAJA|ALTO|ARRET)\b",
)
"""Before "you will no longer receive" in a sentence: it has not happened."""
_AGAIN = either(
    r"\b(?:start|unstop|resume|(?:re-?)?subscribe|re-?join\w*|again|stops?|volver|suscr[ií]b\w*|r[ée]abonn\w*)\b"
)
_NAME = re.compile(r"[^:\n]{1,40}:")
"""Who writes, such as "Deals Direct:"."""
_PLAIN = re.compile(r"STOP|UNSUB|OPT|ARR|BAJA|CANCELAR").match
"""Begins words that count however they are written, after a verb."""
_NO_WORD = r"(?![-'’]\w|\s?&\s?shop|\s+(?-i:by)\b)"
"""Not "stop-motion", "Stop & Shop", "stop by"."""
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_ONE_TIME_CODE = either(
    r"\b(?:verification|security|log-?in|sign-?in|one-?time|access|authentication|confirmation)\s+(?:(?:pass)?code|pin)\b",
    r"\b(?:OTP|2FA|passcode|c[óo]digo\s+(?:de\s+)?(?:verificaci[óo]n|seguridad|acceso)|code\s+de\s+(?:v[ée]ri|s[ée]cu)\w+)\b",
)
_CODE = re.compile(r"\d{3}")

_SPEAKS = re.compile(
    r"\b(?:stop|unsub|opt|halt|revoke|remov|cancel|quit|end|leav|exit|td\b|arr|alto|parar|baja|recib|salir|desuscrib"
    r"|recevoir|d[ée]s(?:ab|in)|no\s(?:more|m[áa]s)|ne\splus|mettre)",
)
"""Begins a word in every text that speaks of opting out."""
_SPEAK_STEMS = ("stop", "unsub", "opt", "end", "quit", "cancel", "remov", "leav", "halt", "revoke", "exit", "td",
    "arr", "alto", "parar", "baja", "recib", "salir", "desusc", "recev", "abon", "inscr", "no m", "ne plus",
    "mettre")  # fmt: skip
_CONFIRM_STEMS = ("unsub", "opted", "opt-out", "opt out", "optout", "removed", "longer", "will not", "won't", "won’t",
    "no more", "no further", "baja", "cancelad", "recib", "enviaremos", "recevrez", "abonn", "inscri")  # fmt: skip
"""Stems of which a text must have one; looking for them is far faster than any pattern."""


def _has(text: str, stems: tuple[str, ...]) -> bool:
    return has_any(text.lower(), stems)


@lru_cache(maxsize=256)
def _speaks(text: str) -> bool:
    lowered = text.lower()
    return has_any(lowered, _SPEAK_STEMS) and _SPEAKS.search(lowered) is not None


@lru_cache(maxsize=256)
def asks(text: str) -> Evidence | None:
    """Where the text speaks of how to opt out of texts, whatever the words that it offers."""
    found = _ASKS.search(text) if _speaks(text) else None
    return _evidence(found) if found else None


def one_time_code(text: str) -> bool:
    """Whether the text brings a code to sign in with."""
    return _has(text, ("code", "otp", "2fa", "digo", "pin")) and bool(
        _CODE.search(text) and _ONE_TIME_CODE.search(text)
    )


def instruction(text: str, words: tuple[ReplyWord, ...]) -> bool:
    """Whether the text says how to opt out with one of the words that providers honour."""
    if not text.isascii():
        text = _plain(text)
    return _speaks(text) and _instructions(words).search(text.rstrip()) is not None


def _plain(text: str) -> str:
    """The text without compatibility forms and invisible characters; looking whether there are any is faster."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text if _INVISIBLE.keys().isdisjoint(map(ord, set(text))) else text.translate(_INVISIBLE)


@lru_cache(maxsize=8)
def _instructions(words: tuple[ReplyWord, ...]) -> re.Pattern[str]:
    """The ways to offer a word. Words that are also said otherwise ("end", "quit") count in capitals or quotes."""
    named = sorted((word.word.upper() for word in words if word.intent is Intent.OPT_OUT), key=len, reverse=True)
    capitals, plain = (
        "|".join(re.escape(w).replace(r"\ ", r"[\s-]?") for w in ws) for ws in (named, filter(_PLAIN, named))
    )
    loud, helps, no = rf"(?-i:{capitals})", r"(?-i:HELP|INFO|AIDE|AYUDA)", r"(?<!\bnot )(?<!n't )(?<!cannot )(?<!\bno )"
    return either(
        # reply STOP, text HELP or STOP, send "end"
        rf"\b{no}{_VERB}{_FILLER}{_GAP}(?:\w+\W+(?:or|ou|o)\W{{1,2}})?"
        rf"(?:{plain}|{loud}|(?<=[\"'“‘«])(?:{capitals}))\b{_NO_WORD}",
        # STOP to opt out, stop2quit; STOP=end; STOP ends
        rf"\b(?:{capitals})[\"'”»*)\]]?{_TO}{_OUT}\b|\b{loud}[\"'”»*)\]]?(?:{_TO}{_END}|\s(?:ends|cancels|stops|quits|opts))\b",
        rf"\bstop(?:\W{{0,3}}to\W{{0,3}}|\s?[2=]\s?){_END}(?=\s?[.,;!)|]|\s?$|\s+{_THESE}{TEXTS})",
        # unsub: balas STOP; BAJA=no más
        rf"\b(?:{_OUT}|no\s(?:m[áa]s\s)?sms)\W{{0,3}}(?:\w+\s){{0,2}}(?-i:{plain})\b|\b{loud}\s?=",
        # STOP au 36111, STOP anytime, HELP/STOP, and at the very end of a text
        rf"(?<!bus )(?<!tram )\b(?:{loud}|stop)"
        r"(?:\s?(?:sms|pub)?\s?(?:au|to|al|a|@|:)\s?\d{3,6}|\s?(?:sms\s?)?\d{5,6}|\s+any\s?time)\b",
        rf"\b{helps}\s?(?:/|or|ou|o|&|,)\s?{loud}\b|\b{loud}\s?(?:/|or|ou|o|&|,)\s?{helps}\b",
        rf"(?:[.!?|/\n,;:(-]\s{{0,3}}|(?-i:[a-z\d]) |\b{helps}\W{{1,3}})(?-i:{plain})"
        r"(?:\s(?:SMS|PUB))?\s?[.!)*]{0,3}$",
    )


def _evidence(match: Match[str]) -> Evidence:
    return Evidence(match.start(), match.end(), match.group())


def _sentence(text: str, match: Match[str]) -> tuple[int, int]:
    """Where the sentence around it begins and ends, at most a window away."""
    start = max(text.rfind(end, max(0, match.start() - _WINDOW), match.start()) for end in ".!?\n") + 1
    ends = [place for end in ".!?\n" if (place := text.find(end, match.end(), match.end() + _WINDOW)) >= 0]
    return max(start, match.start() - _WINDOW), min(ends, default=min(len(text), match.end() + _WINDOW))


@lru_cache(maxsize=256)
def confirmed(text: str) -> bool:
    """Whether the text confirms an opt-out; not where it says what would follow one."""
    if not _has(text, _CONFIRM_STEMS):
        return False
    for match in CONFIRMS.finditer(text):
        if not _CONDITION.search(text, _sentence(text, match)[0], match.start()):
            return True
    return False


def sales(text: str) -> tuple[Evidence, ...]:
    """What a text that confirms an opt-out sells."""
    found = list(promotion.SELLING.finditer(text))
    name = _NAME.match(text)
    for match in promotion.GOODS.finditer(text, name.end() if name else 0):
        start, end = _sentence(text, match)
        if not CONFIRMS.search(text, start, end) and not _AGAIN.search(text, start, end):
            found.append(match)
    return tuple(_evidence(match) for match in sorted(found, key=Match.start))
