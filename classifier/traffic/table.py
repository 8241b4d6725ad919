"""Growing tables of numbers, a record for each key: what all counting of traffic is made of.

Keys are 64-bit hashes, so that no string is looked up: among a million of them the chance that two are the same by
accident is one in thirty million.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled

Keys = NDArray[np.uint64]
Places = NDArray[np.int64]
NOWHERE = -1
"""The place of key 0, which stands for what is not known."""
_LEAST = 64


@compiled
def mixed(key: np.uint64) -> np.uint64:
    """The bits of a key well stirred (the finalizer of MurmurHash3)."""
    key ^= key >> np.uint64(33)
    key *= np.uint64(0xFF51AFD7ED558CCD)
    key ^= key >> np.uint64(33)
    key *= np.uint64(0xC4CEB9FE1A85EC53)
    return key ^ (key >> np.uint64(33))


@compiled
def paired(first: np.uint64, second: np.uint64) -> np.uint64:
    """One key for two, whose order counts."""
    return mixed(mixed(first) * np.uint64(0x9E3779B97F4A7C15) + second)


@compiled
def pairs_of(first: Keys, second: Keys) -> Keys:
    """A key for each two; 0 where either is 0."""
    both = np.zeros(len(first), dtype=np.uint64)
    for row in range(len(first)):
        if first[row] and second[row]:
            both[row] = paired(first[row], second[row])
    return both


@compiled
def _enter(slots: NDArray[np.int32], known: Keys, count: int, keys: Keys, at: int, places: Places) -> tuple[int, int]:
    """Find or add keys[at:]; stops where the table must grow. Gives how many are known, and where it stopped."""
    mask = np.uint64(len(slots) - 1)
    most = min(len(known), len(slots) // 2)
    for row in range(at, len(keys)):
        key = keys[row]
        if key == 0:
            places[row] = NOWHERE
            continue
        slot = mixed(key) & mask
        while slots[slot] >= 0 and known[slots[slot]] != key:
            slot = (slot + np.uint64(1)) & mask
        if slots[slot] < 0:
            if count >= most:
                return count, row
            slots[slot] = count
            known[count] = key
            count += 1
        places[row] = slots[slot]
    return count, len(keys)


@compiled
def _find(slots: NDArray[np.int32], known: Keys, keys: Keys) -> Places:
    mask = np.uint64(len(slots) - 1)
    places = np.full(len(keys), NOWHERE, dtype=np.int64)
    for row in range(len(keys)):
        slot = mixed(keys[row]) & mask
        while slots[slot] >= 0 and known[slots[slot]] != keys[row]:
            slot = (slot + np.uint64(1)) & mask
        places[row] = slots[slot]
    return places


class Table:
    """Records of numbers by key, in the order in which the keys were first seen.

    Each column is an array of one or two dimensions, whose first is the place of the record; what is beyond the last
    record is as the column is at first. The arrays are replaced when the table grows: never keep one.
    """

    def __init__(self, columns: Mapping[str, NDArray[Any]]) -> None:
        """`columns` holds by name an array of one record, as a new record is."""
        self._new = dict(columns)
        self._clear(_LEAST)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, column: str) -> NDArray[Any]:
        return self._columns[column]

    def _clear(self, room: int) -> None:
        self._count = 0
        self._slots = np.full(2 * room, -1, dtype=np.int32)
        self._keys = np.zeros(room, dtype=np.uint64)
        self._columns = {name: np.repeat(new, room, axis=0) for name, new in self._new.items()}

    @property
    def keys(self) -> Keys:
        """The key of each record."""
        return self._keys[: self._count]

    def places(self, keys: Keys) -> Places:
        """The place of each key's record, which is made where there is none; NOWHERE for the key 0."""
        places = np.empty(len(keys), dtype=np.int64)
        at = 0
        while True:
            self._count, at = _enter(self._slots, self._keys, self._count, keys, at, places)
            if at == len(keys):
                return places
            self._grow(2 * len(self._keys))

    def find(self, keys: Keys) -> Places:
        """The place of each key's record, NOWHERE where there is none."""
        return _find(self._slots, self._keys, keys)

    def _grow(self, room: int) -> None:
        keys = self.keys.copy()
        more = room - len(self._keys)
        self._columns = {
            name: np.concatenate((array, np.repeat(self._new[name], more, axis=0)))
            for name, array in self._columns.items()
        }
        self._keys = np.concatenate((self._keys, np.zeros(more, dtype=np.uint64)))
        self._enter_again(keys, room)

    def _enter_again(self, keys: Keys, room: int) -> None:
        self._slots = np.full(2 * room, -1, dtype=np.int32)
        self._count, _ = _enter(self._slots, self._keys, 0, keys, 0, np.empty(len(keys), dtype=np.int64))

    def keep(self, chosen: Places) -> None:
        """Forget all records but those at the chosen places, which must be in their order."""
        self._restore(self.keys[chosen], {name: array[chosen] for name, array in self._columns.items()})

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The records, for a state."""
        return {"": self.keys} | {name: array[: self._count] for name, array in self._columns.items()}

    def restore(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Go on with the records of a state."""
        self._restore(arrays[""], arrays)

    def _restore(self, keys: Keys, columns: Mapping[str, NDArray[Any]]) -> None:
        self._clear(max(_LEAST, 1 << (len(keys) - 1).bit_length() if len(keys) else 0))
        self._enter_again(keys, len(self._keys))
        for name, array in self._columns.items():
            array[: self._count] = columns[name]
