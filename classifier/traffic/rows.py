"""Screened messages as arrays: what the counters of traffic read of a chunk, each thing worked out once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from classifier.compiled import compiled
from classifier.traffic.messages import message_at
from classifier.traffic.table import Keys, mixed
from classifier.types import Effect, Message

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]
DECISIONS: tuple[str, ...] = (Effect.ALLOW.value, Effect.REVIEW.value, Effect.BLOCK.value)
BLOCK = 1 << 17
"""Rows after which tables are looked through for what can be forgotten: the same ones however the rows are chunked."""
NO_TIME = np.iinfo(np.int64).min
"""Stands for a time, or a day, that is not known."""
MICROSECONDS_A_DAY = 86_400_000_000
_EPOCH = date(1970, 1, 1)
_START = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_BYTES = np.uint64(0xCBF29CE484222325)
NEXT_BYTE = np.uint64(0x100000001B3)
"""FNV-1a of 64 bits: where it begins, and what each byte multiplies by."""


@dataclass(frozen=True, slots=True)
class Strings:
    """A column of strings as UTF-8: string i is data[offsets[i] : offsets[i + 1]]; those not known are empty."""

    data: Bytes
    offsets: Offsets

    def __len__(self) -> int:
        return len(self.offsets) - 1


@compiled
def _hashes(data: Bytes, offsets: Offsets) -> Keys:
    """0 for what is empty."""
    found = np.zeros(len(offsets) - 1, dtype=np.uint64)
    for row in range(len(found)):
        if offsets[row] == offsets[row + 1]:
            continue
        key = FIRST_BYTES
        for place in range(offsets[row], offsets[row + 1]):
            key = (key ^ np.uint64(data[place])) * NEXT_BYTE
        found[row] = mixed(key) | np.uint64(1)
    return found


@compiled
def _identities(data: Bytes, offsets: Offsets) -> Keys:
    """0 for what is empty. Of a number only the digits count, and the key is odd; of others all but spaces around."""
    found = np.zeros(len(offsets) - 1, dtype=np.uint64)
    for row in range(len(found)):
        start, end = offsets[row], offsets[row + 1]
        while start < end and data[start] <= 32:
            start += 1
        while start < end and data[end - 1] <= 32:
            end -= 1
        if start == end:
            continue
        digits, others = FIRST_BYTES, FIRST_BYTES
        count = 0
        is_number = True
        for place in range(start, end):
            byte = data[place]
            others = (others ^ np.uint64(byte)) * NEXT_BYTE
            if 48 <= byte <= 57:
                count += 1
                digits = (digits ^ np.uint64(byte)) * NEXT_BYTE
            elif not (byte in (32, 40, 41, 45) or (byte == 43 and place == start)):
                is_number = False
        if is_number and count >= FEWEST_DIGITS:
            found[row] = mixed(digits) | np.uint64(1)
        else:
            found[row] = (mixed(others) | np.uint64(2)) & ~np.uint64(1)
    return found


def are_numbers(identities: Keys) -> NDArray[np.bool_]:
    """Whether these keys of senders or recipients are of phone numbers, and not of names and short codes."""
    odd: NDArray[np.bool_] = (identities & np.uint64(1)) == 1
    return odd


@compiled
def _decisions(data: Bytes, offsets: Offsets) -> NDArray[np.int64]:
    """By the first letter: allow, block, and review for the rest."""
    found = np.full(len(offsets) - 1, 1, dtype=np.int64)
    for row in range(len(found)):
        if offsets[row + 1] > offsets[row]:
            first = data[offsets[row]]
            found[row] = 0 if first == 97 else 2 if first == 98 else 1
    return found


FEWEST_DIGITS = 7
"""Of a phone number; what has fewer is a short code, or no number."""


@dataclass(frozen=True)
class Rows:
    """Messages (`messages.SCHEMA`, columns may be missing) with what screening added (`columns.SCHEMA`), as arrays.

    `first` is the number of the first row; where not all follow, `chosen` are the numbers of all. Days are counted from
    1970-01-01.
    """

    messages: pa.RecordBatch
    added: pa.RecordBatch
    first: int = 1
    chosen: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return int(self.messages.num_rows)

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """The number of each row."""
        if self.chosen is not None:
            return self.chosen
        return np.arange(self.first, self.first + len(self), dtype=np.int64)

    @cached_property
    def texts(self) -> Strings:
        """The messages' texts."""
        return self._strings("text")

    @cached_property
    def senders(self) -> Keys:
        """A key for each sender, the same however a number is spaced; 0 where it is not known."""
        strings = self._strings("sender")
        return _identities(strings.data, strings.offsets)

    @cached_property
    def recipients(self) -> Keys:
        """A key for each recipient, as those of senders."""
        strings = self._strings("recipient")
        return _identities(strings.data, strings.offsets)

    @cached_property
    def sub_accounts(self) -> Keys:
        """A key for each sub-account; 0 where it is not known."""
        strings = self._strings("sub_account")
        return _identities(strings.data, strings.offsets)

    @cached_property
    def labels(self) -> Keys:
        """A key for each set of labels, 0 for that of none."""
        return self._keys("labels")

    @cached_property
    def findings(self) -> Keys:
        """A key for each set of findings, 0 for that of none."""
        return self._keys("findings")

    @cached_property
    def sent(self) -> NDArray[np.int64]:
        """Microseconds since 1970 at which each was sent, NO_TIME where that is not known."""
        column = self._column(self.messages, "sent_at")
        if column is None or column.null_count == len(column):
            return np.full(len(self), NO_TIME, dtype=np.int64)
        times: NDArray[np.int64] = column.cast(pa.timestamp("us", tz="UTC")).cast(pa.int64()).fill_null(NO_TIME)
        return np.asarray(times)

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """The day on which each was sent, NO_TIME where that is not known."""
        days: NDArray[np.int64] = np.where(self.sent == NO_TIME, NO_TIME, self.sent // MICROSECONDS_A_DAY)
        return days

    @cached_property
    def decisions(self) -> NDArray[np.int64]:
        """The place of each decision in DECISIONS."""
        strings = strings_of(self._column(self.added, "decision"), len(self))
        return _decisions(strings.data, strings.offsets)

    def is_in(self, column: str, name: str) -> NDArray[np.bool_]:
        """Whether a |-joined column of what was added has the name."""
        coded = self.added.column(column).dictionary_encode()
        has = np.array([name in (value or "").split("|") for value in coded.dictionary.to_pylist()], dtype=np.bool_)
        codes = np.asarray(coded.indices.fill_null(len(has)))
        found: NDArray[np.bool_] = np.append(has, False)[codes]
        return found

    def strings(self, name: str, places: Sequence[int] | NDArray[Any]) -> list[str]:
        """The strings of a column (of the messages, or else of what was added) at some places."""
        batch = self.messages if name in self.messages.schema.names else self.added
        return [value or "" for value in batch.column(name).take(pa.array(places, pa.int64())).to_pylist()]

    def message(self, place: int) -> Message:
        """The message at a place."""
        return message_at(self.messages, place)

    def slice(self, start: int, length: int) -> "Rows":
        """Some of the rows."""
        return Rows(self.messages.slice(start, length), self.added.slice(start, length), self.first + start)

    def take(self, places: NDArray[np.int64]) -> "Rows":
        """The rows at these places."""
        at = pa.array(places)
        return Rows(self.messages.take(at), self.added.take(at), self.first, self.numbers[places])

    def _column(self, batch: pa.RecordBatch, name: str) -> pa.Array | None:
        return batch.column(name) if name in batch.schema.names else None

    def _keys(self, name: str) -> Keys:
        strings = strings_of(self._column(self.added, name), len(self))
        return _hashes(strings.data, strings.offsets)

    def _strings(self, name: str) -> Strings:
        return strings_of(self._column(self.messages, name), len(self))


def blocks(rows: Rows) -> Iterator[Rows]:
    """The rows, cut where a block ends."""
    start = 0
    while start < len(rows):
        length = min(len(rows) - start, BLOCK - (rows.first + start - 1) % BLOCK)
        yield rows if length == len(rows) else rows.slice(start, length)
        start += length


def strings_of(column: pa.Array | None, length: int) -> Strings:
    """The column's strings; all empty if there is no column."""
    if column is None or column.null_count == len(column):
        return Strings(np.zeros(1, dtype=np.uint8), np.zeros(length + 1, dtype=np.int64))
    if column.null_count:
        column = column.fill_null("")
    if not pa.types.is_string(column.type):
        column = column.cast(pa.string())
    _, places, data = column.buffers()
    offsets = np.frombuffer(places, dtype=np.int32, count=len(column) + 1, offset=4 * column.offset)
    return Strings(np.frombuffer(data or b"\0", dtype=np.uint8), offsets.astype(np.int64))


def day_of(day: int) -> date | None:
    """The date of a day, None for NO_TIME."""
    return None if day == NO_TIME else _EPOCH + timedelta(days=int(day))


def time_of(sent: int) -> datetime | None:
    """The time of microseconds since 1970, None for NO_TIME."""
    return None if sent == NO_TIME else _START + timedelta(microseconds=int(sent))
