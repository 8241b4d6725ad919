"""Edits of folded text, made by compiled rules: characters to leave out, to swap, and before which to open a gap."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled
from classifier.folding.tables import Bytes
from classifier.hashes import Codes

LIKELY, OTHER = 0, 1
"""The two readings."""
NO_SWAP = 0


class Edits(NamedTuple):
    """What to do to each character, in each reading: arrays of 2 x characters."""

    dropped: Bytes
    swapped: Codes
    gap: Bytes


def room_for(characters: int) -> Edits:
    """Edits of a text of at most so many characters, none yet."""
    return Edits(
        np.zeros((2, characters), dtype=np.uint8),
        np.zeros((2, characters), dtype=np.int32),
        np.zeros((2, characters), dtype=np.uint8),
    )


@compiled
def forget(edits: Edits, length: int) -> None:
    """Make the edits of the first characters none again."""
    for reading in range(2):
        for index in range(length):
            edits.dropped[reading, index] = 0
            edits.swapped[reading, index] = NO_SWAP
            edits.gap[reading, index] = 0


@compiled
def apply(codes: Codes, length: int, edits: Edits, reading: int, out: Codes, source: NDArray[np.int32]) -> int:
    """Write the edited characters to `out` and the place of each in `codes` to `source`; how many there are.

    A gap's source is the place of the character after it, as -1 - place.
    """
    made = 0
    for index in range(length):
        if edits.gap[reading, index]:
            out[made] = 32
            source[made] = -1 - index
            made += 1
        if not edits.dropped[reading, index]:
            swap = edits.swapped[reading, index]
            out[made] = codes[index] if swap == NO_SWAP else swap
            source[made] = index
            made += 1
    return made
