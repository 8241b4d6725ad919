"""CSV out."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from classifier.screenable import mended
from classifier.traffic.columns import ADDED
from classifier.traffic.naming import kept_names
from service.tables.chunks import Block, Cells, Chunk, Facts, Output, Target
from service.tables.growing import TextOutput
from service.tables.values import cells_of, check_columns, columns_of, csv_form, rows_of


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
        text = io.StringIO(newline="")
        lines = csv.writer(text)
        if not self._columns:
            self._columns = _columns(block)
            lines.writerow(_names(self._columns))
        for chunk, added in block:
            kept = self._of_table(chunk.kept) if isinstance(chunk.kept, pa.RecordBatch) else self._of_rows(chunk)
            lines.writerows(zip(*kept, *(cells_of(column, csv_form) for column in added.columns), strict=True))
        return text.getvalue().encode()

    def empty(self, text_column: str) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerow(_names([text_column]))
        return text.getvalue().encode()

    def _of_table(self, table: pa.RecordBatch) -> list[list[Any]]:
        return [cells_of(table.column(name), csv_form) for name in self._columns]

    def _of_rows(self, chunk: Chunk) -> list[list[Any]]:
        rows = rows_of(chunk)
        check_columns(self._columns, rows)
        return [[_cell(row.get(name)) for row in rows] for name in self._columns]


def _columns(block: Block) -> list[str]:
    first = block[0][0].kept
    if isinstance(first, pa.RecordBatch):
        return list(first.schema.names)
    rows: list[Cells] = [row for chunk, _ in block for row in rows_of(chunk)]
    return columns_of(rows)


def _names(columns: Sequence[str]) -> list[str]:
    return [mended(name) for name in [*kept_names(columns, ADDED).values(), *ADDED]]


def _cell(value: Any) -> Any:
    return mended(value) if isinstance(value, str) else csv_form(value)
