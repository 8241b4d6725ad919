"""Whether a text may have one of thousands of phrases, compiled: the quick look before `phrases.Phrases` finds which.

Texts and phrases are cut into words as `phrases.even` does; a phrase is the hash of its words in their order.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from classifier import hashes
from classifier.compiled import compiled, inlined
from classifier.folding.tables import WORD, Bytes
from classifier.hashes import Codes, Keys, extended, holds, paired

_WORD = WORD
_SALT = 7
_MOST_WORDS = 16
"""Words of a phrase that are looked at; a longer one is seen by its beginning."""


class PhraseTable(NamedTuple):
    """Hash tables of the first words of phrases, and of whole phrases; how many words the longest has."""

    firsts: Keys
    phrases: Keys
    longest: int


def table(patterns: Iterable[str]) -> PhraseTable:
    """The table of patterns, each of words with one space between."""
    cut = [pattern.split()[:_MOST_WORDS] for pattern in patterns]
    firsts, phrases = hashes.table(len(cut)), hashes.table(len(cut))
    for words in cut:
        codes = np.array([*map(ord, " ".join(words))], dtype=np.int32)
        _add(firsts, phrases, codes)
    return PhraseTable(firsts, phrases, max(map(len, cut), default=0))


@compiled
def _add(firsts: Keys, phrases: Keys, codes: Codes) -> None:
    value, word = np.uint64(0), np.uint64(_SALT)
    first = True
    for index in range(len(codes) + 1):
        if index < len(codes) and codes[index] != 32:
            word = extended(word, codes[index])
            continue
        if first:
            hashes.add(firsts, word)
        value = word if first else paired(value, word)
        first = False
        word = np.uint64(_SALT)
    hashes.add(phrases, value)


@inlined
def _is_part(kind: Bytes, code: int) -> bool:
    """Whether the character is part of a word: a letter, a digit, _ $ % € or £."""
    return bool(kind[code] & _WORD) or code in (95, 36, 37, 0x20AC, 0xA3)


@compiled
def seen(codes: Codes, length: int, kind: Bytes, table: PhraseTable, words: Keys) -> bool:
    """Whether one of the phrases may be in the reading codes[:length]. `words` is room for as many words."""
    count = 0
    index = 0
    while index < length:
        if not _is_part(kind, codes[index]):
            index += 1
            continue
        word = np.uint64(_SALT)
        while index < length and _is_part(kind, codes[index]):
            word = extended(word, codes[index])
            index += 1
        words[count] = word
        count += 1
    for first in range(count):
        if holds(table.firsts, words[first]) and _begins(words, first, count, table):
            return True
    return False


@compiled
def _begins(words: Keys, first: int, count: int, table: PhraseTable) -> bool:
    value = words[first]
    if holds(table.phrases, value):
        return True
    for word in range(first + 1, min(count, first + table.longest)):
        value = paired(value, words[word])
        if holds(table.phrases, value):
            return True
    return False
