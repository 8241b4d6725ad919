"""Kept columns in the form that another format needs: tables as cells, lines as tables."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa

from classifier.errors import InputError
from classifier.screenable import mended
from service.tables.chunks import Cells, Chunk, Line
from service.tables.fields import is_string


def cells_of(column: pa.Array, form: Callable[[Any], Any]) -> list[Any]:
    """The values of a column: strings, numbers, booleans and None as they are, times as strings, the rest by `form`.

    InputError for a value that has no form outside Parquet.
    """
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.string())
    if is_string(column.type):
        values: list[Any] = column.to_numpy(zero_copy_only=False).tolist()
        return values
    try:
        return [form(value) for value in column.to_pylist()]
    except ValueError as error:
        raise InputError(f"a value has no form outside Parquet ({error}): choose Parquet for OUT") from None


def json_default(value: Any) -> str:
    """What JSON has no form for, as a string."""
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)


def csv_form(value: Any) -> Any:
    """Strings, numbers, dates and decimals as they are written, the rest as JSON."""
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, datetime | date | time | Decimal):
        return json_default(value)
    return mended(json.dumps(value, ensure_ascii=False, default=json_default))


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
    with _Fitting():
        found = pa.RecordBatch.from_pylist([_mended(row) for row in rows]).schema
    known = {field.name: field.type for field in found if not pa.types.is_null(field.type)}
    return pa.schema([(column, known.get(column, pa.string())) for column in columns_of(rows)])


def table_of(rows: Sequence[Cells], schema: pa.Schema) -> pa.RecordBatch:
    """The rows as a record batch. InputError if they do not fit the schema."""
    check_columns(schema.names, rows)
    with _Fitting():
        return pa.RecordBatch.from_pylist([_mended(row) for row in rows], schema=schema)


def _lines(chunk: Chunk) -> list[Line]:
    assert isinstance(chunk.kept, list)
    return chunk.kept


class _Fitting:
    """Says in one line what does not fit a table."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, pa.ArrowException | OverflowError | UnicodeEncodeError | TypeError):
            told = str(error).partition("\n")[0]
            raise InputError(f"rows do not fit one table ({told}): choose NDJSON for OUT") from None


def _mended(value: Any) -> Any:
    """The value with lone surrogates shown as U+FFFD: Arrow cannot hold them."""
    if isinstance(value, str):
        return value if value.isascii() else mended(value)
    if isinstance(value, dict):
        return {_mended(name): _mended(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_mended(one) for one in value]
    return value
