"""How message flows tell of consent and of its absence, in English, Spanish and French."""

import re

from classifier.wording import any_of

_OBJECT = (
    r"(?:lists?|files?|leads?|(?:phone\s+|mobile\s+|cell\s+)?numbers?|contacts?|databases?|records|data|opt-?ins?"
    r"|recipients|listas?|n[úu]meros?|contactos|bases?\s+de\s+(?:datos|donn[ée]es)|datos|listes?|num[ée]ros?"
    r"|coordonn[ée]es|fichiers?)\b"
)
_NO_OBJECT = (
    r"(?:they|we|he|she|you|who|and|or|then|with|at|in|on|enter|gives?|provide|leave|their|your|y|et|con|sus|leurs?)"
)
_FEW = r"(?:[\w'’-]{1,30}\s+){0,4}?"
"""A few words, as few as possible."""
_THEM = rf"\s+(?:(?!{_NO_OBJECT}\b)[\w'’-]{{1,30}}\s+){{0,4}}{_OBJECT}"
"""The object of a verb before it: "a list", "fresh leads", "a file of homeowners"."""
_SOURCE = (
    r"(?:(?:data|list|lead|contact)s?[\s-]+(?:brokers?|providers?|vendors?|suppliers?|sellers?|compan(?:y|ies))"
    r"|third[\s-]part(?:y|ies)|(?:our\s+|other\s+|marketing\s+|business\s+){0,3}(?:partners?|affiliates?|sponsors?)"
    r"|other\s+(?:companies|brands|businesses|websites|senders)"
    r"|public(?:ly)?\s+(?:[\w-]{1,30}\s+){0,2}(?:records?|director(?:y|ies)|pages|profiles|sources|websites|listings)"
    r"|(?:white|yellow)\s+pages|voter\s+(?:files?|rolls?|lists?|registration)|linkedin|facebook|instagram|google\s+maps"
    r"|social\s+media|the\s+(?:web|internet)|terceros|socios|directorios|tiers|partenaires)\b"
)
_PARTNERS = (
    r"(?:partners?|affiliates?|sponsors?|publishers?|third\s+part(?:y|ies)|(?:sister|other|parent)\s+compan(?:y|ies)"
    r"|socios|partenaires)"
)
_OUR_PROVIDER = (
    rf"(?:{_FEW}(?:messaging|sms|text\w*|carriers?|aggregators?|platforms?|processors?|service\s+providers?))"
)

TAKEN = any_of(
    rf"(?:buy(?:s|ing)?|bought|purchas(?:e|es|ed|ing)|rent(?:s|ed|ing)?|leas(?:e|es|ed|ing)){_THEM}",
    rf"(?:licens(?:e|es|ed|ing)|acquir(?:e|es|ed|ing)|scrap(?:e|es|ed|ing)|harvest(?:s|ed|ing)?|crawl(?:s|ed)?){_THEM}",
    rf"(?:compra(?:mos|n|r)?|alquila(?:mos|r)?|adquiri(?:mos|r)){_THEM}",
    rf"(?:achet(?:ons|er|é)|lou(?:ons|er|é)){_THEM}",
    rf"{_OBJECT}\s+(?:(?:that|which|we|were|was|are|is|have|has|been|que|qui|sont|ont|été|son|fueron)\s+){{0,4}}"
    r"(?:bought|purchased|rented|leased|scraped|harvested|comprad[oa]s|alquilad[oa]s|achet[ée]e?s|lou[ée]e?s)\b",
    r"(?:purchased|bought|rented|scraped|harvested|third[\s-]party)\s+(?:[\w-]{1,30}\s+){0,2}"
    r"(?:lists?|leads?|data(?:base)?|contacts)\b",
    r"(?:scraping|scraper|web\s?crawler|browser\s+extension|lead\s+lists?|(?:data|list|lead)\s+brokers?)\b",
    r"(?:obtain|get|got|collect|gather|source|pull|take|receive|import|extract|find|come|upload|download)"
    r"(?:s|ed|n|ing)?\b[^.;!?]{0,90}?\b(?:from|through|via|off|out\s+of)\s+"
    rf"(?:(?:an?|the|our|their|several|various)\s+){{0,2}}{_SOURCE}",
    rf"(?:obten(?:emos|idos)|recib(?:imos|idos)|saca(?:mos|dos))\b[^.;!?]{{0,60}}?\bde\s+(?:los\s+|nuestros\s+)?{_SOURCE}",
    rf"(?:obten(?:ons|us)|reçus|recueillis)\b[^.;!?]{{0,60}}?\b(?:de|auprès\s+de)\s+(?:nos\s+|des\s+)?{_SOURCE}",
)
"""Numbers that the brand did not get from the people themselves."""

SHARED = any_of(
    rf"{_PARTNERS}(?:,[^,.;]{{1,80}},)?\s+(?:\w+\s+){{0,2}}?(?:shares?|sends?|sells?|gives?|pass(?:es)?|provides?|suppl(?:y|ies)|forwards?"
    rf"|transfers?)\s+(?:us\s+)?(?:[\w'’-]{{1,30}}\s+){{0,3}}(?:{_OBJECT}|them\b)",
    rf"(?:partners|affiliates|sponsors|publishers|third\s+parties)\s+(?:collect|gather|obtain|generate|capture){_THEM}",
    r"(?:shar(?:e|es|ed|ing)|sells?|sold|pass(?:es|ed)?|trad(?:e|es|ed)|exchang(?:e|es|ed)|swaps?|compart(?:imos|en)"
    rf"|vend(?:emos|en|ons|ent)|partage(?:ons|nt))\s+{_FEW}(?:{_OBJECT}|them\b|information\b)\s+(?:on\s+)?"
    rf"(?:with|to|con|a|avec|à)\s+(?!{_OUR_PROVIDER})",
    rf"(?:agree|consent)s?\s+to\s+(?:be\s+contacted|hear|receive\s+\w+)\s+(?:by|from)\s+{_FEW}"
    r"(?:partners?|affiliates?|associates|third\s+parties)\b",
    rf"consent\w*\s+{_FEW}(?:given\s+to|transferred|inherited)\b",
)
"""Numbers or consent that go from one company to another."""

ASSUMED = any_of(
    r"(?:automatically|by\s+default|autom[áa]ticamente|automatiquement)\s+(?:\w+\s+){0,2}?"
    r"(?:enroll?(?:s|ed)?|opt(?:ed|s)?[\s-]in|subscribed?|added?|receives?|signed\s+up|inscri\w+|suscri\w+)\b",
    r"(?:enroll?ed|opted[\s-]in|subscribed|added|signed\s+up|inscri\w+|suscrit\w+)\s+"
    r"(?:automatically|by\s+default|autom[áa]ticamente|automatiquement)\b",
    r"pre-?\s?(?:ticked|checked|selected)\b",
    r"(?:ticked|checked|selected)\s+(?:by\s+default|already|beforehand)\b",
    r"marcada\s+por\s+defecto\b|coch[ée]e\s+par\s+d[ée]faut\b",
    r"(?:consent|permission|opt-?in|agreement)\s+is\s+(?:implied|assumed|presumed|inferred)\b",
    r"(?:implied|assumed)\s+consent\b",
)
"""Consent that nobody gave."""

AGREES = any_of(
    r"opt(?:s|ed|ing)?[\s-]?ins?\b|agree|consent|sign(?:s|ed|ing)?[\s-]?up\b|subscrib|enroll?|join(?:s|ed|ing)?\b",
    r"permission\b|authori[sz]|accept(?:s|ed|ance)?\b|request(?:s|ed)?\b|verbal(?:ly)?\b|yes\b",
    r"check-?\s?box|unticked\b|unchecked\b|(?:an?|the|optional|empty)\s+box\b",
    rf"(?:tick|check|mark|initial)(?:s|ed|ing)?\s+{_FEW}(?:box\b|line\b|option\b|[\"“«])",
    rf"(?:press|touch|tap|click|choose|select)(?:es|s)?\s+{_FEW}[\"“«]",
    r"(?:text|send|txt)(?:s|ed|ing)?\s+(?:the\s+(?:key)?word\s+)?[\"“'«]?(?-i:[A-Z]{2,})\b",
    r"(?:turn|switch|toggl|enabl|activat)(?:e|s|es|ed|ing)?\s+(?:[\"“'«]?[\w'’-]{1,30}[\"”'»]?\s+){0,4}?(?:on|texts?|sms|alerts?)\b",
    r"off\s+by\s+default\b|asks?\s+(?:us\s+)?(?:for|to\s+(?:be|get|receive))\b",
    r"text\s+me\b|may\s+(?:[\w'’&-]{1,30}\s+){0,6}text\b|wants?\s+(?:\w+\s+)?texts\b",
    r"acept(?:a|an|o|ar|e)\b|autoriz|consentimiento\b|inscri(?:be|ben|birse|pción|ption|vez|vent|re|t)\b|suscri|sí\b",
    r"casilla\b|marca(?:n|r)?\b|env[ií]a?e?\s+(?-i:[A-Z]{2,})\b",
    r"consentement\b|s'abonn|case\b|coche(?:nt|r|z)?\b|adh[èé]r|souhaitez-vous\b|textez\b|oui\b",
)
"""Someone agrees to something, or asks for it."""

DENIES = re.compile(
    r"\b(?:not|never|no|nor|neither|nobody|none|without|cannot|\w+n['’]t|nunca|jam[áa]s|sin|tampoco|ni|pas|jamais|sans"
    r"|aucune?|ne)\b|\bn['’]",
    re.IGNORECASE,
)
"""Turns what a clause says into its opposite."""

DENIED_AFTER = re.compile(
    r"\s+(?:(?:are|is|were|was|will\s+be|do|does)\s+(?:not|never)|(?:are|is|were|do|does)n['’]t)\b"
)
"""The same, after what it denies: "data brokers are not used"."""

CLAUSE_BEGINS = re.compile(
    r"[.;:!?\n]\s|,\s+(?=we\b|they\b|our\b|and\s+we\b)|\b(?:but|pero|sino|mais|although|instead)\b", re.IGNORECASE
)
"""Where a denial no longer reaches."""
