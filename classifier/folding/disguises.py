"""Undo disguises inside words: digits and signs for letters, stretched letters, letters split by signs, joined words.

Each rule says how sure it is. A sure reading replaces the text in the view and keeps the original as another reading;
an unsure one is only added after the separator.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classifier.folding import spacing
from classifier.folding.view import View

LONGEST_WORD = 60
"""Longer runs without a space (keys, encoded data) are left alone: no reader finds a word in them."""

_CHUNK = re.compile(r"[^\s\x1f]+")
_BROKEN_LINE = re.compile(r"[a-z]{1,20}\r?\n[a-z]{1,20}")
_ODD = re.compile(r"[^a-z'.,!?:;()\"-]|(?<=[a-z])[^a-z\s](?=[a-z])|([a-z])\1\1")
_CAMEL = re.compile(r"[a-z]{2}[A-Z][a-z]{2}")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_WORD = re.compile(r"[^\W_]+")
_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g",
    "$": "s", "@": "a", "!": "i", "|": "l", "€": "e", "£": "l", "+": "t"}  # fmt: skip
_LEET_WORD = re.compile(r"(?<![\w@$])[a-z0-9@$!|€£+]*[a-z][a-z0-9@$!|€£+]*(?<![!+|])")
_LEET_INSIDE = re.compile(r"[a-z][0-9@$!|€£+]{1,2}[a-z]")
_DIGITS = re.compile(r"\d{2,}")


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to read a stretch of the view: the characters to keep, some of them swapped."""

    indices: list[int]
    swap: dict[int, str]


def undo(view: View) -> View:
    """The view in its most likely reading, then, after a separator each, the other readings of doubtful places."""
    view = spacing.join(view)
    swap: dict[int, str] = {}
    dropped: set[int] = set()
    others: list[Reading] = []
    camel = bool(_CAMEL.search(view.raw))
    for chunk in _CHUNK.finditer(view.text):
        word, start = chunk.group(), chunk.start()
        if len(word) > LONGEST_WORD or not (camel or _ODD.search(word)):
            continue
        others.extend(_split_by_signs(word, start))
        others.extend(_leet(word, start, swap))
        others.extend(_stretched(word, start, dropped))
        if camel:
            others.extend(_joined_words(view, word, start))
    for broken in _BROKEN_LINE.finditer(view.text):
        others.append(Reading([i for i in range(*broken.span()) if view.text[i] not in "\r\n"], {}))
    return _assembled(view, swap, dropped, others)


def _assembled(view: View, swap: dict[int, str], dropped: set[int], others: list[Reading]) -> View:
    if not (swap or dropped or others):
        return view
    view_length = len(view.text)
    main = view.picked((i for i in range(view_length) if i not in dropped), swap)
    if not others:
        return main
    text, starts, ends = [main.text], list(main.starts), list(main.ends)
    for reading in others:
        part = view.picked([-1, *reading.indices], reading.swap)
        text.append(part.text)
        starts += part.starts
        ends += part.ends
    return View(view.raw, "".join(text), starts, ends)


def _split_by_signs(word: str, start: int) -> Iterator[Reading]:
    """ "cas*ino", "lo.an", "cas🎰ino": the letters alone, as an unsure reading."""
    parts = list(_WORD.finditer(word))
    letters = [index for part in parts for index in range(*part.span())]
    if len(parts) < 2 or len(letters) > 24 or sum(word[i].isalpha() for i in letters) * 2 <= len(letters):
        return
    yield Reading([start + index for index in letters], {})


def _leet(word: str, start: int, swap: dict[int, str]) -> Iterator[Reading]:
    """ "l0an", "$ex", "v1agra": sure when the sign stands between letters, unsure at the word's ends."""
    for match in _LEET_WORD.finditer(word):
        token = match.group()
        signs = [index for index, char in enumerate(token) if char in _LEET]
        letters = sum(char.isalpha() for char in token)
        if not signs or letters < 2 or len(token) < 3 or len(signs) > letters + 1:
            continue
        if any(digits.group() not in ("00", "11") for digits in _DIGITS.finditer(token)):
            continue
        place = start + match.start()
        whole = [place + index for index in range(len(token))]
        read = {place + index: _LEET[token[index]] for index in signs}
        if _LEET_INSIDE.search(token):
            swap.update(read)
            yield Reading(whole, {})
        else:
            yield Reading(whole, read)
        if any(token[index] in "1!" for index in signs):
            yield Reading(whole, read | {place + index: "l" for index in signs if token[index] in "1!"})


def _stretched(word: str, start: int, dropped: set[int]) -> Iterator[Reading]:
    """ "loooan" reads loan, "freeee" reads free: one letter is the likely reading, two or all of them the others."""
    runs = [match.span() for match in _STRETCHED.finditer(word)]
    if not runs or len(set(word)) == 1:
        return
    dropped.update(start + index for first, last in runs for index in range(first + 1, last))
    twice = {index for first, last in runs for index in range(first + 2, last)}
    yield Reading([start + index for index in range(len(word)) if index not in twice], {})
    if any(word[first] in "xw" for first, _ in runs):
        yield Reading([start + index for index in range(len(word))], {})


def _joined_words(view: View, word: str, start: int) -> Iterator[Reading]:
    """ "#FreeCasinoBonus": the words that the capitals show, with a space between them."""
    capital = [view.raw[view.starts[start + index]].isupper() for index in range(len(word))]
    humps = [i for i in range(1, len(word)) if capital[i] and not capital[i - 1] and word[i - 1].isalpha()]
    if not humps:
        return
    edges = [0, *humps, len(word)]
    if min(right - left for left, right in zip(edges, edges[1:], strict=False)) < 3:
        return
    for left, right in zip(edges, edges[1:], strict=False):
        yield Reading([start + index for index in range(left, right)], {})
