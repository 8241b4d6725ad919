"""Which hosts without a scheme are links.

A missing space after a full stop ("tomorrow.Me and", "ok.so", "end.Call now") is the commonest false alarm: most short
words are the ending of some country. So a bare host counts by its ending (`classifier/lists/bare_hosts.tsv`): `com`
always; others if they are in small letters and the name before them ends no sentence; endings that are words only with
a path, with a name that no word has (hyphen, digit), or where the text says that a place follows ("order at
zalando.it"); file endings only with a path. Well-known shorteners always count; IP addresses only with a port or path.
"""

import re
from functools import cache

from classifier.linkage.hosts import Host
from classifier.linkage.known import SHORTENERS
from classifier.tsv import words as listed

_PLACES = (" at ", " at:", " by ", " chez ", " click ", " en ", " from ", " go to ", " on ", " see ", " sur ", " to ",
    " via ", "visit ", " with ", "//", ": ", "> ", "- ", "\n")  # fmt: skip
_SENTENCE_PAUSES = (". ", "! ", "? ", "- ")
_ROMANCE = re.compile(
    r"\b(?:a[uú]n|con|del|el|ha[ny]?|las?|los|para|por|que|su|tu|una?|y|avec|ce|des|es|est|et|il|le|les|nous|pour|sur|une"
    r"|votre|vous)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_CODED = re.compile(r"[^\W\d_].*[\d-].*|[\d-].*[^\W\d_].*")
_AMOUNT = re.compile(
    r"\d+(?:am|pm|a|p|st|nd|rd|th|[dghkmpsxy]|hrs?|mins?|mos?|yrs?|wks?|days?|kg|lbs?|oz|km|mi|mm|cm|ml|gb|mb|off|pcs|sq)?",
    re.IGNORECASE,
)
_PORT = re.compile(r":[0-9]{2,5}(?![0-9])")
_PATH = re.compile(r"/.*?(?:[^\W\d_]|[0-9]{4})", re.DOTALL)
_MASK = re.compile(r"/[0-9]{1,2}(?![\w/?#=])")
_QUAD = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")


@cache
def words(kind: str) -> frozenset[str]:
    """The words of that kind in `classifier/lists/bare_hosts.tsv`."""
    return listed("bare_hosts.tsv", kind)


def is_link(host: Host, written: str, tail: str, before: str, after: str) -> bool:
    """Whether a bare host is a link: `written` as in the text, `tail` its port and path, the text around it."""
    if host.is_ip:
        return _QUAD.fullmatch(written) is not None and _leads_somewhere(tail)
    labels = (host.lookalike_of or (written if host.plain else host.name)).split(".")
    if not host.known or len(labels) < 2:
        return False
    path = tail if len(tail) > 1 and tail[0] in "/?#\\" else ""
    if host.domain is None and host.lookalike_of is None:  # a public suffix: "gov.uk" has a site of its own
        return labels[0].lower() == "gov" or (bool(path) and "." in host.name)
    if labels[0].lower() == "www" and len(labels) > 2:
        return True
    if (host.lookalike_of or host.name) in SHORTENERS and (labels[-1].islower() or written.isupper()):
        return True
    name = labels[-1 - (host.domain or "a.b").count(".")]
    return _with_path(name, labels[-1], path) if path else _without_path(labels, name, before, after)


def _leads_somewhere(tail: str) -> bool:
    """Whether what follows an address is a port or a path, and no mask of a network ("10.0.0.0/8") or a score."""
    if tail.startswith(":"):
        return _PORT.match(tail) is not None
    return _PATH.match(tail) is not None and not _MASK.match(tail)


def _with_path(name: str, ending: str, path: str) -> bool:
    first = _WORD.match(path, 1)
    followed_by = path[first.end() :] if first else path
    if first and first.group().lower() in words("slash") and (not followed_by or followed_by[0] in "/.,"):
        plain = name.isdigit() or (name.isalpha() and _is_word(ending))
        return not plain
    if not _is_word(ending):
        return ending.islower() or not _AMOUNT.fullmatch(name)
    return path[0] == "/" and (bool(followed_by) or ending.islower() or name.isupper())


def _is_word(ending: str) -> bool:
    return ending.lower() in words("words") | words("romance")


def _without_path(labels: list[str], name: str, before: str, after: str) -> bool:
    ending = labels[-1].lower()
    if ending in words("always") or (labels[-1].isupper() and name.isupper() and ending in words("capitals")):
        return True
    if labels[-1] != ending or ending in words("files") or "_" in name:
        return False
    if len(labels) > 2 and labels[0].lower() in words("subdomains"):
        return True
    if (len(name) < 3 and name.isascii() and name.isalpha()) or name.lower() in words("sentence"):
        return False
    if _AMOUNT.fullmatch(name):
        return name.isdigit() and len(name) > 3 and len(ending) > 2 and ending not in words("common")
    return _CODED.fullmatch(name) is not None or _names_place(name, ending, before, after)


def _names_place(name: str, ending: str, before: str, after: str) -> bool:
    """Whether a host of nothing but letters is meant, where a sentence might begin with its ending."""
    told = before.lower().endswith(_PLACES)
    if ending in words("words") | words("imperatives") or (
        ending in words("romance") and _ROMANCE.search(f"{before} {after}")
    ):
        return _pauses(after) and (told or (len(name) > 5 and before.endswith(_SENTENCE_PAUSES)))
    return ending not in words("common") or told or _pauses(after)


def _pauses(after: str) -> bool:
    """Whether the sentence pauses after the host: one that begins with the host's ending would go on."""
    return not after or after[0] in ".,;:!?)\r\n"
