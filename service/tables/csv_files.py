"""CSV (RFC 4180, UTF-8, a header) in and out."""

import csv
import io
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Self

from classifier.errors import InputError
from classifier.types import Message
from service.tables.chunks import Added, Cells, Chunk, Reject, Source, Write, kept_names
from service.tables.messages import columns_of as columns_of_message
from service.tables.messages import message_of
from service.tables.text_files import created, opened

Numbered = tuple[int, list[str] | csv.Error]


def read(source: Source) -> Iterator[Chunk]:
    """The rows of a file; at least one chunk, which may be empty."""
    with opened(source.path) as (stream, done):
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
        numbered = _numbered(text)
        header = _header(source, numbered)
        columns = columns_of_message(source.named, header)
        first = True
        while (some := list(islice(numbered, source.chunk_rows))) or first:
            first = False
            yield _chunk(source, header, columns, some, done())


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


def _numbered(text: Iterable[str]) -> Iterator[Numbered]:
    """Each record with its first line; a csv.Error in its place where there is none.

    A quote that is never closed spoils its own line alone: the lines that it swallowed are read again.
    """
    lines = _Lines(text)
    reader = csv.reader(lines, strict=True)
    number = 1
    while True:
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, error
            lines.put_back(lines.taken[1:])
            number += 1
        else:
            yield number, cells
            number += len(lines.taken)


def _header(source: Source, numbered: Iterator[Numbered]) -> list[str]:
    _, header = next(numbered, (1, []))
    where = f"{source.path}: the header, line 1,"
    if header == []:
        raise InputError(f"{source.path}: the file is empty; expected a header in line 1")
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


def _chunk(source: Source, header: list[str], columns: Mapping[str, str], some: list[Numbered], done: float) -> Chunk:
    rows: list[Cells] = []
    messages: list[Message] = []
    rejects: list[Reject] = []
    for line, cells in some:
        if cells == [] and len(header) > 1:
            continue  # an empty line is no row, unless the only column may be empty
        try:
            row = _row(header, cells)
            messages.append(message_of(row[source.text_column], row, columns, source.max_text_length))
        except InputError as error:
            rejects.append(Reject(line, str(error)))
        else:
            rows.append(row)
    return Chunk(messages, lambda: rows, tuple(header), rejects, done=done)


def _row(header: list[str], cells: list[str] | csv.Error) -> Cells:
    if isinstance(cells, csv.Error):
        raise InputError(f"not CSV: {cells}")
    if len(cells) != len(header):
        raise InputError(f"expected {len(header)} cells as in the header, got {len(cells)}")
    row = dict(zip(header, cells, strict=True))
    if broken := [column for column, cell in row.items() if _broken(cell)]:
        raise InputError(f"not UTF-8 in column {broken[0]}")
    return row


def _broken(cell: str) -> bool:
    """Whether bytes that are not UTF-8 were in the cell; `surrogateescape` left them as lone surrogates."""
    return not cell.isascii() and any("\udc80" <= char <= "\udcff" for char in cell)


@contextmanager
def writing(path: Path, packed: bool) -> Iterator[Write]:
    """Writes chunks; the first one decides on the columns."""
    with created(path, packed) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="", write_through=False)
        lines = csv.writer(text)
        columns: list[str] = []

        def write(chunk: Chunk, added: Added) -> None:
            rows = chunk.rows()
            if not columns:
                columns.extend(columns_of(chunk, rows))
                lines.writerow([*kept_names(columns, added).values(), *added])
            check_columns(columns, rows)
            for row, extra in zip(rows, zip(*added.values(), strict=True), strict=True):
                lines.writerow([*(_cell(row.get(column)) for column in columns), *extra])

        yield write
        text.flush()
        text.detach()


def columns_of(chunk: Chunk, rows: Sequence[Cells]) -> list[str]:
    """The columns of a table that starts with this chunk."""
    return list(chunk.columns or dict.fromkeys(name for row in rows for name in row))


def check_columns(columns: Sequence[str], rows: Sequence[Cells]) -> None:
    """InputError if a row has a field for which the table has no column, so that nothing is dropped silently."""
    known = set(columns)
    for row in rows:
        if not known.issuperset(row):
            extra = ", ".join(sorted(row.keys() - known))
            raise InputError(f"a later row has a field that the first rows had not ({extra}): choose NDJSON for OUT")


def _cell(value: Any) -> Any:
    """Strings and numbers as they are, the rest as JSON."""
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
