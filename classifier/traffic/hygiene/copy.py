"""The words of a text with what senders vary masked, and MinHash over them: near-identical copy shares a band.

Words are compared in small letters. Whatever has a digit is one word, a link from its host on another; only the
first 640 bytes and 40 different words of a text are looked at, which bounds time and memory. `BANDS` keys are made of
`ROWS` minima each: of two texts that share three words in four (a Jaccard index of 0.75), 94 % share a key; at 0.85,
99 % do.
"""

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled
from classifier.traffic.rows import Bytes
from classifier.traffic.table import mixed

Words = NDArray[np.uint32]
MOST_WORDS, LONGEST = 40, 640
"""Different words, and bytes, of a text that are looked at."""
BANDS, ROWS = 5, 3
_NUMBER, _LINK = np.uint64(0x2F6E2B1), np.uint64(0x5EED1E5)
"""Stand for what has a digit, and for a link."""
LANES = 16
"""Minima that are worked out: BANDS * ROWS and one more, which makes whole registers."""
_MULTIPLIERS = np.random.default_rng(20261125).integers(1, 1 << 31, LANES).astype(np.uint32) * 2 + 1


def _classes() -> NDArray[np.uint8]:
    """What each byte is: _SPACE, _SIGN, _LETTER (whatever is beyond ASCII, too) or _DIGIT."""
    kinds = np.full(256, _SIGN, dtype=np.uint8)
    kinds[:33] = _SPACE
    for byte in range(256):
        if chr(byte).isalpha() or byte >= 128:
            kinds[byte] = _LETTER
    kinds[48:58] = _DIGIT
    return kinds


_SPACE, _SIGN, _LETTER, _DIGIT = 0, 1, 2, 3
_CLASSES = _classes()


@compiled
def _inserted(words: Words, count: int, word: np.uint32) -> int:
    """How many words there are once this one is among them."""
    known = False
    for index in range(count):
        known |= words[index] == word
    words[count] = word
    return count if known else count + 1


@compiled
def words_of(data: Bytes, start: int, end: int, words: Words, keys: NDArray[np.uint64]) -> int:
    """Write the hashes of the text's different words, and tell how many they are.

    `words` has room for MOST_WORDS + 1, `keys`, working memory, for LONGEST + 1. There is no branch for what is seldom
    foreseen, where a word ends: that would take longer than all the rest.
    """
    found = 0
    key = highest = np.uint64(0)
    place = start
    end = min(end, start + LONGEST)
    while place < end:
        byte = data[place]
        kind = np.uint64(_CLASSES[byte])
        in_word = kind >> np.uint64(1)
        found += int((np.uint64(1) - in_word) & np.uint64(key != np.uint64(0)))
        highest = max(highest, kind) * in_word
        key = (((key << np.uint64(5)) | (key >> np.uint64(59))) ^ np.uint64(byte | np.uint8(32))) * in_word
        keys[found] = _NUMBER if highest == np.uint64(_DIGIT) else key
        if byte in (46, 58) and place + 2 < end and place > start and _links(data, place):
            found = max(found - 1, 0)
            keys[found] = _LINK
            key = _LINK
            while place + 1 < end and _CLASSES[data[place + 1]] != _SPACE:
                place += 1
        place += 1
    found += int(key != np.uint64(0))
    count = 0
    for index in range(found):
        if count < MOST_WORDS:
            count = _inserted(words, count, np.uint32(mixed(keys[index]) >> np.uint64(32)))
    return count


@compiled
def _links(data: Bytes, place: int) -> bool:
    """Whether there is a full stop with a letter after it or "://", and a letter or digit before."""
    stop = data[place] == 46 and _CLASSES[data[place + 1]] == _LETTER
    scheme = data[place] == 58 and data[place + 1] == 47 and data[place + 2] == 47
    return bool(_CLASSES[data[place - 1]] >= _LETTER and (stop or scheme))


@compiled
def bands_of(words: Words, count: int, minima: Words, bands: NDArray[np.uint64]) -> None:
    """Write the keys of the bands; `minima` is working memory."""
    minima[:] = np.uint32(0xFFFFFFFF)
    for index in range(count):
        word = words[index]
        for row in range(LANES):
            value = np.uint32(word * _MULTIPLIERS[row])
            minima[row] = min(minima[row], np.uint32(value ^ (value >> np.uint32(15))))
    for band in range(BANDS):
        key = np.uint64(band + 1)
        for row in range(ROWS):
            key = mixed(key ^ np.uint64(minima[band * ROWS + row])) + np.uint64(1)
        bands[band] = key


@compiled
def near(words: Words, count: int, others: Words, other: int, other_count: int) -> bool:
    """Whether at least three in four of the different words are shared with those in a row of others."""
    if 4 * min(count, other_count) < 3 * max(count, other_count):
        return False
    shared = 0
    for index in range(count):
        known = False
        for place in range(other_count):
            known |= words[index] == others[other, place]
        shared += known
    return 4 * shared >= 3 * (count + other_count - shared)
