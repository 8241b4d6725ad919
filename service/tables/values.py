"""Values in the form that another format needs: columns as text, lines as tables."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from classifier.errors import InputError
from classifier.screenable import mended
from service.tables.chunks import Cells, Chunk, Line
from service.tables.fields import is_string

_QUOTED = '[",\r\n]'


def csv_cells(column: pa.Array) -> pa.Array:
    """The values as cells of CSV: strings, quoted where they have to be; null for null, JSON for what is nested."""
    told = _decoded(column)
    if is_string(told.type):
        return _quoted(told.cast(pa.string()))
    simple = _simple(told)
    return _quoted(_json(told)) if simple is None else simple


def json_values(column: pa.Array) -> pa.Array:
    """The values as JSON (strings), null for null and for numbers that are none or infinite."""
    told = _decoded(column)
    if is_string(told.type):
        return _encoded(told.cast(pa.string()))
    if pa.types.is_floating(told.type):
        told = pc.if_else(pc.is_finite(told), told, pa.scalar(None, told.type))
    simple = _simple(told)
    if simple is None:
        return _json(told)
    if pa.types.is_temporal(told.type) or pa.types.is_decimal(told.type):
        return pc.binary_join_element_wise('"', simple, '"', "")
    return simple


def joined(pieces: Sequence[pa.Array | str], null: str) -> bytes:
    """All values of the first row in their order, then those of the second, and so on; a string is the same for all."""
    told = [pa.scalar(piece) if isinstance(piece, str) else piece for piece in pieces]
    rows = pc.binary_join_element_wise(*told, "", null_handling="replace", null_replacement=null)
    data = rows.buffers()[2]
    return b"" if data is None else data.to_pybytes()[: pc.sum(pc.binary_length(rows)).as_py() or 0]


def _decoded(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _simple(column: pa.Array) -> pa.Array | None:
    """Numbers, booleans, decimals and times as strings; None if they are anything else."""
    kinds = (pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_decimal, pa.types.is_temporal)
    if not any(kind(column.type) for kind in kinds):
        return None
    try:
        return column.cast(pa.string())
    except pa.ArrowNotImplementedError:  # durations and the like
        return pa.array([None if value is None else str(value) for value in column.to_pylist()], pa.string())


def _quoted(strings: pa.Array) -> pa.Array:
    special = pc.match_substring_regex(strings, _QUOTED)
    if not pc.any(special).as_py():
        return strings
    doubled = pc.replace_substring(strings, '"', '""')
    return pc.if_else(special, pc.binary_join_element_wise('"', doubled, '"', ""), strings)


def _encoded(strings: pa.Array) -> pa.Array:
    coded = strings.dictionary_encode()
    values = coded.dictionary.to_numpy(zero_copy_only=False).tolist()
    return pa.array(map(json.encoder.encode_basestring, values), pa.string()).take(coded.indices)


def _json(column: pa.Array) -> pa.Array:
    try:
        told = [None if value is None else json_of(value) for value in column.to_pylist()]
    except ValueError as error:
        raise InputError(f"a value has no form outside Parquet ({error}): choose Parquet for OUT") from None
    return pa.array(told, pa.string())


def json_of(value: Any) -> str:
    """The value as JSON; what JSON has no form for becomes a string. ValueError for an infinite number in a list."""
    return mended(json.dumps(value, ensure_ascii=False, allow_nan=False, default=_default))


def _default(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)


def columns_of(rows: Sequence[Cells]) -> list[str]:
    """All columns that these rows have, in the order in which they come."""
    return list(dict.fromkeys(name for row in rows for name in row))


def check_columns(columns: Sequence[str], rows: Sequence[Cells]) -> None:
    """InputError if a row has a field for which the table has no column, so that nothing is dropped silently."""
    known = set(columns)
    for row in rows:
        if not known.issuperset(row):
            extra = ", ".join(sorted(row.keys() - known))
            raise InputError(f"a later row has a field that the first rows had not ({extra}): choose NDJSON for OUT")


def rows_of(chunk: Chunk) -> list[Cells]:
    """The rows of a chunk of lines."""
    return [line.row for line in _lines(chunk)]


def schema_of(rows: Sequence[Cells]) -> pa.Schema:
    """The columns of these rows with the types that the values have; strings where nothing tells."""
    found = _fitting(lambda: pa.RecordBatch.from_pylist([_mended(row) for row in rows])).schema
    known = {field.name: field.type for field in found if not pa.types.is_null(field.type)}
    return pa.schema([(column, known.get(column, pa.string())) for column in columns_of(rows)])


def table_of(rows: Sequence[Cells], schema: pa.Schema) -> pa.RecordBatch:
    """The rows as a record batch. InputError if they do not fit the schema."""
    check_columns(schema.names, rows)
    return _fitting(lambda: pa.RecordBatch.from_pylist([_mended(row) for row in rows], schema=schema))


def _fitting(make: Callable[[], pa.RecordBatch]) -> pa.RecordBatch:
    try:
        return make()
    except (pa.ArrowException, OverflowError, TypeError) as error:
        told = str(error).partition("\n")[0]
        raise InputError(f"rows do not fit one table ({told}): choose NDJSON for OUT") from None


def _lines(chunk: Chunk) -> list[Line]:
    assert isinstance(chunk.kept, list)
    return chunk.kept


def _mended(value: Any) -> Any:
    """The value with lone surrogates shown as U+FFFD: Arrow cannot hold them."""
    if isinstance(value, str):
        return value if value.isascii() else mended(value)
    if isinstance(value, dict):
        return {_mended(name): _mended(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_mended(one) for one in value]
    return value
