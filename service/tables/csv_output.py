"""CSV out: RFC 4180, with quotes only where they have to be."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from classifier.screenable import mended
from classifier.traffic.columns import ADDED
from classifier.traffic.naming import kept_names
from service.tables.chunks import Block, Cells, Chunk, Facts, Output, Target
from service.tables.growing import TextOutput
from service.tables.values import check_columns, columns_of, csv_cells, joined, json_of, rows_of

END = "\r\n"


def output(target: Target) -> Output:
    """A new file, or one that is gone on with."""
    return TextOutput(target, _Csv())


class _Csv:
    """Rows with a header; the first block decides on the columns."""

    def __init__(self) -> None:
        self._columns: list[str] = []

    def facts(self) -> Facts:
        return {"columns": self._columns}

    def restore(self, facts: Facts) -> None:
        self._columns = facts["columns"]

    def encoded(self, block: Block) -> bytes:
        head = b""
        if not self._columns:
            self._columns = _columns(block)
            head = _header(self._columns)
        return head + b"".join(self._lines(chunk, added) for chunk, added in block)

    def empty(self, text_column: str) -> bytes:
        return _header([text_column])

    def _lines(self, chunk: Chunk, added: pa.RecordBatch) -> bytes:
        kept = chunk.kept if isinstance(chunk.kept, pa.RecordBatch) else self._of_rows(chunk)
        first, *others = (csv_cells(column) for column in (*kept.columns, *added.columns))
        return joined([first, *(piece for cells in others for piece in (",", cells)), END], "")

    def _of_rows(self, chunk: Chunk) -> pa.RecordBatch:
        rows = rows_of(chunk)
        check_columns(self._columns, rows)
        columns = [pa.array([_cell(row.get(name)) for row in rows], pa.string()) for name in self._columns]
        return pa.RecordBatch.from_arrays(columns, names=self._columns)


def _columns(block: Block) -> list[str]:
    first = block[0][0].kept
    if isinstance(first, pa.RecordBatch):
        return list(first.schema.names)
    rows: list[Cells] = [row for chunk, _ in block for row in rows_of(chunk)]
    return columns_of(rows)


def _header(columns: Sequence[str]) -> bytes:
    names = csv_cells(pa.array([mended(name) for name in [*kept_names(columns, ADDED).values(), *ADDED]], pa.string()))
    return (",".join(names.to_pylist()) + END).encode()


def _cell(value: Any) -> str | None:
    """Strings as they are, the rest as JSON."""
    if value is None or isinstance(value, str):
        return value if value is None else mended(value)
    return json_of(value)
