"""Hashes of words and of what is made of words, compiled, and open hash tables of them. 64 bits, 0 is an empty slot."""

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled, inlined

Codes = NDArray[np.int32]
"""Code points."""
Keys = NDArray[np.uint64]
_STEP, _MIX, _PAIR, _SALT = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0x2545F4914F6CDD1D


@inlined
def extended(value: np.uint64, code: int) -> np.uint64:
    """The hash of a run of characters that goes on with one more; it begins with a salt."""
    return (value + np.uint64(code)) * np.uint64(_STEP) ^ (value >> np.uint64(29))


@inlined
def mixed(value: np.uint64) -> np.uint64:
    """The hash with every bit depending on every other, as a table needs it."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(_MIX)
    return value ^ (value >> np.uint64(31))


@inlined
def paired(first: np.uint64, second: np.uint64) -> np.uint64:
    """The hash of what is made of two, in their order."""
    return (first * np.uint64(_PAIR)) ^ (second + np.uint64(_SALT))


@inlined
def of_run(codes: Codes, start: int, end: int, salt: np.uint64) -> np.uint64:
    """The hash of codes[start:end]."""
    value = salt
    for index in range(start, end):
        value = extended(value, codes[index])
    return value


@inlined
def holds(slots: Keys, value: np.uint64) -> bool:
    """Whether the table has that hash. Its length is a power of two, and some of its slots are empty."""
    mask = np.uint64(len(slots) - 1)
    place = mixed(value) & mask
    while slots[place] != 0:
        if slots[place] == value:
            return True
        place = (place + np.uint64(1)) & mask
    return False


@compiled
def add(slots: Keys, value: np.uint64) -> None:
    """Add a hash to the table."""
    mask = np.uint64(len(slots) - 1)
    place = mixed(value) & mask
    while slots[place] != 0 and slots[place] != value:
        place = (place + np.uint64(1)) & mask
    slots[place] = value


@compiled
def add_run(slots: Keys, codes: Codes, salt: int) -> None:
    """Add the hash of a run of characters to the table."""
    add(slots, of_run(codes, 0, len(codes), np.uint64(salt)))


def table(most: int) -> Keys:
    """An empty table for so many hashes."""
    return np.zeros(1 << max(4, (2 * most).bit_length()), dtype=np.uint64)
