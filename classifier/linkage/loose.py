"""Dots and slashes that only a reader sees: "bit,ly/x", "bit-dot-ly/x", "bit<b>.</b>ly/x", "b i t . l y / x".

These are everyday signs, so what they join must be a host with a path, and for commas and spaces a well-known one.
"""

import re
from collections.abc import Iterator

from classifier.linkage import bare, hosts
from classifier.linkage.known import SHORTENERS

Edit = tuple[int, int, str]
"""What stands from the first place up to the second is read as this."""

_ENDING = r"(?=(?P<ending>[A-Za-z0-9]{2,6})/\w)"
_COMMA = re.compile(rf",{_ENDING}")
_WORD = re.compile(rf"[-_][dD][oO0][tT][-_]{_ENDING}")
_TAGGED = re.compile(rf"<(b|i|u|s|em|strong|span)>\.</\1>{_ENDING}|<wbr>\.(?=(?P<after>[A-Za-z0-9]{{2,6}})/\w)")
_NAME = re.compile(r"(?<![\w./@?=&%:-])[0-9A-Za-z]{1,30}\Z")
_LONGEST_NAME = 32
_SPACED = re.compile(
    r"(?<![^\W_])(?P<name>[A-Za-z0-9](?: [A-Za-z0-9]){0,9}) ?\. ?(?P<ending>[A-Za-z0-9](?: [A-Za-z0-9]){1,4})(?![^\W_])"
)
_SLASH = re.compile(r" {0,2}/ {0,2}(?=[\w-])")


def is_shortener(name: str) -> bool:
    """Whether the host is a well-known shortener, digits for letters or not."""
    host = hosts.resolve(name)
    return host is not None and (host.lookalike_of or host.name) in SHORTENERS


def slash(text: str, end: int) -> Edit | None:
    """The slash after a host that ends there, with spaces around it or not; None if there is none."""
    found = _SLASH.match(text, end)
    return (end, found.end(), "/") if found else None


def edits(text: str, lowered: str) -> Iterator[Edit]:
    """How the text is to be changed so that its dots are dots. `lowered` is the text in small letters."""
    if "," in text:
        yield from _joining(text, _COMMA)
    if "-dot-" in lowered or "_dot_" in lowered or "-d0t-" in lowered:
        yield from _joining(text, _WORD)
    if ">." in text:
        yield from _joining(text, _TAGGED)
    if " . " in text:
        yield from _spaced(text)


def _joining(text: str, separator: re.Pattern[str]) -> Iterator[Edit]:
    """What separates a name from its ending, with a path behind them."""
    for found in separator.finditer(text):
        name = _NAME.search(text[max(0, found.start() - _LONGEST_NAME) : found.start()])
        if name is None or name.group().lower() in bare.words("dotcom"):  # "polka-dot-co/x"
            continue
        ending = found["ending"] if separator is not _TAGGED else found["ending"] or found["after"]
        joined = f"{name.group()}.{ending}"
        sure = separator is not _COMMA or ending.lower() == "com"
        if is_shortener(joined) or (sure and hosts.domain_of(joined.lower()) is not None):
            yield found.start(), found.end(), "."


def _spaced(text: str) -> Iterator[Edit]:
    """The spaces between the letters of a well-known shortener; letters before it ("a b i t . l y") are no part."""
    for found in _SPACED.finditer(text):
        letters, ending = found["name"].replace(" ", ""), found["ending"].replace(" ", "")
        for first in range(len(letters)):
            if is_shortener(f"{letters[first:]}.{ending}"):
                start = found.start() + 2 * first
                host_end = found.end()
                yield from ((place, place + 1, "") for place in range(start, host_end) if text[place] == " ")
                if path := slash(text, host_end):
                    yield path
                break
