"""NDJSON (one JSON object a line, UTF-8) in and out."""

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NoReturn

from classifier.errors import InputError
from classifier.types import Message
from service.tables.chunks import Added, Cells, Chunk, Reject, Source, Write, kept_names
from service.tables.messages import columns_of, message_of
from service.tables.text_files import created, opened


def read(source: Source) -> Iterator[Chunk]:
    """The rows of a file; at least one chunk, which may be empty."""
    with opened(source.path) as (stream, done):
        numbered = enumerate(stream, start=1)
        columns = columns_of(source.named, None)
        seen = False
        while some := list(islice(numbered, source.chunk_rows)):
            chunk = _chunk(source, columns, some, done())
            seen = seen or bool(chunk.messages or chunk.rejects)
            yield chunk
        if not seen:
            raise InputError(f"{source.path}: the file has no rows")


def _chunk(source: Source, columns: Mapping[str, str], some: list[tuple[int, bytes]], done: float) -> Chunk:
    rows: list[Cells] = []
    messages: list[Message] = []
    rejects: list[Reject] = []
    for line, raw in some:
        if not raw.strip():
            continue
        try:
            row = _row(raw, first=line == 1)
            if source.text_column not in row:
                raise InputError(f"no field {source.text_column!r}")
            messages.append(message_of(row[source.text_column], row, columns, source.max_text_length))
        except InputError as error:
            rejects.append(Reject(line, str(error)))
        else:
            rows.append(row)
    return Chunk(messages, lambda: rows, rejects=rejects, done=done)


def _row(raw: bytes, first: bool) -> Cells:
    try:
        text = raw.decode("utf-8-sig" if first else "utf-8")
        row = json.loads(text, parse_float=_finite, parse_constant=_no_constant)
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
    return row


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number is out of range")
    return number


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


@contextmanager
def writing(path: Path, packed: bool) -> Iterator[Write]:
    """Writes chunks, each row as an object with the added fields at the end."""
    with created(path, packed) as stream:

        def write(chunk: Chunk, added: Added) -> None:
            for row, extra in zip(chunk.rows(), zip(*added.values(), strict=True), strict=True):
                kept = {name: row[column] for column, name in kept_names(list(row), added).items()}
                stream.write(_line(kept | dict(zip(added, extra, strict=True))))

        yield write


def _line(row: Cells) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n"
    except UnicodeEncodeError:  # a lone surrogate, which JSON can only escape
        return json.dumps(row, default=str).encode() + b"\n"
