"""Compare what two sides say of the same messages, a batch at a time, in memory that does not grow with the file."""

from collections.abc import Callable, Iterable
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from classifier.errors import InputError
from classifier.traffic.comparison import DECISIONS, Cause, Comparison, Counts, Moves, Part
from classifier.traffic.differences import Names, Verdicts, kinds_of
from classifier.traffic.flips import Examples, score_changes

UNKNOWN_LANGUAGE = "und"
"""Stands for a language that is not known (BCP 47)."""
EXAMPLES = 12
"""Flips that are kept of each direction, unless told otherwise."""
SHOWN_SENDERS = 100
MOST_NAMES = 100_000
"""Senders, or languages, that are counted one by one."""
BINS = 41
_SIDE = len(DECISIONS)
_EDGES = np.linspace(-1.0 - 1.0 / (BINS - 1), 1.0 + 1.0 / (BINS - 1), BINS + 1)
Numbers = NDArray[np.int64]


class Comparer:
    """Counts what differs between two sides. `examples` is how many flips of each direction are kept."""

    def __init__(self, examples: int = EXAMPLES) -> None:
        self._moves = np.zeros(_SIDE * _SIDE, dtype=np.int64)
        self._same_decision = 0
        self._undated = 0
        self._changes = np.zeros(BINS, dtype=np.int64)
        self._categories = _Causes(lambda kind: kind.labels, lambda kind: kind.categories)
        self._checks = _Causes(lambda kind: kind.findings, lambda kind: kind.checks)
        self._languages, self._senders = _Parts(), _Parts()
        self._examples = Examples(examples)

    def add(self, messages: pa.RecordBatch, before: pa.RecordBatch, after: pa.RecordBatch) -> None:
        """Compare some more messages (`messages.SCHEMA`, of which all but `text` may be missing).

        `before` and `after` are what screening added to them (`columns.SCHEMA`). InputError if they are not as many.
        """
        if not messages.num_rows == before.num_rows == after.num_rows:
            told = f"{before.num_rows} and {after.num_rows}"
            raise InputError(f"expected two verdicts on each of {messages.num_rows} messages, got {told}")
        if not messages.num_rows:
            return
        kinds = kinds_of(before, after)
        changes = score_changes(before, after)
        self._examples.add(messages, kinds, changes, int(self._moves.sum()) + 1)
        self._changes += np.histogram(changes[0], _EDGES)[0]
        for kind, count in zip(kinds.kinds, kinds.counts().tolist(), strict=True):
            self._moves[kind.move] += count
            self._same_decision += count * (kind.differs and not kind.flips)
            self._categories.add(kind, count)
            self._checks.add(kind, count)
        moves = kinds.of_rows(kind.move for kind in kinds.kinds)
        self._languages.add(_languages(messages), moves)
        self._senders.add(_strings(messages, "sender"), moves)
        self._undated += _missing(messages, "sent_at")

    def result(self) -> Comparison:
        """What differs so far."""
        senders = self._senders.parts()
        return Comparison(
            moves=_moves(self._moves),
            same_decision=self._same_decision,
            categories=self._categories.causes(),
            checks=self._checks.causes(),
            languages=self._languages.parts()[:SHOWN_SENDERS],
            senders=senders[:SHOWN_SENDERS],
            sender_count=sum(1 for part in senders if part.name) + self._senders.forgotten,
            changes=tuple(self._changes.tolist()),
            flips=self._examples.chosen(),
            undated=self._undated,
            cut=tuple(self._cut()),
        )

    def _cut(self) -> Iterable[str]:
        for parts, name in ((self._languages, "languages"), (self._senders, "senders")):
            if parts.forgotten:
                yield f"{parts.forgotten:,} {name} with few changes were forgotten on the way and are not listed"


class _Causes:
    """Counts by category, or by check."""

    def __init__(
        self, fired: Callable[[Verdicts], tuple[Names, Names]], causes: Callable[[Verdicts], tuple[str, ...]]
    ) -> None:
        self._fired, self._causes = fired, causes
        self._counts: dict[str, Numbers] = {}
        self._moves: dict[str, Numbers] = {}

    def add(self, kind: Verdicts, count: int) -> None:
        before, after = self._fired(kind)
        for names, place in ((before, 0), (after, 1), (after - before, 2), (before - after, 3)):
            for name in names:
                self._counts.setdefault(name, np.zeros(4, dtype=np.int64))[place] += count
        if kind.flips:
            for name in self._causes(kind) or ("",):
                self._moves.setdefault(name, np.zeros(_SIDE * _SIDE, dtype=np.int64))[kind.move] += count

    def causes(self) -> tuple[Cause, ...]:
        names = self._counts.keys() | self._moves.keys()
        found = [self._cause(name) for name in names]
        return tuple(sorted(found, key=lambda one: (-one.moves.changed, -(one.gained + one.lost), one.name)))

    def _cause(self, name: str) -> Cause:
        before, after, gained, lost = self._counts[name].tolist() if name in self._counts else [0] * 4
        return Cause(name, before, after, gained, lost, _moves(self._moves.get(name)))


class _Parts:
    """Decisions by name; where there are more than MOST_NAMES, those with few changes are forgotten."""

    def __init__(self) -> None:
        self.forgotten = 0
        self._places: dict[str, int] = {}
        self._counts = np.zeros((64, _SIDE * _SIDE), dtype=np.int64)

    def add(self, names: pa.Array, moves: Numbers) -> None:
        coded = names.dictionary_encode()
        found = coded.dictionary.to_pylist()
        width = _SIDE * _SIDE
        here = np.bincount(np.asarray(coded.indices) * width + moves, minlength=len(found) * width)
        places = [self._places.setdefault(name, len(self._places)) for name in found]
        while len(self._places) > len(self._counts):
            self._counts = np.concatenate((self._counts, np.zeros_like(self._counts)))
        self._counts[places] += here.reshape(-1, width)
        if len(self._places) > MOST_NAMES:
            self._prune()

    def _prune(self) -> None:
        kept = self.parts()[: MOST_NAMES // 2]
        self.forgotten += len(self._places) - len(kept)
        self._places = {part.name: place for place, part in enumerate(kept)}
        self._counts = np.array([part.moves.counts for part in kept], dtype=np.int64).reshape(len(kept), -1)

    def parts(self) -> tuple[Part, ...]:
        """The most changes first, then the most messages."""
        found = [Part(name, _moves(self._counts[place])) for name, place in self._places.items()]
        return tuple(sorted(found, key=lambda part: (-part.moves.changed, -part.moves.rows, part.name)))


def _moves(flat: Numbers | None) -> Moves:
    counts = np.zeros(_SIDE * _SIDE, dtype=np.int64) if flat is None else flat
    return Moves(cast(Counts, tuple(tuple(line) for line in counts.reshape(_SIDE, _SIDE).tolist())))


def _strings(messages: pa.RecordBatch, name: str) -> pa.Array:
    """The column without nulls and without spaces around its values; "" where nothing is known."""
    if name not in messages.schema.names:
        return pa.array([""] * messages.num_rows, pa.string())
    return pc.utf8_trim_whitespace(pc.fill_null(messages.column(name).cast(pa.string()), ""))


def _languages(messages: pa.RecordBatch) -> pa.Array:
    told = pc.utf8_lower(_strings(messages, "lang"))
    return pc.if_else(pc.equal(told, ""), UNKNOWN_LANGUAGE, told)


def _missing(messages: pa.RecordBatch, name: str) -> int:
    return int(messages.column(name).null_count) if name in messages.schema.names else int(messages.num_rows)
