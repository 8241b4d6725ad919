"""Hosts that are so well known that a reader recognises them however they are written.

What a shortener means for a message is the policy's business (`classifier/lists/shorteners.tsv`); here are only those
whose name says "link" to everybody (`classifier/lists/well_known.tsv`), so that they count without a path, and with odd
dots, spaces and digits.
"""

import re

from classifier.looks import without_digits
from classifier.tsv import words

_LIST = "well_known.tsv"
SHORTENERS = words(_LIST, "shortener")
IMITATED = words(_LIST, "imitated")
"""Names that phishing imitates with letters of Latin alphabets ("lınkedin", "páypal")."""
_DIGIT = re.compile("[0-9]")
_BY_SHAPE = {without_digits(host): host for host in SHORTENERS}


def with_digits(host: str) -> str | None:
    """The shortener that the host would be if its digits were letters: "b1t.ly", "bit.1y"; None if it is none."""
    return _BY_SHAPE.get(without_digits(host)) if _DIGIT.search(host) else None
