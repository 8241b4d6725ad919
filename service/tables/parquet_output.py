"""Parquet out: each block is a row group, and the file can be gone on with after a commit.

A Parquet file says only at its end where its row groups are. So at each commit the writer closes, its footer is taken
off the file and kept in the facts, and the next writer adds to the same file; the last footer lists all row groups.
"""

import base64
import io
import os
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from classifier.errors import InputError, PrescreenError
from classifier.traffic.columns import ADDED
from classifier.traffic.columns import SCHEMA as ADDED_SCHEMA
from classifier.traffic.naming import kept_names
from service.tables.chunks import Block, Chunk, Facts, Output, Target
from service.tables.fields import is_string
from service.tables.growing import Growing
from service.tables.values import rows_of, schema_of, table_of

MAGIC = b"PAR1"
TAIL = 8
"""Bytes after the footer."""
SAMPLE_ROWS = 16_384
FEW = 0.25
"""Columns with at most so large a share of distinct values are written with a dictionary, and those of scores are."""


def output(target: Target) -> Output:
    """A new file, or one that is gone on with."""
    if target.packed:
        raise InputError(f"{target.path}: Parquet is packed already, leave .gz out")
    return _Parquet(target)


class _Parquet:
    """Columns that came from Parquet stay as they were; the first block decides on the schema."""

    def __init__(self, target: Target) -> None:
        facts = target.facts or {"length": 0, "footer": None, "kept": None}
        self._target = target
        self._length: int = facts["length"]
        self._footer: pq.FileMetaData | None = None
        if facts["footer"] is not None:
            self._footer = pq.read_metadata(pa.BufferReader(base64.b64decode(facts["footer"])))
        self._kept: pa.Schema | None = None
        if facts["kept"] is not None:
            self._kept = pa.ipc.read_schema(pa.py_buffer(base64.b64decode(facts["kept"])))
        self._sink: pa.OSFile | None = None
        self._writer: pq.ParquetWriter | None = None
        Growing(target, self._length).close()

    def append(self, block: Block) -> None:
        """Write a block as a row group."""
        rows = [(chunk, added) for chunk, added in block if chunk.decides]
        if rows:
            added = pa.Table.from_batches([added for _, added in rows], schema=ADDED_SCHEMA)
            self._write(self._table([chunk for chunk, _ in rows]), added)

    def commit(self) -> Facts:
        """Have it on the disk, with the footer aside."""
        if self._writer is not None:
            self._end()
        with self._target.path.open("rb+") as file:
            file.truncate(self._length)
            os.fsync(file.fileno())
        footer = None if self._footer is None else _text(_bytes(self._footer))
        kept = None if self._kept is None else _text(self._kept.serialize().to_pybytes())
        return {"length": self._length, "footer": footer, "kept": kept}

    def finish(self) -> None:
        """Have a whole file on the disk."""
        if self._footer is None and self._writer is None:
            empty = pa.table({self._target.text_column: pa.array([], pa.string())})
            self._write(empty, ADDED_SCHEMA.empty_table())
        self.commit()
        assert self._footer is not None
        with self._target.path.open("ab") as file:
            file.write(_bytes(self._footer)[len(MAGIC) :])
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        if self._sink is not None:
            self._sink.close()

    def _table(self, chunks: Sequence[Chunk]) -> pa.Table:
        if isinstance(chunks[0].kept, pa.RecordBatch):
            return pa.Table.from_batches([chunk.kept for chunk in chunks])
        rows = [row for chunk in chunks for row in rows_of(chunk)]
        return pa.Table.from_batches([table_of(rows, self._kept or schema_of(rows))])

    def _write(self, kept: pa.Table, added: pa.Table) -> None:
        if self._kept is None:
            self._kept = kept.schema
        names = kept_names(self._kept.names, ADDED)
        schema = pa.schema([*(field.with_name(names[field.name]) for field in self._kept), *ADDED_SCHEMA])
        whole = pa.Table.from_arrays([*kept.columns, *added.columns], schema=schema)
        writer = self._writer or self._begin(whole)
        writer.write_table(whole, row_group_size=max(whole.num_rows, 1))

    def _begin(self, first: pa.Table) -> pq.ParquetWriter:
        """Open a writer that adds to the file: it insists on a file of its own, and writes a magic number at its start.

        So the place in the file is 0 until it has done that; what it wrote is taken off again.
        """
        self._sink = pa.OSFile(str(self._target.path), "ab")
        file = self._sink.fileno()
        os.lseek(file, 0, os.SEEK_SET)
        self._writer = pq.ParquetWriter(
            self._sink, first.schema, use_dictionary=_repetitive(first), compression="zstd", compression_level=1
        )
        if self._length:
            os.ftruncate(file, self._length)
            os.lseek(file, self._length, os.SEEK_SET)
        return self._writer

    def _end(self) -> None:
        """Close the writer, and move its footer from the file to that of the row groups before."""
        assert self._writer is not None and self._sink is not None
        self._writer.close()
        self._sink.close()
        self._writer = self._sink = None
        footer = pq.read_metadata(self._target.path)
        if _start(footer) != max(self._length, len(MAGIC)):
            raise PrescreenError(f"{self._target.path}: this version of pyarrow cannot add to a Parquet file")
        self._length = self._target.path.stat().st_size - footer.serialized_size - TAIL
        if self._footer is None:
            self._footer = footer
        else:
            self._footer.append_row_groups(footer)


def _start(footer: pq.FileMetaData) -> int:
    """Where the first row group is."""
    column = footer.row_group(0).column(0)
    return int(column.dictionary_page_offset if column.has_dictionary_page else column.data_page_offset)


def _bytes(footer: pq.FileMetaData) -> bytes:
    file = io.BytesIO()
    footer.write_metadata_file(file)
    return file.getvalue()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _repetitive(table: pa.Table) -> list[str]:
    """The columns that are smaller with a dictionary."""
    some = table.slice(0, SAMPLE_ROWS)
    kinds = (is_string, pa.types.is_integer, pa.types.is_date)
    return [
        field.name
        for field in some.schema
        if field.name in ADDED
        or (
            any(kind(field.type) for kind in kinds)
            and pc.count_distinct(some.column(field.name)).as_py() <= FEW * some.num_rows
        )
    ]
