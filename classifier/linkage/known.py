"""Hosts that are so well known that a reader recognises them however they are written.

What a shortener means for a message is the policy's business (`classifier/lists/shorteners.tsv`); here are only those
whose name says "link" to everybody, so that they count without a path, and with odd dots, spaces and digits.
"""

import re

SHORTENERS = frozenset(("bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly",
    "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "v.gd"))  # fmt: skip
IMITATED = frozenset(("amazon", "apple", "binance", "coinbase", "facebook", "fedex", "google", "icloud", "instagram",
    "linkedin", "mastercard", "microsoft", "netflix", "outlook", "paypal", "spotify", "telegram", "tiktok", "twitter",
    "walmart", "wellsfargo", "whatsapp", "youtube"))  # fmt: skip
"""Names that phishing imitates with letters of Latin alphabets ("lınkedin", "páypal")."""
_DIGIT = re.compile("[0-9]")
_SHAPES = str.maketrans("013579il", "olestgll")


def _shape(host: str) -> str:
    """The host with digits as the letters that they pose as; i, l and 1 look alike."""
    return host.translate(_SHAPES)


_BY_SHAPE = {_shape(host): host for host in SHORTENERS}


def with_digits(host: str) -> str | None:
    """The shortener that the host would be if its digits were letters: "b1t.ly", "bit.1y"; None if it is none."""
    return _BY_SHAPE.get(_shape(host)) if _DIGIT.search(host) else None
