"""Whether a name is a firm's, and whether it is the brand's own, without a list of all firms."""

import re

from classifier.campaign.naming import LEGAL_FORM
from classifier.campaign.speaker_words import BUSINESSES, INSIDE
from classifier.campaign.speakers import Position, Speaker, is_common
from classifier.links import Link
from classifier.policy.phrases import folded
from classifier.records import Brand

_CAMEL = re.compile(r"[a-z][A-Z]")
SHORTEST = 5
"""Letters of a name from which on a host is compared with it."""


def is_firm(speaker: Speaker, text: str, links: tuple[Link, ...]) -> bool:
    """Whether there is enough in the text to take the speaker for a firm.

    A trade or legal form in the name, a capital inside a word, a link to a host of that name, people who are said to
    be of it, or a label that is said again.
    """
    words = speaker.name.split()
    trade = words[-1].casefold() in BUSINESSES or (len(words) > 2 and any(w.casefold() in BUSINESSES for w in words))
    form = len(words) > 1 and (trade or "&" in words or LEGAL_FORM.search(speaker.name))
    if form or _CAMEL.search(speaker.name) or _hosted(speaker.name, links):
        return True
    repeated = speaker.position is Position.LABEL and text.count(speaker.name) > 1
    return repeated or speaker.position is Position.TEAM


def may_be_firm(speaker: Speaker, registered: str) -> bool:
    """Whether the speaker may be a firm if other messages have a firm's label where this one has its own.

    `registered` is all that the registration says: a single word that it has in small letters too is an ordinary one.
    """
    words = [word for word in speaker.name.split() if word.casefold() not in INSIDE]
    ordinary = len(words) == 1 and re.search(rf"\b{re.escape(words[0].lower())}", registered)
    plain = not speaker.name.isupper() and not any(is_common(word) for word in words)
    return speaker.position is Position.LABEL and plain and not ordinary


def _hosted(name: str, links: tuple[Link, ...]) -> bool:
    key = _joined(name)
    labels = [link.domain.partition(".")[0].replace("-", "") for link in links if link.domain]
    return len(key) >= SHORTEST and any(key in label or (len(label) >= SHORTEST and label in key) for label in labels)


def is_own(name: str, brand: Brand) -> bool:
    """Whether the name is the brand's: one of its names, a part, an extension or the initials of one, or its host's."""
    words = set(folded(name).split())
    key = _joined(name)
    hosts = [label.replace("-", "") for host in brand.hosts for label in host.split(".")[:-1]]
    if any(len(label) >= 4 and (key in label or label in key) for label in hosts):
        return True
    for own in brand.names:
        own_words = folded(own).split()
        initials = "".join(word[0] for word in own_words)
        telling = {word for word in own_words if len(word) >= 3 and word not in BUSINESSES and not is_common(word)}
        if words <= set(own_words) or set(own_words) <= words or words & telling or (len(key) > 1 and key == initials):
            return True
    return False


def _joined(name: str) -> str:
    return folded(name).replace(" ", "")
