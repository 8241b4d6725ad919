"""Texts to logits through the compiled scorer: one text, or a buffer of many."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled
from classifier.folding import plain, quick
from classifier.folding.disguises import codes_of
from classifier.folding.tables import ASK, Bytes, Tables, tables
from classifier.model import kernel, tokens
from classifier.model.kernel import Array, Sums, Weights
from classifier.model.tokens import Words
from classifier.policy import phrase_table
from classifier.policy.phrase_table import PhraseTable
from classifier.pool import Pool
from classifier.text import View, in_full

_ASK = ASK
Offsets = NDArray[np.int64]
NO_PHRASES = phrase_table.table(())


class Room(NamedTuple):
    """Working memory of one thread."""

    reading: quick.Room
    words: Words
    sums: Sums
    logits: Array


@dataclass(frozen=True)
class Scorer:
    """Scores texts with one model's weights."""

    weights: Weights
    _rooms: Pool[Room] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rooms", Pool(partial(_room, self.weights), usual=4_000, most_kept=40_000))

    def logits(self, texts: Sequence[str]) -> Array:
        """Logits, texts x labels."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        offsets = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum([len(each) for each in encoded], out=offsets[1:])
        return self.logits_of_buffer(np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets)

    def logits_of_buffer(self, data: Bytes, offsets: Offsets) -> Array:
        """Logits of the texts data[offsets[i]:offsets[i + 1]], which must be valid UTF-8; texts x labels."""
        return self.seen(data, offsets, NO_PHRASES)[0]

    def seen(self, data: Bytes, offsets: Offsets, phrases: PhraseTable) -> tuple[Array, NDArray[np.bool_]]:
        """Logits of such texts, and whether each may have one of the phrases in a reading."""
        out = np.empty((len(offsets) - 1, len(self.weights.bias)))
        asking, phrased = np.empty((2, len(out)), dtype=np.bool_)
        taken = self._rooms.taken(int(np.diff(offsets).max(initial=0)))
        _, room = taken
        _score_all(data, offsets, tables(), self.weights, phrases, room, out, asking, phrased)
        self._rooms.given_back(taken)
        for index in np.flatnonzero(asking).tolist():
            text = data[offsets[index] : offsets[index + 1]].tobytes().decode("utf-8", "surrogatepass")
            out[index] = np.max([self.reading_logits(view) for view in in_full(text)], axis=0)
        return out, phrased | asking

    def reading_logits(self, view: View) -> Array:
        """Logits of one reading."""
        codes, out = codes_of(view.text), np.empty(len(self.weights.bias))
        taken = self._rooms.taken(len(codes))
        _, room = taken
        kernel.logits(codes, len(codes), tables(), self.weights, room.words, room.sums, out)
        self._rooms.given_back(taken)
        return out

    def shares(self, view: View) -> tuple[list[tuple[int, int]], Array]:
        """Where each word of a reading stands in it, and the weight of each in each label's logit."""
        codes = codes_of(view.text)
        out = np.empty((len(codes), len(self.weights.bias)))
        taken = self._rooms.taken(len(codes))
        _, room = taken
        count = kernel.shares(codes, len(codes), tables(), self.weights, room.words, room.sums, out)
        spans = list(zip(room.words.start[:count].tolist(), room.words.stop[:count].tolist(), strict=True))
        self._rooms.given_back(taken)
        return spans, out[:count]


def _room(weights: Weights, code_points: int) -> Room:
    reading = quick.room(code_points)
    longest = reading.read.shape[1]
    sums = kernel.room_for(longest, weights)
    return Room(reading, tokens.room_for(longest), sums, np.empty(len(weights.bias)))


@compiled
def _score_all(
    data: Bytes,
    offsets: Offsets,
    tables: Tables,
    weights: Weights,
    phrases: PhraseTable,
    room: Room,
    out: Array,
    asking: NDArray[np.bool_],
    phrased: NDArray[np.bool_],
) -> None:
    """Score every text that the short cut can read; note in `asking` which it cannot, in `phrased` what has phrases."""
    kind, keys = tables.kind, room.sums.keys
    for index in range(len(out)):
        length = plain.decode(data, offsets[index], offsets[index + 1], room.reading.raw)
        first, second = quick.read(room.reading, length, tables)
        asking[index] = first == _ASK
        phrased[index] = False
        if first == _ASK:
            continue
        if phrases.longest:
            phrased[index] = phrase_table.seen(room.reading.read[0], first, kind, phrases, keys) or (
                second >= 0 and phrase_table.seen(room.reading.read[1], second, kind, phrases, keys)
            )
        kernel.logits(room.reading.read[0], first, tables, weights, room.words, room.sums, out[index])
        if second >= 0:
            kernel.logits(room.reading.read[1], second, tables, weights, room.words, room.sums, room.logits)
            for label in range(len(room.logits)):
                out[index, label] = max(out[index, label], room.logits[label])
