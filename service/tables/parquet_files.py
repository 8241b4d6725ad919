"""Parquet in and out. The only module of the service that imports pyarrow."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from classifier.errors import InputError, MissingExtra
from classifier.types import Message
from service.tables.chunks import Added, Cells, Chunk, Reject, Source, Write, kept_names
from service.tables.csv_files import check_columns, columns_of
from service.tables.messages import columns_of as columns_of_message
from service.tables.messages import message_of

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    raise MissingExtra("pyarrow", "batch", "batch") from None


_STRINGS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)


def read(source: Source) -> Iterator[Chunk]:
    """The rows of a file; at least one chunk, which may be empty."""
    if not source.path.stat().st_size:
        raise InputError(f"{source.path}: the file is empty")
    try:
        with pq.ParquetFile(source.path) as file:
            _check_schema(source, file.schema_arrow)
            total = file.metadata.num_rows
            first = 1
            for batch in file.iter_batches(source.chunk_rows):
                yield _chunk(source, batch, first, (first + batch.num_rows - 1) / total)
                first += batch.num_rows
            if first == 1:
                empty = pa.RecordBatch.from_pylist([], schema=file.schema_arrow)
                yield _chunk(source, empty, first, 1.0)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise InputError(f"{source.path}: not a whole Parquet file ({_first_line(error)})") from None


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _check_schema(source: Source, schema: Any) -> None:
    found = schema.get_all_field_indices(source.text_column)
    if not found:
        names = ", ".join(schema.names)
        raise InputError(f"{source.path}: no column {source.text_column!r}, but: {names}. Name it with --text-column.")
    if len(set(schema.names)) < len(schema.names):
        raise InputError(f"{source.path}: names a column twice: {', '.join(sorted(schema.names))}")
    kind = schema.field(found[0]).type
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not any(test(value) for test in _STRINGS):
        raise InputError(f"{source.path}: column {source.text_column!r} holds {kind}, expected strings")


def _chunk(source: Source, batch: Any, first: int, done: float) -> Chunk:
    columns = columns_of_message(source.named, batch.schema.names)
    values = {column: _values(batch.column(column)) for column in columns.values()}
    messages: list[Message] = []
    rejects: list[Reject] = []
    kept: list[int] = []
    for index, value in enumerate(_values(batch.column(source.text_column))):
        try:
            cells = {column: _decoded(column, of_all[index]) for column, of_all in values.items()}
            text = _decoded(source.text_column, value)
            messages.append(message_of(text, cells, columns, source.max_text_length))
        except InputError as error:
            rejects.append(Reject(first + index, str(error)))
        else:
            kept.append(index)
    table = batch.take(pa.array(kept, pa.int64())) if rejects else batch
    return Chunk(messages, lambda: _rows(table), tuple(batch.schema.names), rejects, table, done)


def _values(column: Any) -> list[Any]:
    """The values, strings as bytes, because Parquet does not promise that they are UTF-8."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if any(test(column.type) for test in _STRINGS):
        column = column.cast(pa.large_binary())
    values: list[Any] = column.to_pylist()
    return values


def _decoded(column: str, value: Any) -> Any:
    try:
        return value.decode() if isinstance(value, bytes) else value
    except UnicodeDecodeError as error:
        where = "the text" if column == "text" else f"column {column!r}"
        raise InputError(f"not UTF-8: byte {error.start} of {where}") from None


def _rows(table: Any) -> list[Cells]:
    try:
        rows: list[Cells] = table.to_pylist()
    except ValueError as error:
        raise InputError(f"a value has no form outside Parquet ({error}): choose Parquet for OUT") from None
    return rows


@contextmanager
def writing(path: Path, packed: bool) -> Iterator[Write]:
    """Writes chunks; the first one decides on the schema. Columns that came from Parquet stay as they were."""
    if packed:
        raise InputError(f"{path}: Parquet is packed already, leave .gz out")
    opened: list[Any] = []
    schemas: list[Any] = []
    with path.open("wb") as stream:

        def write(chunk: Chunk, added: Added) -> None:
            table = chunk.table if chunk.table is not None else _table(chunk, schemas)
            names = kept_names(table.schema.names, added)
            whole = pa.table(
                [*table.columns, *(pa.array(values, _type(name)) for name, values in added.items())],
                names=[*names.values(), *added],
            )
            if not opened:
                opened.append(pq.ParquetWriter(stream, whole.schema))
            opened[0].write_table(whole)

        try:
            yield write
        finally:
            for writer in opened:
                writer.close()
        stream.flush()
        os.fsync(stream.fileno())


def _type(column: str) -> Any:
    return pa.float64() if column.startswith("score_") else pa.string()


def _table(chunk: Chunk, schemas: list[Any]) -> Any:
    """Rows as a record batch of the schema that the first ones have."""
    rows: Sequence[Cells] = chunk.rows()
    try:
        if not schemas:
            columns = columns_of(chunk, rows)
            schemas.append(_schema(columns, [] if chunk.columns else rows))
        check_columns(schemas[0].names, rows)
        return pa.RecordBatch.from_pylist(rows, schema=schemas[0])
    except (pa.ArrowException, UnicodeEncodeError, OverflowError) as error:
        raise InputError(f"rows do not fit one table ({_first_line(error)}): choose NDJSON for OUT") from None


def _schema(columns: Sequence[str], rows: Sequence[Cells]) -> Any:
    """Types that the rows' values have; strings where nothing tells."""
    found = pa.RecordBatch.from_pylist(rows).schema if rows else pa.schema([])
    known = {field.name: field.type for field in found if not pa.types.is_null(field.type)}
    return pa.schema([(column, known.get(column, pa.string())) for column in columns])
