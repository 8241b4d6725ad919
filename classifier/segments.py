"""How a text is billed: GSM-7 or UCS-2, in how many parts, and which characters force UCS-2.

Source: GSM 03.38 (3GPP TS 23.038), basic table and its extension, and the lengths that remain for text when a message
is split: 160 septets alone and 153 each in parts, 70 UTF-16 units alone and 67 each in parts.
"""

import re
from collections.abc import Sequence

from classifier.types import Evidence, Segments

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""Characters of one septet."""
EXTENSION = "\f^{}\\[~]|€"
"""Characters that are sent as an escape and a second septet."""
MOST_FORCING = 10
"""Different characters shown that force UCS-2."""
_FOREIGN = re.compile(f"[^{re.escape(BASIC + EXTENSION)}]")
_PAIRED = {"GSM-7": re.compile(f"[{re.escape(EXTENSION)}]"), "UCS-2": re.compile("[\U00010000-\U0010ffff]")}
_ALONE = {"GSM-7": 160, "UCS-2": 70}
_PART = {"GSM-7": 153, "UCS-2": 67}


def count(text: str) -> Segments:
    """Encoding, parts and units of the text. The empty text has no part."""
    forced_by = _forcing(text)
    encoding = "UCS-2" if forced_by else "GSM-7"
    pairs = [match.start() for match in _PAIRED[encoding].finditer(text)]
    units = len(text) + len(pairs)
    if units <= _ALONE[encoding]:
        return Segments(encoding, 1 if units else 0, units, forced_by)
    return Segments(encoding, _parts(len(text), pairs, _PART[encoding]), units, forced_by)


def _forcing(text: str) -> tuple[Evidence, ...]:
    """The first place of each of the first ten different characters that GSM-7 does not have."""
    found: dict[str, Evidence] = {}
    for match in _FOREIGN.finditer(text):
        char = match.group()
        if char not in found:
            found[char] = Evidence(match.start(), match.end(), char)
            if len(found) == MOST_FORCING:
                break
    return tuple(found.values())


def _parts(length: int, pairs: Sequence[int], room: int) -> int:
    """Parts filled one after the other, where the two units of a pair stay together.

    A pair that would be split leaves the last unit of its part empty: it shifts all that follows by one.
    """
    shifted = 0
    for nth, index in enumerate(pairs):
        if (index + nth + shifted) % room == room - 1:
            shifted += 1
    units = length + len(pairs) + shifted
    return -(-units // room)
