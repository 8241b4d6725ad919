"""Parquet in: columns stay columns, and only rows that are odd are looked at one by one."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from classifier.errors import InputError
from classifier.traffic.cells import columns_of, decoded
from service.tables.chunks import Chunk, Reject, Source
from service.tables.fields import is_string, messages_of, suits

CHUNK_BYTES = 32_000_000
"""A chunk has fewer rows if these would be more than so many bytes on average."""
BUFFER_BYTES = 1 << 20
"""Of each column, as much is read at a time, however large the row groups are."""


def read(source: Source) -> Iterator[Chunk]:
    """The rows of a file; at least one chunk, which may be empty."""
    if not source.path.stat().st_size:
        raise InputError(f"{source.name}: the file is empty")
    first = source.start
    try:
        with pq.ParquetFile(source.path, buffer_size=BUFFER_BYTES, page_checksum_verification=True) as file:
            schema, total = file.schema_arrow, file.metadata.num_rows
            columns = _columns(source, schema)
            for table in _rechunked(_batches(file, source), _chunk_rows(file, source)):
                following = first + table.num_rows
                yield _chunk(source, columns, table, first, (following - 1) / total)
                first = following
            if not total:
                yield _chunk(source, columns, pa.RecordBatch.from_pylist([], schema=schema), first, 1.0)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        after = f" after row {first - 1:,}" if first > 1 else ""
        told = str(error).partition("\n")[0]
        raise InputError(f"{source.name}: not a whole Parquet file{after} ({told})") from None


def _columns(source: Source, schema: pa.Schema) -> dict[str, str]:
    """Field -> column. InputError if one is missing, is there twice, or has a type that cannot hold it."""
    names = ", ".join(sorted(schema.names))
    if source.text_column not in schema.names:
        raise InputError(f"{source.name}: no column {source.text_column!r}, but: {names}. Name it with --text-column.")
    if len(set(schema.names)) < len(schema.names):
        raise InputError(f"{source.name}: names a column twice: {names}")
    columns = columns_of(source.named, schema.names)
    for field, column in {"text": source.text_column, **columns}.items():
        kind = schema.field(column).type
        if not suits(field, kind):
            told = "times, or strings with times" if field == "sent_at" else "strings"
            raise InputError(f"{source.name}: column {column!r} holds {kind}, expected {told}")
    return columns


def _chunk_rows(file: pq.ParquetFile, source: Source) -> int:
    """How many rows a chunk has: the same each time that the file is read."""
    groups = (file.metadata.row_group(index) for index in range(file.num_row_groups))
    size = sum(group.total_byte_size for group in groups) / max(file.metadata.num_rows, 1)
    return max(1, min(source.chunk_rows, int(CHUNK_BYTES / max(size, 1))))


def _batches(file: pq.ParquetFile, source: Source) -> Iterator[pa.RecordBatch]:
    """The rows from `source.start` on, a row group at a time: who reads many at once keeps some of each."""
    rows = _chunk_rows(file, source)
    skipped = source.start - 1
    for group in range(file.num_row_groups):
        if skipped >= (count := file.metadata.row_group(group).num_rows):
            skipped -= count
            continue
        for batch in file.iter_batches(rows, row_groups=[group]):
            if skipped < batch.num_rows:
                yield batch.slice(skipped)
            skipped = max(skipped - batch.num_rows, 0)


def _rechunked(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.RecordBatch]:
    """The same rows in batches of exactly so many, the last one of fewer."""
    waiting: list[pa.RecordBatch] = []
    missing = rows
    for whole in batches:
        batch = whole
        while batch.num_rows:
            part = batch.slice(0, missing)
            waiting.append(part)
            missing -= part.num_rows
            batch = batch.slice(part.num_rows)
            if not missing:
                yield _joined(waiting)
                waiting, missing = [], rows
    if waiting:
        yield _joined(waiting)


def _joined(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    return batches[0] if len(batches) == 1 else pa.concat_batches(batches)


def _chunk(source: Source, columns: dict[str, str], table: pa.RecordBatch, first: int, done: float) -> Chunk:
    following = first + table.num_rows
    rejects = _not_unicode(table, source.text_column)
    rows = list(range(table.num_rows))
    if rejects:
        rows = [row for row in rows if row not in rejects]
        table = table.take(pa.array(rows, pa.int64()))
    messages, reasons = messages_of(table, source.text_column, columns, source.max_text_length)
    if reasons:
        rejects |= {rows[place]: reason for place, reason in reasons.items()}
        table = table.take(pa.array([place for place in range(len(rows)) if place not in reasons], pa.int64()))
    told = [Reject(first + row, rejects[row]) for row in sorted(rejects)]
    return Chunk(messages, table, told, following, done)


def _not_unicode(table: pa.RecordBatch, text_column: str) -> dict[int, str]:
    """The rows with a string that is not UTF-8, which Parquet does not promise, and where it is."""
    found: dict[int, str] = {}
    for name, column in zip(table.schema.names, table.columns, strict=True):
        strings = column.dictionary if pa.types.is_dictionary(column.type) else column
        if not is_string(strings.type):
            continue
        try:
            strings.validate(full=True)
        except pa.ArrowInvalid:
            found = _broken(name, column, text_column) | found
    return found


def _broken(name: str, column: pa.Array, text_column: str) -> dict[int, str]:
    found: dict[int, str] = {}
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    for row, value in enumerate(column.cast(pa.large_binary()).to_pylist()):
        try:
            decoded(name, value, name == text_column)
        except InputError as error:
            found[row] = str(error)
    return found
