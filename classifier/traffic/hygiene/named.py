"""Which brand a text names: a cheap rule that passes over each text once, and leaves alone what it is not sure of.

A name stands before a colon or a dash at the beginning ("Acme: ...", "Acme - ..."), in brackets there ("[Acme] ..."),
or after "from" where somebody is introduced ("this is Jo from Acme", "message from Acme"). A text that has none of
these has the host of its first link, which must have a scheme, `www.` or a path. Names elsewhere in a text are left
alone. What stands there is only a candidate: whether it is a firm's name is read in `firms`, once for each spelling.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled
from classifier.traffic.rows import FIRST_BYTES, NEXT_BYTE, Bytes, Offsets, Strings
from classifier.traffic.table import Keys, mixed

Spans = NDArray[np.int64]
NOTHING, LABEL, FROM, HOST = 0, 1, 2, 3
"""Kinds of spans: a name at the beginning, one after "from", a host."""
_LONGEST, _LOOKED_AT = 48, 120
"""Bytes of a name, and of the beginning of a text in which "from" counts."""


@compiled
def _letter(byte: int) -> bool:
    return 97 <= byte | 32 <= 122 or byte >= 128


@compiled
def _begins_name(byte: int) -> bool:
    return 65 <= byte <= 90 or 48 <= byte <= 57 or byte >= 128


@compiled
def _label_end(data: Bytes, start: int, end: int, closing: int) -> int:
    """Where a name ends that begins there and is followed by a colon, a dash or the closing bracket; else `start`."""
    if start >= end or not _begins_name(data[start]):
        return start
    words = 1
    for place in range(start, min(end, start + _LONGEST)):
        byte = data[place]
        after = data[place + 1] if place + 1 < end else 32
        if closing:
            if byte == closing:
                return place
        elif byte == 58 and after <= 32:
            return place
        elif byte == 32 and place + 2 < end:
            dash = after in (45, 124) and data[place + 2] == 32
            long_dash = (
                after == 0xE2 and place + 4 < end and data[place + 2] == 0x80 and data[place + 3] in (0x93, 0x94)
            )
            if dash or (long_dash and data[place + 4] == 32):
                return place
        if (
            byte < 32
            or byte in (33, 34, 44, 47, 58, 59, 61, 63, 64)
            or (byte == 46 and after <= 32 and place - start > 4)
        ):
            return start
        if byte == 32:
            words += 1
            small = 97 <= after <= 122
            if words > 8 or (small and place + 5 < end and _long_word(data, place + 1, place + 5)):
                return start
    return start


@compiled
def _long_word(data: Bytes, start: int, end: int) -> bool:
    """Whether there are only letters: a word of four and more is not one that stands inside names."""
    long = True
    for place in range(start, end):
        long = long and _letter(data[place])
    return long


@compiled
def _is_from(data: Bytes, place: int) -> bool:
    begins = data[place] | 32 == 102 and data[place + 1] == 114
    return bool(begins and data[place + 2] == 111 and data[place + 3] == 109 and data[place + 4] == 32)


@compiled
def _introduced(data: Bytes, start: int, place: int) -> bool:
    """Whether up to three words before the place there are "is", "'s", "'m", "message" or the like."""
    end = place - 1
    for _ in range(4):
        while end > start and data[end - 1] == 32:
            end -= 1
        first = end
        while first > start and data[first - 1] > 32:
            first -= 1
        if end - first < 2:
            return False
        last, before = data[end - 1] | 32, data[end - 2]
        length = end - first
        if last == 115 and ((before | 32) == 105 or before in (39, 0x99) or (length == 3 and (before | 32) == 116)):
            return True  # is, it's, its
        if (last == 109 and before in (39, 0x99)) or (length >= 7 and last == 101 and (before | 32) == 103):
            return True  # I'm, message
        if length == 4 and last == 115 and (before | 32) == 119:
            return True  # news
        end = first
    return False


@compiled
def _from_end(data: Bytes, first: int, end: int) -> int:
    """Where the capital words end that begin there."""
    last = first
    while last < end and last - first < _LONGEST:
        byte = data[last]
        if byte < 32 or byte in (33, 34, 40, 41, 44, 46, 47, 58, 59, 63, 64):
            break
        if byte == 32 and last + 1 < end and not (_begins_name(data[last + 1]) or data[last + 1] == 38):
            break
        last += 1
    return last


@compiled
def _in_host(byte: int) -> bool:
    return _letter(byte) or 48 <= byte <= 57 or byte in (45, 46, 95)


@compiled
def _host_around(data: Bytes, start: int, place: int, end: int) -> tuple[int, int, bool]:
    """The host around a full stop, and whether it has a scheme, `www.` or a path."""
    first, last = place, place
    while first > start and _in_host(data[first - 1]):
        first -= 1
    while last < end and _in_host(data[last]):
        last += 1
    scheme = first - start >= 3 and data[first - 1] == 47 and data[first - 2] == 47
    web = data[first] | 32 == 119 and data[first + 1] | 32 == 119 and data[first + 2] | 32 == 119
    return first, last, bool(scheme or web or (last < end and data[last] == 47))


@compiled
def _span(data: Bytes, start: int, end: int, names: bool) -> tuple[int, int, int]:
    """Kind and span of the name after the first such "from", if `names` are looked for, or else of the first host."""
    kind, first, last = NOTHING, start, start
    place = start + 1
    while place + 2 < end:
        byte = data[place]
        if byte == 46 and kind == NOTHING and _in_host(data[place - 1]) and _letter(data[place + 1]):
            at, stop, linked = _host_around(data, start, place, end)
            if linked:
                kind, first, last = HOST, at, stop
            place = stop
        elif names and byte | 32 == 102 and data[place - 1] == 32 and place + 6 < end and place - start < _LOOKED_AT:
            if _is_from(data, place) and _begins_name(data[place + 5]) and _introduced(data, start, place):
                return FROM, place + 5, _from_end(data, place + 5, end)
        elif kind == HOST and place - start >= _LOOKED_AT:
            break
        place += 1
    return kind, first, last


@compiled
def _find(data: Bytes, offsets: Offsets, kinds: NDArray[np.int64], spans: Spans) -> Keys:
    """Kind and span of what names a brand in each text, and its key, the same for small letters and capitals."""
    keys = np.zeros(len(kinds), dtype=np.uint64)
    for row in range(len(kinds)):
        start, end = offsets[row], offsets[row + 1]
        while start < end and start - offsets[row] < 4 and (data[start] <= 32 or data[start] in (33, 42, 45, 126)):
            start += 1
        if start >= end:
            continue
        closing = 93 if data[start] == 91 else 41 if data[start] == 40 else 0
        kind = LABEL
        first = start + 1 if closing else start
        last = _label_end(data, first, end, closing)
        if last == first:
            kind, first, last = _span(data, start, end, True)
        if last > first:
            kinds[row], spans[row, 0], spans[row, 1] = kind, first, last
            keys[row] = _key(data, first, last, kind == HOST)
    return keys


@compiled
def _key(data: Bytes, start: int, end: int, is_host: bool) -> np.uint64:
    key = FIRST_BYTES
    while end > start and data[end - 1] == 32:
        end -= 1
    for place in range(start, end):
        byte = data[place]
        key = (key ^ np.uint64(byte | 32 if 65 <= byte <= 90 else byte)) * NEXT_BYTE
    return (mixed(key) & ~np.uint64(3)) | np.uint64(2 if is_host else 1)


@dataclass(frozen=True)
class Named:
    """What may name a brand in each text: `keys` are 0 where nothing does; a name's key is the same in any capitals."""

    texts: Strings

    @cached_property
    def _found(self) -> tuple[NDArray[np.int64], Spans, Keys]:
        kinds = np.full(len(self.texts), NOTHING, dtype=np.int64)
        spans = np.zeros((len(self.texts), 2), dtype=np.int64)
        keys = _find(self.texts.data, self.texts.offsets, kinds, spans)
        return kinds, spans, keys

    @property
    def keys(self) -> Keys:
        """A key for each text, which says whether it is a host (`is_host`)."""
        return self._found[2]

    def written(self, place: int) -> str:
        """What names the brand in a text."""
        start, end = self._found[1][place].tolist()
        return self.texts.data[start:end].tobytes().decode(errors="replace").strip()


def first_hosts(texts: Strings) -> list[str]:
    """The host of each text's first link that has a scheme, `www.` or a path; "" where there is none."""
    spans = [_span(texts.data, start, end, False) for start, end in pairwise(texts.offsets)]
    return [texts.data[start:end].tobytes().decode(errors="replace").lower().rstrip(".") for _, start, end in spans]


def is_host(key: int) -> bool:
    """Whether the key is that of a host, and not of a name."""
    return key & 3 == 2
