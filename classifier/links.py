"""Links of a text, bare and disguised ones too, with the hosts that they lead to. No link is ever followed.

A link is what has a scheme, `www.`, or a bare host that is no sentence with a missing space (`classifier.linkage.bare`
says how those are told apart). Disguises are undone first (`classifier.linkage.written`): "hxxp://", "bit[.]ly",
"bit dot ly/x", invisible characters, fullwidth letters, percent-encoded hosts. What is left of e-mail addresses is no
link. A host's first labels that are merge fields are left out: `https://{{shop}}.example.com` leads to example.com.

Every position of the text is looked at a bounded number of times, so the time is linear in its length.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from re import Match

from classifier.folding.view import View
from classifier.linkage import bare, hosts, tails, written
from classifier.linkage.hosts import Host
from classifier.linkage.written import CJK, LABEL


@dataclass(frozen=True, slots=True)
class Link:
    """A link and where it stands: text[start:end] of the raw text.

    `host` is the ASCII form that is looked up, an IP in its canonical form. `domain` is the registrable domain, None
    for IPs and for endings that the public suffix list does not know. `disguised` says that the sender hid something;
    `lookalike_of` is the ASCII host that a host of look-alike letters poses as.
    """

    start: int
    end: int
    text: str
    scheme: str | None
    host: str
    domain: str | None
    path: str
    is_ip: bool
    disguised: bool
    lookalike_of: str | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A link in the undisguised text: it goes from `start` to `end`, its host ends at `host_end`."""

    start: int
    host_end: int
    end: int
    scheme: str | None
    host: Host
    hidden: bool = False


_HINT = re.compile(r"[./:。．｡․﹒‧·•∙⋅ꓸ：／&%]|[dD][oO0][tT]|[pP]unto|[pP]oint")
_SCHEME = r"[hH](?:[tT][tT]|[xX][xX]|[tT][xX]|[xX][tT]|\*\*)[pP](?P<secure>[sS])?(?::|\[:\])(?://|\\\\|\[//\])"
_HOT = re.compile(r"\.(?=[^\s.])|//|\\\\")
"""What is in every link, and seldom elsewhere."""
_CANDIDATE, _ASCII_CANDIDATE = (
    re.compile(
        rf"(?P<scheme>{_SCHEME})(?P<authority>[^\s/?#\\<>\"|]++)"
        rf"|(?<![{label}])(?P<bare>[{label}]++(?:\.(?!https?:)[{label}]++)++)"
    )
    for label in (LABEL, r"0-9A-Za-z_\-")
)
_FIELDS = re.compile(r"(?:(?:\{\{?[\w .]{1,40}\}\}?|\[[\w ]{1,40}\])\.)*")
_HOST = re.compile(rf"\[[0-9A-Fa-f:.]+\]|[{LABEL}.。｡]+")
_PICTURED = re.compile(r"(?:[\w.-]|[^\x00-\x7f\s])+")
_ADDRESS = re.compile(r"[\w.+%-]{0,64}@")
_ADDRESSED = re.compile(r"[\w.+%-]@")
_GLUED_BEFORE = re.compile(rf"[{CJK}]+(?=[0-9A-Za-z])|[^.]*\.(?=[wW]{{3}}\.)|[_-]+")
_GLUED_AFTER = re.compile(rf"(?<=[0-9A-Za-z])(?:[{CJK}]+|_+)$")
_MOST_DROPPED = 2
"""Words after a full stop ("a.com.Reply") that are tried off the end of a host."""
_CONTEXT = 80
"""Characters around a bare host that say what to make of it."""


def find(text: str) -> tuple[Link, ...]:
    """The links of the text in their order, none overlapping. Never raises, whatever the text."""
    if "." not in text and "/" not in text and not _HINT.search(text):
        return ()
    view = written.undisguised(text)
    links: list[Link] = []
    for found in _found(text if view is None else view.text):
        link = _plain(text, found) if view is None else _disguised(view, found)
        if not links or link.start >= links[-1].end:
            links.append(link)
    return tuple(links)


def _plain(text: str, found: _Found) -> Link:
    return _link(text, found, found.start, found.end, text[found.host_end : found.end], found.hidden)


def _disguised(view: View, found: _Found) -> Link:
    """The link with its place in the raw text, and whether it is written there as it is shown, up to its path."""
    start, end = view.span(found.start, found.end)
    first, last = view.span(found.start, found.host_end)
    shown = view.text[found.start : found.host_end]
    hidden = unicodedata.normalize("NFC", view.raw[first:last]) != unicodedata.normalize("NFC", shown)
    return _link(view.raw, found, start, end, view.text[found.host_end : found.end], hidden or found.hidden)


def _link(text: str, found: _Found, start: int, end: int, tail: str, hidden: bool) -> Link:
    host = found.host
    hidden = hidden or not host.plain or host.lookalike_of is not None
    return Link(
        start,
        end,
        text[start:end],
        found.scheme,
        host.name,
        host.domain,
        tails.path_of(tail),
        host.is_ip,
        hidden,
        host.lookalike_of,
    )


def _found(shown: str) -> Iterator[_Found]:
    candidates = _ASCII_CANDIDATE if shown.isascii() else _CANDIDATE
    position = 0
    while hot := _HOT.search(shown, position):
        begins = 1 + max(shown.rfind(" ", position, hot.start()), shown.rfind("\n", position, hot.start()))
        match = candidates.search(shown, max(position, begins))
        if match is None:
            return
        if match["scheme"] is None:
            found = _bare(shown, match)
            position = match.end()
        else:
            found = _with_scheme(shown, match)
            position = match.end("scheme")
        if found is not None:
            position = found.end
            yield found


def _with_scheme(shown: str, match: Match[str]) -> _Found | None:
    user_end = match["authority"].rfind("@") + 1
    start = match.start("authority") + user_end
    if shown.startswith(("{", "["), start) and (field := _FIELDS.match(shown, start)):
        start = field.end()
    host, end = _host_at(shown, start)
    if host is None:
        return None
    if shown.startswith((".", "。", "｡"), end) and shown.startswith(("/", ":"), end + 1):
        end += 1
    scheme = "https" if match["secure"] else "http"
    hidden = user_end > 0 or match["scheme"].lower() != f"{scheme}://"
    return _Found(match.start(), end, tails.end_of(shown, end), scheme, host, hidden)


def _host_at(shown: str, start: int) -> tuple[Host | None, int]:
    """The host that begins there, and its end.

    What no host has ends it ("https://a.com)and"), and so does a word after a full stop ("https://a.com.Reply").
    """
    limit = start + hosts.LONGEST + 1
    match = _HOST.match(shown, start, limit)
    if match is None or match.group().lower() in ("www", "www."):
        return None, start
    if not shown[match.end() : match.end() + 1].isascii():
        pictured = _PICTURED.match(shown, start, limit)
        if pictured and pictured.end() > match.end() and (whole := hosts.resolve(pictured.group())) and whole.known:
            return whole, pictured.end()
    name = match.group().rstrip(".。｡")
    host = hosts.resolve(name)
    if host is not None and not host.known and not host.is_ip and not shown.startswith(tails.BEGINNINGS, match.end()):
        shorter = name
        for _ in range(_MOST_DROPPED):
            shorter = shorter.rpartition(".")[0]
            if (cut := hosts.resolve(shorter)) is not None and cut.domain is not None:
                return cut, start + len(shorter)
    return host, start + len(name)


def _bare(shown: str, match: Match[str]) -> _Found | None:
    start, end = match.span("bare")
    if end - start > 2 * hosts.LONGEST or (shown.startswith(("@", "+", "%"), end) and _ADDRESS.match(shown, end)):
        return None
    if glued := _GLUED_BEFORE.match(shown, start, end):
        start = glued.end()
    name = shown[start:end]
    if glued := _GLUED_AFTER.search(name):
        name = name[: glued.start()]
    for _ in range(_MOST_DROPPED + 1):
        name_end = start + len(name)
        host = hosts.resolve(name) if "." in name else None
        if host is not None and _counts(shown, host, start, name_end):
            return _Found(start, name_end, tails.end_of(shown, name_end), None, host)
        name = name.rpartition(".")[0]
    return None


def _counts(shown: str, host: Host, start: int, host_end: int) -> bool:
    """Whether the bare host is a link, and no part of an e-mail address or somebody's handle ("@maria.photo")."""
    end = tails.end_of(shown, host_end, _CONTEXT)
    tail = shown[host_end:end]
    if shown.startswith("@", start - 1) and start and (len(tail) < 2 or "@" in tail):
        handle = not shown.startswith("www.", start) and not host.name.endswith(".com")
        if handle or (start > 1 and _ADDRESSED.match(shown, start - 2)):
            return False
    before, after = shown[max(0, start - _CONTEXT) : start], shown[end : end + _CONTEXT]
    return bare.is_link(host, shown[start:host_end], tail, before, after)
