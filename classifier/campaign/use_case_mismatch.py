"""Samples that are not of the campaign's use case: marketing where none was registered, and 2FA without a code.

Source: the registry's use cases; a campaign of one kind carries messages of that kind alone. What sells is told by
the cues of `classifier.promotion`: one that nothing else has ("30% off"), or two that also stand elsewhere.
"""

import re
from collections.abc import Iterator

from classifier import promotion
from classifier.campaign.dossier import Dossier
from classifier.campaign.seen import Place, Seen
from classifier.use_cases import ONE_TIME_CODES, WITHOUT_MARKETING, normal

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
        cues = promotion.marketing(dossier.without_names(text))
        if cues:
            places = tuple(Place.matched(field, match) for match in cues)
            yield Seen(field, "use-case-mismatch", f"{field} is marketing; the use case is {use_case}.", places)
        elif use_case in ONE_TIME_CODES and not _CODE.search(text):
            yield Seen(field, "use-case-mismatch", f"{field} is about no code; the use case is {use_case}.")
