"""The short cut of folding as one compiled pass: both readings of a text in which each character folds by itself."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled
from classifier.folding import disguises, plain
from classifier.folding.edits import LIKELY, OTHER, Edits, apply, forget, room_for
from classifier.folding.tables import ASK, LONGEST, Bytes, Tables
from classifier.hashes import Codes

_ASK, _DOUBT, _EDITED = ASK, disguises.DOUBT, disguises.EDITED


class Room(NamedTuple):
    """Working memory for a text of so many code points, used again for the next one.

    raw      the text's code points, which the caller writes
    folded, source, capitals   what `plain.fold` makes of them
    read     2 x code points: the readings; `place` is where each comes from in `folded`, as `edits.apply` says
    """

    raw: Codes
    folded: Codes
    source: NDArray[np.int32]
    capitals: Bytes
    edits: Edits
    read: Codes
    place: NDArray[np.int32]


def room(code_points: int) -> Room:
    """Memory for texts of up to so many code points."""
    size = max(LONGEST * code_points, 1)
    one = [np.empty(size, dtype=np.int32) for _ in range(2)]
    two = [np.empty((2, 2 * size), dtype=np.int32) for _ in range(2)]
    raw = np.empty(max(code_points, 1), dtype=np.int32)
    return Room(raw, one[0], one[1], np.empty(size, dtype=np.uint8), room_for(size), two[0], two[1])


@compiled
def read(room: Room, length: int, tables: Tables) -> tuple[int, int]:
    """Lengths of the two readings of room.raw[:length]; the second is -1 if there is one reading.

    (ASK, ASK) if the text needs the full treatment.
    """
    folded = plain.fold(room.raw, length, tables, room.folded, room.source, room.capitals)
    if folded == _ASK or plain.stand_apart(room.folded, folded, tables.kind):
        return _ASK, _ASK
    found = disguises.find(room.folded, folded, room.capitals, tables, room.edits)
    if not found & _EDITED:
        for index in range(folded):
            room.read[LIKELY, index] = room.folded[index]
            room.place[LIKELY, index] = index
    if not found:
        return folded, -1
    first, second = folded, -1
    if found & _EDITED:
        first = apply(room.folded, folded, room.edits, LIKELY, room.read[LIKELY], room.place[LIKELY])
    if found & _DOUBT:
        second = apply(room.folded, folded, room.edits, OTHER, room.read[OTHER], room.place[OTHER])
    forget(room.edits, folded)
    return first, second


@compiled
def places(room: Room, reading: int, length: int, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> None:
    """Write where in the raw text each character of a reading starts and ends."""
    for index in range(length):
        place = room.place[reading, index]
        starts[index] = room.source[place if place >= 0 else -1 - place]
        ends[index] = starts[index] + (1 if place >= 0 else 0)
