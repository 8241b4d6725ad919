"""NDJSON (one JSON object a line, UTF-8) in."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NoReturn

import pyarrow as pa

from classifier.errors import InputError
from classifier.traffic.cells import columns_of, message_of
from classifier.traffic.messages import batch_of
from classifier.types import Message
from service.tables.chunks import Chunk, Line, Reject, Source
from service.tables.fields import messages_of
from service.tables.text_files import opened

CHUNK_BYTES = 16_000_000
"""A chunk ends with the line that reaches so many."""
LONGEST_LINE = 64_000_000
"""Bytes; a longer line is no row, but most likely a file of another format."""


def read(source: Source) -> Iterator[Chunk]:
    """The rows of a file; at least one chunk, which may be empty."""
    columns = columns_of(source.named, None)
    with opened(source) as (stream, done):
        number = 1
        while number < source.start and stream.readline(LONGEST_LINE):
            number += 1
        seen = number > 1
        while some := _taken(source, stream, number):
            chunk = _chunk(source, columns, some, done())
            seen = seen or bool(chunk.kept or chunk.rejects)
            number = chunk.following
            yield chunk
        if not seen:
            raise InputError(f"{source.name}: the file has no rows")


def _taken(source: Source, stream: BinaryIO, number: int) -> list[tuple[int, bytes]]:
    """The next lines with their numbers."""
    found: list[tuple[int, bytes]] = []
    size = 0
    while len(found) < source.chunk_rows and size < CHUNK_BYTES and (raw := stream.readline(LONGEST_LINE)):
        if len(raw) == LONGEST_LINE:
            where = f"{source.name}: line {number + len(found):,}"
            raise InputError(f"{where} has more than {LONGEST_LINE:,} bytes; expected one JSON object a line")
        found.append((number + len(found), raw))
        size += len(raw)
    return found


def _chunk(source: Source, columns: Mapping[str, str], some: list[tuple[int, bytes]], done: float) -> Chunk:
    numbers: list[int] = []
    lines: list[Line] = []
    rejects: list[Reject] = []
    for number, raw in some:
        if not raw.strip():
            continue
        try:
            line = _line(raw, first=number == 1)
            if source.text_column not in line.row:
                raise InputError(f"no field {source.text_column!r}")
        except InputError as error:
            rejects.append(Reject(number, str(error)))
        else:
            numbers.append(number)
            lines.append(line)
    messages, reasons = _messages(source, columns, lines)
    if reasons:
        rejects.extend(Reject(numbers[index], reason) for index, reason in reasons.items())
        lines = [line for index, line in enumerate(lines) if index not in reasons]
    return Chunk(messages, lines, sorted(rejects, key=lambda reject: reject.line), some[-1][0] + 1, done)


def _line(raw: bytes, first: bool) -> Line:
    if first:
        raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        row = _DECODER.decode(raw.decode())
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: byte {error.start} of the line") from None
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg}, column {error.colno}") from None
    except RecursionError:
        raise InputError("not JSON that can be read: nested too deeply") from None
    except ValueError as error:
        raise InputError(f"not JSON that can be read: {error}") from None
    if not isinstance(row, dict):
        raise InputError("not a JSON object")
    return Line(raw.strip(), row)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number is out of range")
    return number


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_no_constant)


def _messages(source: Source, columns: Mapping[str, str], lines: list[Line]) -> tuple[pa.RecordBatch, dict[int, str]]:
    """The messages of the lines that can be screened, and why the others cannot, by their places."""
    try:
        told = {column: _column(lines, column) for column in {source.text_column, *columns.values()}}
    except _Mixed:
        return _one_by_one(source, columns, lines)
    table = pa.RecordBatch.from_pydict(told)
    known = {field: column for field, column in columns.items() if not pa.types.is_null(table.column(column).type)}
    return messages_of(table, source.text_column, known, source.max_text_length)


class _Mixed(Exception):
    """Values of several types, or such as Arrow cannot hold."""


def _column(lines: list[Line], column: str) -> pa.Array:
    values = [line.row.get(column) for line in lines]
    kinds = set(map(type, values)) - {type(None)}
    if len(kinds) > 1 or not kinds <= {str, int, bool}:
        raise _Mixed
    try:
        return pa.array(values)
    except (UnicodeEncodeError, OverflowError):
        raise _Mixed from None


def _one_by_one(source: Source, columns: Mapping[str, str], lines: list[Line]) -> tuple[pa.RecordBatch, dict[int, str]]:
    messages: list[Message] = []
    reasons: dict[int, str] = {}
    for place, line in enumerate(lines):
        try:
            messages.append(message_of(line.row[source.text_column], line.row, columns, source.max_text_length))
        except InputError as error:
            reasons[place] = str(error)
    return batch_of(messages), reasons
