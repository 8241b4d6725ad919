"""The words of a text with what senders vary masked, and MinHash over them: near-identical copy shares a band.

Words are compared in small letters. Whatever has a digit is one word, a link from its host on another; only the
first 24 different words of a text are looked at, among its first 40, which bounds time and memory. `BANDS` keys are
made of `ROWS` minima each. Of two texts that share three words in four (a Jaccard index of 0.75), 98 % share a key.
"""

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled
from classifier.traffic.rows import Bytes
from classifier.traffic.table import mixed

Words = NDArray[np.uint32]
MOST_WORDS, LONGEST = 24, 40
"""Different words, and words, of a text that are looked at."""
BANDS, ROWS = 5, 3
_NUMBER, _LINK = np.uint64(0x2F6E2B1), np.uint64(0x5EED1E5)
"""Stand for what has a digit, and for a link."""
LANES = 16
"""Minima that are worked out: BANDS * ROWS and one more."""
_EMPTY = np.uint32(0xFFFFFFFF)


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

    `words` has room for MOST_WORDS + 1, `keys`, working memory, for LONGEST + 2. There is no branch for what is seldom
    foreseen, where a word ends: that would take longer than all the rest.
    """
    found = 0
    key = digits = np.uint64(0)
    place = start
    while place < end and found < LONGEST:
        byte = data[place]
        kind = np.uint64(_CLASSES[byte])
        in_word = np.uint64(0) - (kind >> np.uint64(1))  # all bits or none
        found += int(~in_word & np.uint64(key != np.uint64(0)))
        digits = (digits | kind) & in_word
        key = (((key << np.uint64(5)) | (key >> np.uint64(59))) ^ np.uint64(byte | np.uint8(32))) & in_word
        keys[found] = _NUMBER if digits == np.uint64(_DIGIT) else key
        if byte in (46, 58) and place + 2 < end and place > start and _links(data, place):
            found = max(found - 1, 0)
            keys[found] = _LINK
            key = _LINK
            while place + 1 < end and _CLASSES[data[place + 1]] != _SPACE:
                place += 1
        place += 1
    found += int(key != np.uint64(0))
    count = 0
    for index in range(min(found, LONGEST)):
        if count < MOST_WORDS:
            count = _inserted(words, count, np.uint32(mixed(keys[index])))
    return count


@compiled
def _links(data: Bytes, place: int) -> bool:
    """Whether there is a full stop with a letter after it or "://", and a letter or digit before."""
    stop = data[place] == 46 and _CLASSES[data[place + 1]] == _LETTER
    scheme = data[place] == 58 and data[place + 1] == 47 and data[place + 2] == 47
    return bool(_CLASSES[data[place - 1]] >= _LETTER and (stop or scheme))


@compiled
def bands_of(words: Words, count: int, minima: Words, bands: NDArray[np.uint64]) -> None:
    """Write the keys of the bands; `minima`, working memory, has room for LANES.

    Each word is in one lane, of which the least counts (one-permutation hashing); an empty lane has what the next one
    has that is not empty.
    """
    minima[:] = _EMPTY
    for index in range(count):
        lane = words[index] & np.uint32(LANES - 1)
        minima[lane] = min(minima[lane], words[index] >> np.uint32(4))
    last = _EMPTY
    for lane in range(LANES - 1, -1, -1):
        last = minima[lane] if minima[lane] != _EMPTY else last
    for lane in range(LANES - 1, -1, -1):
        if minima[lane] == _EMPTY:
            minima[lane] = last
        last = minima[lane]
    for band in range(BANDS):
        key = np.uint64(band + 1)
        for row in range(ROWS):
            key = mixed(key ^ np.uint64(minima[band * ROWS + row]))
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
