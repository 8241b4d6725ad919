"""Which rows are replies that opt out or in: the whole text is a word that the policy honours.

A compiled prefilter sees nearly all texts for what they are; the few others are read by `inbound.keyword`.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled
from classifier.inbound import keyword
from classifier.policy import Intent, ReplyWord
from classifier.traffic.rows import FIRST_BYTES, NEXT_BYTE, Bytes, Offsets, Rows
from classifier.traffic.table import Keys, mixed

NEITHER, OPTS_OUT, OPTS_IN = 0, 1, 2
_EVENTS = {Intent.OPT_OUT: OPTS_OUT, Intent.OPT_IN: OPTS_IN}
FOREIGN = 8
"""Characters of scripts other than Latin from which on a text is no word of a list that has only Latin ones."""
_REMEMBERED = 50_000


@compiled
def _is_plain(byte: int) -> bool:
    return 97 <= byte | 32 <= 122 or 48 <= byte <= 57


@compiled
def _candidates(data: Bytes, offsets: Offsets, known: Keys, longest: int, most: int) -> NDArray[np.bool_]:
    """Texts that may be an honoured word: ASCII ones by the hash of their letters, others by how many they have."""
    found = np.zeros(len(offsets) - 1, dtype=np.bool_)
    for row in range(len(found)):
        key = FIRST_BYTES
        letters = foreign = 0
        ascii_only = True
        for place in range(offsets[row], offsets[row + 1]):
            byte = data[place]
            if _is_plain(byte):
                letters += 1
                key = (key ^ np.uint64(byte | 32)) * NEXT_BYTE
            elif byte >= 128:
                ascii_only = False
                foreign += 0xCE <= byte <= 0xE0 or 0xE3 <= byte <= 0xEE
            if letters > longest or foreign > most:
                break
        if letters > longest or foreign > most or offsets[row] == offsets[row + 1]:
            continue
        found[row] = not ascii_only
        if ascii_only and letters:
            key = mixed(key)
            for index in range(len(known)):
                found[row] |= known[index] == key
    return found


class Replies:
    """Reads which rows opt out or in, by the reply words of a policy."""

    def __init__(self, words: Iterable[ReplyWord]) -> None:
        self._words = tuple(word for word in words if word.intent in _EVENTS)
        plain = [_plain(word.word) for word in self._words]
        self._longest = max(map(len, plain), default=0)
        latin = all(char.isascii() for word in plain for char in word)
        self._most = FOREIGN if latin else 1 << 30
        self._known = np.unique(np.array([_key(word) for word in plain], dtype=np.uint64))
        self._intent = lru_cache(maxsize=_REMEMBERED)(self._read)

    def events(self, rows: Rows) -> NDArray[np.int64]:
        """NEITHER, OPTS_OUT or OPTS_IN for each row."""
        events = np.zeros(len(rows), dtype=np.int64)
        if self._words:
            texts = rows.texts
            at = np.flatnonzero(_candidates(texts.data, texts.offsets, self._known, self._longest, self._most))
            events[at] = [self._intent(text) for text in rows.strings("text", at)]
        return events

    def _read(self, text: str) -> int:
        word = keyword(text, self._words)
        return NEITHER if word is None else _EVENTS[word.intent]


def _plain(word: str) -> str:
    """The letters and digits of a word, small and without accents, as `inbound.keyword` compares them."""
    bare = unicodedata.normalize("NFKD", word).casefold()
    return "".join(char for char in bare if char.isalnum() and not unicodedata.combining(char))


def _key(letters: str) -> int:
    key = int(FIRST_BYTES)
    for byte in letters.encode():
        key = (key ^ byte) * int(NEXT_BYTE) & 0xFFFF_FFFF_FFFF_FFFF
    return int(mixed(np.uint64(key)))
