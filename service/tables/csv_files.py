"""CSV (RFC 4180, UTF-8, a header) in."""

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Self

import pyarrow as pa

from classifier.errors import InputError
from classifier.traffic.cells import columns_of
from service.tables.chunks import Chunk, Reject, Source
from service.tables.fields import messages_of
from service.tables.text_files import opened

CHUNK_CHARACTERS = 16_000_000
"""A chunk ends with the row that reaches so many."""

Numbered = tuple[int, list[str] | csv.Error]


def read(source: Source) -> Iterator[Chunk]:
    """The rows of a file; at least one chunk, which may be empty."""
    with opened(source) as (stream, done):
        records = _Records(io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline=""))
        header = _header(source, records)
        columns = columns_of(source.named, header)
        records.skip_to(source.start)
        first = True
        while (some := records.taken(source.chunk_rows)) or first:
            first = False
            yield _chunk(source, header, columns, some, records.line, done())


class _Records:
    """The records of a CSV file; `line` is where the next one starts.

    A quote that is never closed spoils its own line alone: the lines that it swallowed are read again.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = _Lines(lines)
        self._reader = csv.reader(self._lines, strict=True)
        self.line = 1

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Numbered:
        """A record with its first line; a csv.Error in its place where there is none."""
        lines, start = self._lines, self.line
        lines.taken.clear()
        try:
            cells = next(self._reader)
        except csv.Error as error:
            lines.put_back(lines.taken[1:])
            self.line += 1
            return start, error
        self.line += len(lines.taken)
        return start, cells

    def taken(self, most: int) -> list[Numbered]:
        """The next records, so many at most."""
        found: list[Numbered] = []
        size = 0
        for record in self:
            found.append(record)
            size += sum(map(len, self._lines.taken))
            if len(found) == most or size >= CHUNK_CHARACTERS:
                break
        return found

    def skip_to(self, line: int) -> None:
        """Pass over the lines before this one."""
        while self.line < line and next(self._lines, None) is not None:
            self._lines.taken.clear()
            self.line += 1


class _Lines:
    """Lines that can be read again. `taken` are those that were read since it was last cleared."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def put_back(self, lines: list[str]) -> None:
        """Have these lines read next."""
        self._again.extendleft(reversed(lines))


def _header(source: Source, records: Iterator[Numbered]) -> list[str]:
    _, header = next(records, (1, []))
    where = f"{source.name}: the header, line 1,"
    if header == []:
        raise InputError(f"{source.name}: the file is empty; expected a header in line 1")
    if isinstance(header, csv.Error):
        raise InputError(f"{where} cannot be read ({header})")
    if any(_broken(cell) for cell in header):
        raise InputError(f"{where} is not UTF-8")
    if len(set(header)) < len(header):
        raise InputError(f"{where} names a column twice: {', '.join(sorted(header))}")
    if source.text_column not in header:
        found = ", ".join(header)
        raise InputError(f"{where} has no column {source.text_column!r}, but: {found}. Name it with --text-column.")
    return header


def _chunk(
    source: Source, header: list[str], columns: Mapping[str, str], some: list[Numbered], following: int, done: float
) -> Chunk:
    lines: list[int] = []
    rows: list[list[str]] = []
    rejects: list[Reject] = []
    for line, cells in some:
        if cells == [] and len(header) > 1:
            continue  # an empty line is no row, unless the only column may be empty
        if isinstance(cells, csv.Error):
            rejects.append(Reject(line, f"not CSV: {cells}"))
        elif len(cells) != len(header):
            rejects.append(Reject(line, f"expected {len(header)} cells as in the header, got {len(cells)}"))
        else:
            lines.append(line)
            rows.append(cells)
    table = _table(header, lines, rows, rejects)
    messages, reasons = messages_of(table, source.text_column, columns, source.max_text_length)
    if reasons:
        rejects.extend(Reject(lines[index], reason) for index, reason in reasons.items())
        table = table.take(pa.array([index for index in range(len(rows)) if index not in reasons], pa.int64()))
    return Chunk(messages, table, sorted(rejects, key=lambda reject: reject.line), following, done)


def _table(header: list[str], lines: list[int], rows: list[list[str]], rejects: list[Reject]) -> pa.RecordBatch:
    """The rows as columns of strings. Those with a cell that is not UTF-8 are moved to the rejects."""
    try:
        return _columns(header, rows)
    except UnicodeEncodeError:
        good = []
        for place, (line, cells) in enumerate(zip(lines, rows, strict=True)):
            broken = next((name for name, cell in zip(header, cells, strict=True) if _broken(cell)), None)
            if broken is None:
                good.append(place)
            else:
                rejects.append(Reject(line, f"not UTF-8 in column {broken}"))
        lines[:] = [lines[place] for place in good]
        rows[:] = [rows[place] for place in good]
        return _columns(header, rows)


def _columns(header: list[str], rows: list[list[str]]) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    return pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], names=header)


def _broken(cell: str) -> bool:
    """Whether bytes that are not UTF-8 were in the cell; `surrogateescape` left them as lone surrogates."""
    return not cell.isascii() and any("\udc80" <= char <= "\udcff" for char in cell)
