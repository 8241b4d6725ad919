"""Whether a text promotes something or asks for something: the cues of selling, in English, Spanish and French.

There are three readers: a campaign's samples under a use case that nothing may be sold under, messages that need a way
out because they promote or ask, and confirmations of an opt-out that go on selling.
"""

from re import Match

from classifier.wording import any_of, either

_ONLY_MARKETING = any_of(
    r"\d{1,2}\s?%\s?(?:off|discount(?!\s+(?:was|has|is|applied))|savings|de\s+(?:descuento|rabais|r[ée]duction|remise)|dto)\b",
    r"(?-i:(?<=[$€£])\d+(?:[.,]\d\d)?\s+off\b)|save\s+(?:up\s+to\s+)?(?:[$€£]\s?\d|\d{1,2}\s?%|big\b)",
    r"and\s+save\b(?!\s+(?:this|that|the|it|your|our|an?)\b)|ahorr[ae]\s+(?:hasta\s+)?[$€\d]",
    r"[ée]conomisez\s+(?:jusqu['’][àa]\s+)?\d|half[\s-](?:price|off)\b|mitad\s+de\s+precio\b|moiti[ée]\s+prix\b",
    r"[23]x[12]\b|bogo\b|buy\s+(?:one|two|three|\d+)\W+(?:\w+\W+){0,3}?get\b|(?:two|2)[\s-]for[\s-](?:one|1)\b",
    r"(?:flash|clearance|summer|winter|spring|fall|holiday|weekend|annual|anniversary|black\s+friday)\s+sale\b",
    r"clearance\s+(?:rack|event|items|prices)\b|markdowns?\b|rebajas\b|liquidaci[óo]n\b",
    r"sale\s+(?:ends|starts|is\s+on|now|today)\b|huge\s+sale\b|(?:grandes?|nos|les)\s+soldes\b",
    r"coupons?\b|promo(?:tion)?\s?codes?\b|promo\b|cup[óo]n(?:es)?\b|c[óo]digo\s+promocional\b",
    r"(?:special|limited[\s-]time|exclusive|introductory)\s+(?:offers?|deals?|pricing|savings)\b",
    r"oferta\s+(?:especial|limitada|exclusiva)\b|offre\s+(?:sp[ée]ciale|exclusive|limit[ée]e)\b",
    r"(?:shop|order|buy)\s+now\b|compr[ae]\s+(?:ya|ahora)\b|(?:achetez|commandez)\s+(?:vite|maintenant|d[èe]s)\b",
    r"free\s+(?:gift|shipping\s+on)\b|first\s+month\s+free\b|double\s+(?:points|rewards)\b|new\s+arrivals\b",
    r"refer\s+a\s+friend\s+(?:and|to)\b|treat\s+yourself\b|doorbusters?\b",
)
"""Cues that only marketing has."""
_TWO_OF_THESE = any_of(
    r"discount(?:s|ed)?\b|deals?\b|(?:on|for)\s+sale\b|specials\b|special\s+price\b|price\s+drop\b|lowest\s+prices?\b",
    r"(?:our|this|an?|new|great|latest|special|exclusive)\s+offers?\b|descuentos?\b|ofertas?\b|rabais\b|offres?\b|soldes\b",
    r"promotions?\b|promoci[óo]n(?:es)?\b|don['’]t\s+miss\b|last\s+chance\b|hurry\b|while\s+(?:supplies|they)\s+last\b",
    r"limited\s+(?:time|spots|seats|stock)\b|(?:today|this\s+week(?:end)?)\s+only\b|act\s+(?:now|fast)\b",
    r"[úu]ltima\s+oportunidad\b|derni[èe]re\s+chance\b|no\s+te\s+(?:lo\s+)?pierdas\b|best[\s-]sell(?:er|ing)\w*\b",
    r"(?:use\s+(?:the\s+)?|with\s+)code\s+(?-i:[A-Z]{3,}\d*)\b|(?:join\s+(?:us\s+)?|sign\s+up\s+|upgrade\s+)(?:today|now)\b",
    r"book\s+(?:now|today)\b|reserve\s+(?:now|today|yours)\b|(?:only|starting\s+at|from|just)\s+[$€£]\s?\d",
    r"free\s+trial\b|free\b|gratis\b|gratuit\w*\b|introducing\b|check\s+out\s+our\b|back\s+in\s+stock\b",
    r"just\s+(?:dropped|landed)\b",
)
"""Cues that stand in other messages too; two different ones make marketing."""
_ASKS = any_of(
    r"donate\b|(?:make|give|send)\s+(?:an?|your)\s+(?:\w+\s+){0,2}?(?:donation|gift|contribution)\b|chip\s+in\b|pitch\s+in\b",
    r"(?:can|will|would|could)\s+(?:you|we\s+count\s+on\s+you\s+to)\s+(?:\w+\s+)?(?:give|pledge|contribute|sponsor|volunteer)\b",
    r"(?:contribute|pledge|give)\s+(?:now\b|today\b|[$€£]\s?\d)|gifts?\s+(?:are|is|will\s+be)\s+(?:being\s+)?(?:match|doubl|tripl)ed\b",
    r"vote\s+(?:for|against|yes|no|early|on|by|today|tomorrow|now)\b|get\s+out\s+(?:and|to)\s+vote\b|your\s+vote\s+(?:for|can)\b",
    r"sign\s+(?:the|our|this|my)\s+(?:\w+\s+)?(?:petition|letter|pledge)\b|call\s+your\s+(?:senator|representative|council)\w*",
    r"(?:please\s+)?volunteer\s+(?:with|for|to|today|now)\b|volunteers?\s+(?:are\s+)?(?:needed|wanted)\b|we\s+need\s+(?:you|volunteers)\b",
    r"(?:support|stand\s+with)\s+(?:us|our|me|candidate|prop\w*)\b|join\s+(?:us|our)\b|can\s+we\s+count\s+on\s+you\b",
    r"help\s+us\s+(?:reach|win|raise|feed|build|save|elect|meet|keep|get|fund)\b|become\s+an?\s+(?:member|sponsor|donor|supporter)\b",
    r"d[oó]n[ae](?:\s+(?:ya|hoy|ahora)|\s+[$€\d])|ha(?:z|ga)\s+(?:un|tu|su)\s+(?:donativo|donaci[óo]n)\b|ap[óo]y[ae]n[oa]s\b",
    r"vot[ae]\s+(?:por|s[íi]|no|contra|hoy|ma[ñn]ana)\b|firm[ae]\s+(?:la|nuestra)\s+petici[óo]n\b|[úu]n[ae]te\b|[úu]nase\b",
    r"ay[úu]d[ae]nos\s+a\b|(?:buscamos|necesitamos)\s+voluntari\w+",
    r"faites\s+un\s+don\b|donnez\s+(?:maintenant|aujourd|\d)|votez\b|signez\s+(?:la|notre)\s+p[ée]tition\b|soutenez\b",
    r"rejoignez[\s-](?:nous|notre)\b|aidez[\s-]nous\b|(?:cherchons|besoin)\s+(?:des?\s+|d['’])b[ée]n[ée]voles\b",
)
"""Asks for money, a vote, a signature or a hand. What thanks for them is left alone."""


def marketing(text: str) -> list[Match[str]]:
    """The cues that make the text marketing; none if it is not."""
    sells = list(_ONLY_MARKETING.finditer(text))
    may = list(_TWO_OF_THESE.finditer(text))
    different = {match.group().casefold() for match in may}
    return sells + may if sells or len(different) > 1 else []


def promotes_or_asks(text: str) -> bool:
    """Whether the text promotes something, or asks for money, a vote, a signature or a hand."""
    return _ASKS.search(text) is not None or bool(marketing(text))


SELLING = either(
    r"\b\d{1,2}\s?%\s?(?:off|discount|savings|de\s+(?:descuento|r[ée]duction|rabais|remise)|dto)|(?<!\w)[-−–]\d{1,2}\s?%",
    r"[$€£]\d+\s+off\b|\b(?:save\s+[$€£]?\d+|shop\s+(?:now|our|the)|buy\s+(?:one|now|\d)|bogo|order\s+(?:now|today)"
    r"|last\s+chance|new\s+arrivals|check\s+out\s+our|book\s+(?:now|today)|before\s+you\s+go|use\s+code|don['’]t\s+miss"
    r"|limited\s+time|compra\s+(?:ahora|ya)|[úu]ltima\s+oportunidad|aprovech[ae]|ll[ée]vate|2x1|achetez|profitez"
    r"|derni[èe]re\s+chance)\b",
)
"""Sells, in a confirmation of an opt-out."""
GOODS = either(
    r"(?<!\bno )(?<!\bany )(?<!\babout )(?<!\bour )(?<!\bsin )(?<!\bplus )\b(?:sale|coupons?|promo(?:tion)?s?"
    r"|discounts?|deals?|(?:special\s+)?offers?|free\s+(?:shipping|gift|delivery|trial)|clearance|ofertas?|descuentos?|rebajas"
    r"|promoci[óo]n(?:es)?|soldes|r[ée]ductions?|offres?)\b(?!\s?@)",
)
"""Sells too, unless it is what the subscriber no longer gets, or may get again: "reply START to get deals again"."""
