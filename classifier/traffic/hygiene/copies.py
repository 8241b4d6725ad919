"""Copies: texts that many rows are near-identical to, in a table of fixed size, with those who sent each.

Rows are looked at one by one, so that the result is the same however they are chunked. A row belongs to the first copy
that shares a band with it and is near; else it is a copy of its own. When the table is full, the copy that was not met
again for longest makes room (the clock algorithm), but not one that has MANY senders.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled
from classifier.traffic.hygiene.copy import BANDS, LANES, LONGEST, MOST_WORDS, Words, bands_of, near, words_of
from classifier.traffic.rows import NO_TIME, Strings
from classifier.traffic.table import Keys

Numbers = NDArray[np.int64]
MOST = 8_192
"""Copies that are known at a time."""
MANY = 10
"""Senders of a copy from which on it is kept, and told."""
FEWEST_WORDS = 6
"""Different words of a text from which on it can be told from another."""
SENDERS, SUB_ACCOUNTS = 16, 8
"""Senders and sub-accounts that are remembered with a copy; more senders are counted elsewhere."""
_PLACES, _TAG_BITS = 4 * MOST, 18
_CREDIT = 3
"""Rounds of the clock that a copy may outlast without being met."""
EXAMPLES = 3
"""Rows of a copy whose texts are told."""
NOTHING, CROWDED_OUT, TELLING = 0, 1, 2
"""Kinds of rows: one whose sender finds no room with its copy, and one whose sender is among the first too many."""
USED, HAND, KEPT, LAST_SERIAL, CROWDED = 0, 1, 2, 3, 4
"""Places of the counters: copies in use, the clock's hand, those with MANY senders, the last serial number, and how
many of them found no room to be kept for good."""
SERIAL, WORDS, CREDIT, MESSAGES, FIRST, LAST, SENDER_COUNT, SUB_ACCOUNT_COUNT = range(8)
"""Columns of `facts`. Serial numbers tell apart the copies that were in a place one after the other, 0 for none."""
SENDER, SUB_ACCOUNT, _END = BANDS, BANDS + SENDERS, BANDS + SENDERS + SUB_ACCOUNTS
"""Columns of `keys` from which on senders and sub-accounts stand, after the keys of the bands."""


class Copies(NamedTuple):
    """The table. A copy is a place in `facts`, `keys` and `words`; `places` finds it by the keys of its bands."""

    counters: Numbers
    facts: Numbers
    keys: Keys
    words: Words
    places: NDArray[np.int32]


def empty() -> Copies:
    """A table without copies."""
    return Copies(
        counters=np.zeros(5, dtype=np.int64),
        facts=np.zeros((MOST, SUB_ACCOUNT_COUNT + 1), dtype=np.int64),
        keys=np.zeros((MOST, _END), dtype=np.uint64),
        words=np.zeros((MOST, MOST_WORDS), dtype=np.uint32),
        places=np.full((BANDS, _PLACES), -1, dtype=np.int32),
    )


@compiled
def _entry(key: np.uint64, copy: int) -> int:
    """What stands in `places` for a copy: some bits of its band's key, so that few others are looked at, and itself."""
    return int(key >> np.uint64(64 - _TAG_BITS)) * MOST + copy


@compiled
def _met(
    places: NDArray[np.int32], facts: Numbers, keys: Keys, others: Words, words: Words, count: int, bands: Keys
) -> int:
    """The copy that is near these words, or -1."""
    for band in range(BANDS):
        entry = int(places[band, bands[band] % np.uint64(_PLACES)])
        copy = entry % MOST
        if entry != _entry(bands[band], copy) or keys[copy, band] != bands[band]:
            continue
        if near(words, count, others, copy, int(facts[copy, WORDS])):
            return copy
    return -1


@compiled
def _room(counters: Numbers, facts: Numbers) -> int:
    """A place for a new copy: a free one, or that of one which was not met for long."""
    if counters[USED] < MOST:
        counters[USED] += 1
        return int(counters[USED]) - 1
    while True:
        place = int(counters[HAND])
        counters[HAND] = (place + 1) % MOST
        if facts[place, CREDIT] > 0:
            facts[place, CREDIT] -= 1
        elif facts[place, CREDIT] == 0:
            return place


@compiled
def _enter(places: NDArray[np.int32], facts: Numbers, keys: Keys, copy: int, bands: Keys) -> None:
    """Let the copy be found by its bands, but where one that has several senders is found by the same."""
    for band in range(BANDS):
        place = bands[band] % np.uint64(_PLACES)
        entry = int(places[band, place])
        other = entry % MOST
        if entry < 0 or facts[other, SENDER_COUNT] < 2 or keys[other, band] != bands[band]:
            places[band, place] = _entry(bands[band], copy)


@compiled
def _entered(keys: Keys, copy: int, start: int, count: int, most: int, key: np.uint64) -> int:
    """How many keys are known once this one is; more than there is room for if it finds none."""
    if key == 0:
        return count
    for index in range(start, start + count):
        if keys[copy, index] == key:
            return count
    if count < most:
        keys[copy, start + count] = key
    return count + 1


@compiled
def _count(
    counters: Numbers, facts: Numbers, keys: Keys, copy: int, sender: np.uint64, sub: np.uint64, day: int
) -> int:
    """Count a row of a copy, and tell what it is: NOTHING, CROWDED_OUT or TELLING."""
    facts[copy, MESSAGES] += 1
    if day != NO_TIME:
        facts[copy, FIRST] = day if facts[copy, FIRST] == NO_TIME else min(day, facts[copy, FIRST])
        facts[copy, LAST] = max(day, facts[copy, LAST])
    subs = _entered(keys, copy, SUB_ACCOUNT, int(facts[copy, SUB_ACCOUNT_COUNT]), SUB_ACCOUNTS, sub)
    facts[copy, SUB_ACCOUNT_COUNT] = min(subs, SUB_ACCOUNTS)
    before = int(facts[copy, SENDER_COUNT])
    senders = _entered(keys, copy, SENDER, before, SENDERS, sender)
    if senders > SENDERS:
        return CROWDED_OUT
    facts[copy, SENDER_COUNT] = senders
    if facts[copy, CREDIT] >= 0:
        facts[copy, CREDIT] = min(facts[copy, CREDIT] + 1, _CREDIT if senders > 1 else 1)
        if senders >= MANY and counters[KEPT] < MOST // 2:
            counters[KEPT] += 1
            facts[copy, CREDIT] = -1  # never makes room
        elif senders >= MANY and before < MANY:
            counters[CROWDED] += 1
    return TELLING if MANY <= senders < MANY + EXAMPLES and senders > before else NOTHING


@compiled
def _made(copies: Copies, words: Words, count: int, bands: Keys, day: int) -> int:
    """A new copy with these words, which has no rows yet."""
    counters, facts, keys, others, places = copies
    copy = _room(counters, facts)
    counters[LAST_SERIAL] += 1
    facts[copy] = 0
    facts[copy, SERIAL], facts[copy, WORDS] = counters[LAST_SERIAL], count
    facts[copy, FIRST] = facts[copy, LAST] = day
    keys[copy] = 0
    for band in range(BANDS):
        keys[copy, band] = bands[band]
    for index in range(count):
        others[copy, index] = words[index]
    _enter(places, facts, keys, copy, bands)
    return copy


@compiled
def _meet(
    copies: Copies,
    data: NDArray[np.uint8],
    offsets: Numbers,
    senders: Keys,
    sub_accounts: Keys,
    days: Numbers,
    kinds: Numbers,
    serials: Numbers,
) -> None:
    words = np.empty(MOST_WORDS + 1, dtype=np.uint32)
    hashes = np.empty(LONGEST + 2, dtype=np.uint64)
    minima = np.empty(LANES, dtype=np.uint32)
    bands = np.empty(BANDS, dtype=np.uint64)
    counters, facts, keys, others, places = copies
    for row in range(len(senders)):
        if senders[row] == 0 or offsets[row + 1] - offsets[row] < 2 * FEWEST_WORDS - 1:
            continue
        count = words_of(data, int(offsets[row]), int(offsets[row + 1]), words, hashes)
        if count < FEWEST_WORDS:
            continue
        bands_of(words, count, minima, bands)
        copy = _met(places, facts, keys, others, words, count, bands)
        if copy < 0:
            copy = _made(copies, words, count, bands, int(days[row]))
        serials[row] = facts[copy, SERIAL]
        kinds[row] = _count(counters, facts, keys, copy, senders[row], sub_accounts[row], int(days[row]))


def meet(copies: Copies, texts: Strings, senders: Keys, sub_accounts: Keys, days: Numbers) -> tuple[Numbers, Numbers]:
    """Count rows; gives the kind of each and the serial number of its copy."""
    kinds, serials = np.zeros((2, len(senders)), dtype=np.int64)
    _meet(copies, texts.data, texts.offsets, senders, sub_accounts, days, kinds, serials)
    return kinds, serials
