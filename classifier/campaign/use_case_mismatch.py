"""Samples that are not of the campaign's use case: marketing where none was registered, and 2FA without a code.

Source: the registry's use cases; a campaign of one kind carries messages of that kind alone. What sells is told by
cues in English, Spanish and French: one that nothing else has ("30% off"), or two that also stand elsewhere.
"""

import re
from collections.abc import Iterator
from re import Match

from classifier.campaign.dossier import Dossier
from classifier.campaign.seen import Place, Seen
from classifier.campaign.wording import any_of
from classifier.use_cases import ONE_TIME_CODES, WITHOUT_MARKETING, normal

_SELLS = any_of(
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
_MAY_SELL = any_of(
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
_CODE = re.compile(
    r"\b(?:codes?|passcodes?|pass\s?code|pin|otp|one[\s-]time|verif\w+|authenticat\w+|log(?:ged)?[\s-]?in|sign(?:ed)?[\s-]?in|password"
    r"|2fa|c[óo]digos?|clave|contrase[ñn]a|inicio\s+de\s+sesi[óo]n|mot\s+de\s+passe|v[ée]rifi\w+|connexion|token)\b",
    re.IGNORECASE,
)


def use_case_mismatch(dossier: Dossier) -> Iterator[Seen]:
    """Marketing in a sample of a campaign that was not registered for it; a sample of 2FA that is about no code."""
    use_case = normal(dossier.registration.usecase)
    if use_case not in WITHOUT_MARKETING:
        return
    for field, text in dossier.samples:
        cues = _marketing(dossier.without_names(text))
        if cues:
            places = tuple(Place.matched(field, match) for match in cues)
            yield Seen(field, "use-case-mismatch", f"{field} is marketing; the use case is {use_case}.", places)
        elif use_case in ONE_TIME_CODES and not _CODE.search(text):
            yield Seen(field, "use-case-mismatch", f"{field} is about no code; the use case is {use_case}.")


def _marketing(text: str) -> list[Match[str]]:
    """The cues that make the text marketing; none if it is not."""
    sells = list(_SELLS.finditer(text))
    may = list(_MAY_SELL.finditer(text))
    different = {match.group().casefold() for match in may}
    return sells + may if sells or len(different) > 1 else []
