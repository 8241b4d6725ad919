"""What a reader sees: folded readings of a text, with offsets into the raw text.

Senders disguise words ("l0an", "c.a.s.i.n.o", "ϲaѕino", "&#108;oan"). `readings` undoes what a reader undoes without
thinking, and remembers for every folded character which code points of the raw text it came from, so that any
highlight lands on what the sender wrote.

The first reading is the most likely one. Where a word is in doubt ("cas.ino" may be "casino", "today.call" is two
words) there is a second reading that takes the other choice. Whoever looks for something looks in each: a doubtful
reading can add a match but cannot hide one, which is how under-folding and over-folding are both avoided.

Every stage passes over its input once, so the time is linear in the length of the text. In most texts each character
folds by itself, which a compiled short cut does; the others get the full treatment, with the same result.
"""

import numpy as np

from classifier.folding import characters, disguises, escapes, quick
from classifier.folding.tables import ASK, tables
from classifier.folding.view import View
from classifier.pool import Pool

__all__ = ["View", "in_full", "readings"]


def readings(text: str) -> tuple[View, ...]:
    """One or two readings of `text`: lower case, plain letters, disguises undone. Never raises, whatever the text."""
    taken = _ROOMS.taken(len(text))
    _, room = taken
    room.raw[: len(text)] = disguises.codes_of(text)
    lengths = quick.read(room, len(text), tables())
    read = tuple(_view(text, room, reading, length) for reading, length in enumerate(lengths) if length >= 0)
    _ROOMS.given_back(taken)
    return read if lengths[0] != ASK else in_full(text)


def in_full(text: str) -> tuple[View, ...]:
    """The same without the short cut."""
    return disguises.undo(characters.fold(escapes.decode(View.of(text))))


_ROOMS = Pool(quick.room, usual=2_000, most_kept=20_000)


def _view(text: str, room: quick.Room, reading: int, length: int) -> View:
    shown = room.read[reading, :length].tobytes().decode("utf-32-le", "surrogatepass")
    starts, ends = np.empty((2, length), dtype=np.int32)
    quick.places(room, reading, length, starts, ends)
    return View(text, shown, starts.data, ends.data)
