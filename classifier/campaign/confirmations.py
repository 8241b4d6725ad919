"""What the texts must say that answer a subscriber: opt-in, opt-out and help. English, Spanish and French.

Source: CTIA messaging principles and the registry's guide to confirmation texts. Opt-in: brand, HELP, STOP, frequency,
"msg & data rates may apply". Opt-out: brand, acknowledgement, that no more messages follow. Help: brand, and a phone
number, e-mail address or link. A text that is not given is not asked for, except the help text.
"""

import re
from collections.abc import Iterator

from classifier.acknowledgement import ACKNOWLEDGES, NO_MORE
from classifier.campaign.brands import speaks_for_brand
from classifier.campaign.contacts import has_contact
from classifier.campaign.dossier import Dossier
from classifier.campaign.seen import Seen
from classifier.policy import Intent
from classifier.wording import any_of

_MESSAGES = (
    r"(?:msgs?|messages?|texts?|txts?|sms|alerts?|polls?|reminders?|updates?|codes?|notifications?|mensajes?|alertas?"
    r"|avisos?|textos?|textos|avis|alertes?|rappels?)\b"
)
_COUNT = (
    r"(?:\d+(?:\s?(?:-|–|to|a|à|or|o|ou)\s?\d+)?\+?|one|two|three|four|five|six|seven|eight|ten|dos|tres|cuatro"
    r"|deux|trois|quatre|a\s+few|several|occasional|algunos|quelques)"
)
_PERIOD = (
    r"(?:day|week|month|mo|year|yr|visit|order|delivery|booking|purchase|request|sign-?in|log-?in|appointment|event|d[íi]a"
    r"|semana|mes|pedido|cita|solicitud|jour|semaine|mois|commande|livraison|demande)s?\b"
)
_FREQUENCY = any_of(
    r"freq|frecuencia|fr[ée]quence",
    rf"{_COUNT}\s*(?:[\w'’&-]{{1,30}}\s+){{0,3}}?{_MESSAGES}",
    rf"{_COUNT}\s+(?:[\w'’&-]{{1,30}}\s+){{0,2}}?(?:per|an?|each|every|al|por|a\s+la|par)\s+{_PERIOD}",
    rf"{_MESSAGES}\s*/\s*{_PERIOD}|\d+\s*/\s*{_PERIOD}",
    rf"{_MESSAGES}\s+(?:may\s+)?var(?:y|ies)\b|recurring|recurrentes?|r[ée]currents?",
    rf"(?:daily|weekly|biweekly|monthly|quarterly|yearly|diari[oa]s?|semanal(?:es)?|mensual(?:es)?|quotidien\w*"
    rf"|hebdomadaires?|mensuels?)\s+(?:\w+\s+)?{_MESSAGES}",
    rf"{_MESSAGES}\s+(?:\w+\s+)?(?:daily|weekly|monthly|diari[oa]s?|semanal(?:es)?|mensual(?:es)?|hebdomadaires?|mensuels?)\b",
)
_RATES = any_of(
    r"(?:msgs?|messages?|messaging|texts?|sms)\s*(?:&|&amp;|and|\+|/|n)?\s*data\b",
    r"(?:data|carrier|standard|message|messaging|text|msg)\s+(?:rates?|fees?|charges?)\b",
    r"rates\s+(?:may\s+)?apply\b",
    r"(?:tarifas|cargos|costos|costes)\b[^.!]{0,40}\b(?:mensajes?|datos|sms)\b",
    r"(?:mensajes?|datos)\b[^.!]{0,30}\b(?:tarifas|cargos|costos|costes)\b",
    r"(?:frais|tarifs)\b[^.!]{0,40}\b(?:messagerie|messages?|donn[ée]es|sms|textos?)\b",
)
_BETWEEN_KEYWORDS = re.compile(r"[,;/|\n\"'.]")
_CONTENTS = {
    "optinMessage": ("brand", "HELP", "STOP", "frequency", "rates"),
    "optoutMessage": ("brand", "acknowledgement", "end"),
    "helpMessage": ("brand",),
}
_TOLD = {
    "brand": "the brand's name",
    "HELP": "how to get help (HELP)",
    "STOP": "how to opt out (STOP)",
    "frequency": "how often messages come",
    "rates": "that message and data rates may apply",
    "acknowledgement": "that the opt-out was received",
    "end": "that no more messages follow",
}
"""What a text must tell, in words."""


def confirmation_incomplete(dossier: Dossier) -> Iterator[Seen]:
    """An opt-in, opt-out or help text that leaves out something it must say."""
    for field, text in dossier.registration.confirmations.items():
        missing = [part for part in _CONTENTS[field] if not _tells(dossier, part, text)]
        if missing:
            named = ", ".join(_TOLD[part] for part in missing)
            reason, fix = f"{field} does not say {named}.", f"Say {named}."
            yield Seen(field, "confirmation-incomplete", reason, about=_about(field, missing), fix=fix)
    yield from _unhonoured(dossier)


def _unhonoured(dossier: Dossier) -> Iterator[Seen]:
    """Keywords for opting out of which providers honour none: subscribers who send STOP must be let go."""
    field = "optoutKeywords"
    keywords = dossier.registration.keywords.get(field)
    honoured = {word.word.casefold() for word in dossier.policy.lists.reply_words if word.intent is Intent.OPT_OUT}
    if keywords is None or not keywords.strip():
        return  # what is not given is not judged
    named = [" ".join(word.split()).casefold() for word in _BETWEEN_KEYWORDS.split(keywords)]
    if honoured.isdisjoint([*named, *(part for word in named for part in word.split())]):
        reason = f"{field} has no word that providers honour."
        yield Seen(field, "confirmation-incomplete", reason, about=field, fix="Add STOP.")


def missing_help(dossier: Dossier) -> Iterator[Seen]:
    """A help text without phone number, e-mail address or link, or none at all."""
    text = dossier.registration.help_message
    if not text or not text.strip():
        yield Seen("helpMessage", "missing-help", "There is no helpMessage, the answer to HELP.")
    elif not has_contact(text):
        yield Seen("helpMessage", "missing-help", "helpMessage has no phone number, e-mail address or link.")


def _tells(dossier: Dossier, part: str, text: str) -> bool:
    match part:
        case "brand":
            return speaks_for_brand(dossier, text)
        case "HELP":
            return bool(_offered(dossier, Intent.HELP).search(text))
        case "STOP":
            return dossier.tells_how_to_opt_out(text) or bool(_offered(dossier, Intent.OPT_OUT).search(text))
        case "frequency":
            return bool(_FREQUENCY.search(text))
        case "rates":
            return bool(_RATES.search(text))
        case "acknowledgement":
            return bool(ACKNOWLEDGES.search(text))
        case _:
            return bool(NO_MORE.search(text))


def _offered(dossier: Dossier, intent: Intent) -> re.Pattern[str]:
    """One of the words that providers take for this, in capitals or after a verb that asks to send it."""
    words = "|".join(re.escape(word.word) for word in dossier.policy.lists.reply_words if word.intent is intent)
    verbs = r"reply|text|txt|send|respond\w*|responda|env[ií]e|r[ée]pondez|envoyez"
    return re.compile(rf"\b(?:{words})\b|\b(?i:(?:{verbs})\s+[\"'“«]?\s?(?:{words}))\b")


def _about(field: str, missing: list[str]) -> str:
    """The part that the registry's code is about: of an opt-in text STOP and HELP come first."""
    first = "STOP" if {"HELP", "STOP"} & set(missing) else missing[0]
    return f"{field} {first}"
