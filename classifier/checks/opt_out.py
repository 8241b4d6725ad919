"""OPT: consent. Source: ISV guideline, row opt-out; FCC 47 CFR 64.1200(a)(10); CTIA principles; national keywords.

What counts as saying how to opt out: an instruction that ends in a word which providers honour ("reply STOP", "STOP to
end", "envoyez STOP au 36111"), in English, Spanish or French.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from classifier.check import check
from classifier.policy import Intent, ReplyWord
from classifier.subject import Subject
from classifier.types import Effect, Evidence, Hit

ACKNOWLEDGEMENT_WITHIN = timedelta(minutes=5)
"""After an opt-out, one text that confirms it may still be sent. Source: the provider's error 200."""

_VERB = (
    r"(?:reply|rply|respond|answer|text|txt|txtstop|send|snd|message|msg|type|use|say|write"
    r"|responda?s?|responde|contesta|conteste|env[ií]a|env[ií]e|enviar|manda|mande|texto|escribe|escriba"
    r"|r[ée]pond(?:ez|s|re)|envoye[rz]|envoie|textez?|tapez|[ée]crivez)"
)
_BETWEEN = r"(?:\W+(?:back|with|us|the\s+word|con|la\s+palabra|un|par|avec|le\s+mot|word|sms|a|by)){0,3}\W+"
_PURPOSE = (
    r"(?:opt(?:ing)?[\s-]?out|unsub(?:scribe)?|unsubscribing|end|quit|stop|cancel|leave|remove|no\s+more"
    r"|cancelar|salir|(?:darse|darte|dar)\s+de\s+baja|baja|no\s+recibir|terminar|d[ée]sabonner|d[ée]sinscrire"
    r"|(?:vous|te|se)\s+d[ée]s\w+|arr[êe]ter|ne\s+plus|mettre\s+fin|parar|desuscrib\w+)"
)
_TO = r"(?:\W*(?:\b(?:to|2|for|para|pour|if)\b|[=:>→])\W*(?:an?\s+)?|2|4)"
_ASKS_TO_OPT_OUT = re.compile(
    r"\bto\s+(?:opt[\s-]?out|unsubscribe|be\s+removed|end\s+(?:these|this|all|texts?|msgs?|messages?|alerts?|sms)|"
    r"stop\s+(?:these|receiving|getting|texts?|msgs?|messages?|alerts?|sms|all)|leave\s+(?:the|this|our)\s+list|"
    r"(?:cancel|quit)\s+(?:these|texts?|msgs?|messages?|alerts?|sms))|\bopt[\s-]?outs?\s*[:=@]|\bunsub(?:scribe)?\s*[:=@]"
    r"|\bunsubscribe\s+(?:at|here|via|by|link|in)\b|\bno\s+more\s+(?:texts?|msgs?|messages?)\s*\?"
    r"|\b(?:para|pour)\s+(?:no\s+recibir|cancelar\s+(?:la\s+suscripci[óo]n|los\s+mensajes|sms)|darse\s+de\s+baja|darte\s+de\s+baja"
    r"|dejar\s+de\s+recibir|(?:vous|te|se)\s+d[ée]s(?:abonner|inscrire)|ne\s+plus\s+recevoir|arr[êe]ter\s+les)",
    re.IGNORECASE,
)
_ACKNOWLEDGES = re.compile(
    r"\b(?:you(?:'ve|\s+have|\s+are|'re|\s+were)?\s+(?:now\s+|been\s+|successfully\s+|all\s+)*"
    r"(?:unsubscribed|opted[\s-]?out|removed|off\s+(?:the|our)\s+list)"
    r"|(?:will|shall)\s+(?:not|no\s+longer)\s+(?:receive|get|hear)|won't\s+(?:receive|get|hear|text)"
    r"|no\s+(?:more|further)\s+(?:messages?|texts?|msgs?)\s+will|(?:ha|has|hemos)\s+(?:sido\s+)?(?:cancelado|dado\s+de\s+baja)"
    r"|ya\s+no\s+(?:recibir\w+|le\s+enviaremos)|no\s+recibir[áa]s?\s+m[áa]s"
    r"|vous\s+(?:[êe]tes|avez\s+[ée]t[ée])\s+d[ée]s(?:abonn|inscri)\w*|ne\s+recevrez\s+plus|unsubscribed\s+successfully)",
    re.IGNORECASE,
)
_SELLS = re.compile(
    r"\d+\s?%\s?(?:off|de\s+descuento|de\s+r[ée]duction|dto)|[-−]\d{1,2}\s?%|\b(?:sales?|coupons?|promo(?:tion)?s?|discounts?|deals?|special\s+offers?"
    r"|offers?|save\s+[$€£]?\d|shop\s+now|buy\s+(?:one|now|\d)|bogo|order\s+now|free\s+(?:shipping|gift|delivery|trial)|clearance|last\s+chance"
    r"|new\s+arrivals|check\s+out\s+our|book\s+now|limited\s+time|ofertas?|descuentos?|rebajas|promoci[óo]n(?:es)?|compra\s+ahora"
    r"|soldes|r[ée]ductions?|promos?|offre\s+sp[ée]ciale|achetez)\b",
    re.IGNORECASE,
)


@check(
    "OPT001",
    "opted-out",
    clause="Opt-out",
    fix="Remove the subscriber from the list; nothing more may be sent from any sender ID.",
)
def opted_out(subject: Subject) -> Iterator[Hit]:
    """The recipient has opted out.

    It holds whatever the sender ID. One text that confirms the opt-out, and is not selling, is left alone within five
    minutes of it.
    """
    if not subject.context.opted_out:
        return
    at, sent = subject.context.opted_out_at, subject.message.sent_at
    in_time = at is not None and sent is not None and timedelta(0) <= sent - at <= ACKNOWLEDGEMENT_WITHIN
    if not (in_time and _ACKNOWLEDGES.search(subject.message.text)):
        yield Hit("The recipient has opted out, which holds for every sender ID.")


@check(
    "OPT002",
    "do-not-call",
    clause="Opt-out: national do-not-call lists",
    fix="Exclude the number: subscribers on a do-not-call list are not texted.",
)
def do_not_call(subject: Subject) -> Iterator[Hit]:
    """The recipient is on a do-not-call list."""
    if subject.context.on_dnc:
        yield Hit("The recipient is on a do-not-call list.")


@check(
    "OPT003",
    "missing-opt-out",
    effect=Effect.REVIEW,
    clause="Opt-out",
    fix="Add how to opt out, such as: Reply STOP to opt out.",
)
def missing_opt_out(subject: Subject) -> Iterator[Hit]:
    """A first or marketing message that does not say how to opt out.

    Later messages, and those of a use case that is not marketing, are left alone; so are texts that confirm an opt-out,
    and one-time codes.
    """
    due = subject.is_marketing or (subject.message.first_contact and subject.use_case not in ("2FA", "OTP"))
    text = subject.message.text
    if not due or _ACKNOWLEDGES.search(text) or _ASKS_TO_OPT_OUT.search(text):
        return
    if not instruction(text, subject.policy.lists.reply_words):
        what = "marketing" if subject.is_marketing else "first"
        yield Hit(f"This {what} message does not say how to opt out.")


@check(
    "OPT004",
    "unrecognised-opt-out",
    effect=Effect.REVIEW,
    clause="Opt-out",
    fix="Offer a word that every provider honours, such as: Reply STOP to opt out.",
)
def unrecognised_opt_out(subject: Subject) -> Iterator[Hit]:
    """The message says how to opt out with words that no provider recognises.

    "Text 2 to opt out", or a link or phone number alone, does not count. A message that offers a recognised word as
    well is left alone.
    """
    text = subject.message.text
    asks = _ASKS_TO_OPT_OUT.search(text)
    if asks and not instruction(text, subject.policy.lists.reply_words):
        evidence = (Evidence(asks.start(), asks.end(), asks.group()),)
        yield Hit("No word that providers honour is offered for opting out.", evidence)


@check(
    "OPT005",
    "marketing-after-opt-out",
    clause="Opt-out: one confirmation without marketing",
    fix="Confirm the opt-out and nothing else.",
)
def marketing_after_opt_out(subject: Subject) -> Iterator[Hit]:
    """A text that confirms an opt-out and goes on selling.

    How to subscribe again, and where to get help, are left alone.
    """
    text = subject.message.text
    if not _ACKNOWLEDGES.search(text):
        return
    sells = tuple(Evidence(match.start(), match.end(), match.group()) for match in _SELLS.finditer(text))
    if sells:
        yield Hit("The text confirms an opt-out and goes on selling.", sells)


def instruction(text: str, words: tuple[ReplyWord, ...]) -> bool:
    """Whether the text says how to opt out with one of the words that providers honour."""
    return any(pattern.search(text) for pattern in _instructions(words))


@lru_cache(maxsize=8)
def _instructions(words: tuple[ReplyWord, ...]) -> tuple[re.Pattern[str], ...]:
    """The ways to offer a word: after a verb, before a purpose, or alone in capitals at the end of the text."""
    named = sorted((word.word for word in words if word.intent is Intent.OPT_OUT), key=len, reverse=True)
    word = "(?:" + "|".join(re.escape(name).replace(r"\ ", r"[\s-]?") for name in named) + ")"
    anyhow = re.compile(
        rf"\b{_VERB}{_BETWEEN}(?:\w+\W+(?:or|ou|o)\W+)?['\"“”«»*\[(]*{word}\b|\b{word}['\"”»*)\]]*{_TO}{_PURPOSE}\b"
        rf"|\b(?:opt[\s-]?out|unsubscribe|unsub|baja|d[ée]sabonnement|d[ée]sinscription)\W{{0,3}}\s?(?:{_VERB}\s+)?(?-i:STOP|END|QUIT)\b",
        re.IGNORECASE,
    )
    capitals = word.upper()
    alone = re.compile(
        rf"\b(?:{capitals})(?:\s*(?:SMS|au|to|al|@|:)?\s*\d{{5,6}}|\s+(?:anytime|any\s+time|para\s+salir))|"
        rf"(?:[.!|/\n,;-]\s*|HELP\W+)(?:{capitals})\s*[.!)]*\s*$"
    )
    return anyhow, alone
