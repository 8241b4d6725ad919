"""Record batches with any columns, read as messages. A row that cannot be screened stays behind with the reason.

What values must be is said in `cells`, for a single row. Here whole columns are looked over first: rows whose values
are plainly right are taken as they are, and only the others go through the rule one by one, with the same result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from classifier.errors import InputError
from classifier.traffic.cells import FIELDS, LONGEST_CELL, decoded, message_of
from classifier.traffic.messages import SCHEMA, batch_of
from classifier.types import Message

_NAMES = ("text", *FIELDS)
_STRINGS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""What str.strip() takes away."""
_UTC = pa.timestamp("us", tz="UTC")
_LEAST, _MOST = (pa.scalar(at, _UTC) for at in (datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)))
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Intake:
    """The messages of a record batch (`messages.SCHEMA`), in the order of its rows.

    For each row of the batch, `places` has the index of its message, or null, and `reasons` has null, or why there is
    no message.
    """

    messages: pa.RecordBatch
    places: pa.Array
    reasons: pa.Array


def columns_told(columns: Mapping[str, str], header: list[str]) -> dict[str, str]:
    """Field of a message -> column: those of `columns`, and of the other fields the columns that bear their names.

    InputError for a field or a column that does not exist, for no text, and for two columns of one name.
    """
    shown = ", ".join(header) or "none"
    if len(set(header)) < len(header):
        raise InputError(f"the rows name a column twice: {', '.join(sorted(header))}; rename one")
    for field, column in columns.items():
        if field not in _NAMES:
            raise InputError(f"{field!r} is no field of a message; expected one of {', '.join(_NAMES)}")
        if column not in header:
            raise InputError(f"there is no column {column!r} for {field}, but: {shown}")
    found = {field: columns.get(field, field) for field in _NAMES if field in columns or field in header}
    if "text" not in found:
        raise InputError(f"there is no column 'text', but: {shown}; say which column has the text")
    return found


def taken_in(batch: pa.RecordBatch, columns: Mapping[str, str], longest: int) -> Intake:
    """The batch's messages, their texts of at most `longest` code points; `columns` as from `columns_told`."""
    plain: Mask = np.ones(batch.num_rows, dtype=np.bool_)
    ready: dict[str, pa.Array] = {}
    for field, column in columns.items():
        ready[field], right = _looked_over(field, _unpacked(batch.column(column)), longest)
        plain &= right
    told = [ready.get(name, pa.nulls(batch.num_rows, SCHEMA.field(name).type)) for name in SCHEMA.names]
    rows = pa.RecordBatch.from_arrays(told, schema=SCHEMA)
    if plain.all():
        return Intake(rows, pa.array(np.arange(len(plain))), pa.nulls(len(plain), pa.string()))
    return _with_the_others(rows, plain, _one_by_one(batch, columns, np.flatnonzero(~plain), longest))


def _with_the_others(rows: pa.RecordBatch, plain: Mask, others: dict[int, Message | str]) -> Intake:
    """The plain rows together with the others, of which each is a message or the reason why there is none."""
    more = {row: message for row, message in others.items() if isinstance(message, Message)}
    all_rows = pa.concat_batches([rows.filter(pa.array(plain)), batch_of(more.values())])
    numbers = np.concatenate([np.flatnonzero(plain), np.fromiter(more, np.int64)])
    order = np.argsort(numbers)
    places: list[int | None] = [None] * len(plain)
    for place, row in enumerate(numbers[order].tolist()):
        places[row] = place
    reasons = [told if isinstance(told := others.get(row), str) else None for row in range(len(plain))]
    return Intake(all_rows.take(pa.array(order)), pa.array(places, pa.int64()), pa.array(reasons, pa.string()))


def _one_by_one(
    batch: pa.RecordBatch, columns: Mapping[str, str], rows: NDArray[np.int64], longest: int
) -> dict[int, Message | str]:
    """Row -> its message, or the reason why it cannot be screened."""
    picked = {field: _as_bytes(_unpacked(batch.column(column))) for field, column in columns.items()}
    found: dict[int, Message | str] = {}
    others = {field: column for field, column in columns.items() if field != "text"}
    for row in rows.tolist():
        try:
            cells = {columns[field]: _cell(field, columns[field], values, row) for field, values in picked.items()}
            found[row] = message_of(cells[columns["text"]], cells, others, longest)
        except InputError as error:
            found[row] = str(error)
    return found


def _cell(field: str, column: str, values: tuple[pa.Array, bool], row: int) -> Any:
    array, is_text = values
    try:
        value = array[row].as_py()
    except (ValueError, OverflowError):
        raise InputError(f"column {column!r}: holds {array.type} out of the range of times") from None
    return decoded(column, value, field == "text") if is_text or field != "text" else value


def _unpacked(column: pa.Array) -> pa.Array:
    """The column without its dictionary; times in UTC and microseconds, where what is finer is cut off."""
    if pa.types.is_dictionary(column.type):
        return column.dictionary_decode()
    if not pa.types.is_timestamp(column.type):
        return column
    try:
        return column.cast(_UTC, safe=column.type.unit != "ns")
    except pa.ArrowInvalid:  # seconds of a year that microseconds cannot hold
        return column


def _as_bytes(column: pa.Array) -> tuple[pa.Array, bool]:
    """Strings as bytes, because nobody promises that they are UTF-8; and whether they were strings."""
    if _is(_STRINGS, column.type):
        return column.cast(pa.large_binary()), True
    return column, False


def _is(tests: tuple[Any, ...], kind: pa.DataType) -> bool:
    return any(test(kind) for test in tests)


def _looked_over(field: str, column: pa.Array, longest: int) -> tuple[pa.Array, Mask]:
    """The column with the field's type, and which of its values are plainly right. The others may be anything."""
    kind = SCHEMA.field(field).type
    count = len(column)
    nothing = pa.array([""] * count, kind) if field == "text" else pa.nulls(count, kind)
    none_right: Mask = np.zeros(count, dtype=np.bool_)
    if field == "text":
        strings = _valid_strings(column)
        return (nothing, none_right) if strings is None else (strings.fill_null(""), _texts(strings, longest))
    if pa.types.is_null(column.type):
        return nothing, ~none_right
    if field == "sent_at":
        return (column, _times(column)) if column.type == _UTC else (nothing, none_right)
    if field == "first_contact":
        return (column, ~none_right) if pa.types.is_boolean(column.type) else (nothing, none_right)
    if pa.types.is_integer(column.type):
        return column.cast(pa.string()), ~none_right
    strings = _valid_strings(column)
    return (nothing, none_right) if strings is None else _cells(strings)


def _valid_strings(column: pa.Array) -> pa.Array | None:
    """The column as strings; None if it has none, or if one is not UTF-8."""
    if not _is(_STRINGS, column.type):
        return None
    try:
        column.validate(full=True)
        return column.cast(pa.string())
    except pa.ArrowInvalid:
        return None


def _texts(strings: pa.Array, longest: int) -> Mask:
    seen = pc.greater(pc.binary_length(pc.utf8_ltrim(strings, _SPACES)), 0)
    return _mask(pc.and_(seen, pc.less_equal(pc.utf8_length(strings), longest)), False)


def _cells(strings: pa.Array) -> tuple[pa.Array, Mask]:
    """Cells of a string; empty ones are not known."""
    stripped = pc.utf8_trim(strings, _SPACES)
    known = pc.if_else(pc.equal(stripped, ""), pa.scalar(None, pa.string()), stripped)
    return known, _mask(pc.less_equal(pc.binary_length(known), LONGEST_CELL), True)


def _times(column: pa.Array) -> Mask:
    return _mask(pc.and_(pc.greater_equal(column, _LEAST), pc.less_equal(column, _MOST)), True)


def _mask(found: pa.Array, of_null: bool) -> Mask:
    return np.asarray(found.fill_null(of_null)).astype(np.bool_)
