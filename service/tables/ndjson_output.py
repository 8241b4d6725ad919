"""NDJSON out."""

import json
import math
from typing import Any

import pyarrow as pa

from classifier.traffic.columns import ADDED
from classifier.traffic.naming import kept_names
from service.tables.chunks import Block, Cells, Facts, Line, Output, Target
from service.tables.growing import TextOutput
from service.tables.values import cells_of, json_default

_ADDED = frozenset(name.casefold() for name in ADDED)


def output(target: Target) -> Output:
    """A new file, or one that is gone on with."""
    return TextOutput(target, _Ndjson())


class _Ndjson:
    """Each row as an object with the added fields at the end; an object of the input stays as it was, to the byte."""

    def facts(self) -> Facts:
        return {}

    def restore(self, facts: Facts) -> None:
        pass

    def encoded(self, block: Block) -> bytes:
        return b"".join(
            line
            for chunk, added in block
            for line in map(_joined, _kept(chunk.kept), _added(added))
        )  # fmt: skip

    def empty(self, text_column: str) -> bytes:
        return b""


def _joined(kept: bytes, added: bytes) -> bytes:
    """Two objects as one, and the end of the line."""
    return kept[:-1] + b", " + added[1:] + b"\n"


def _kept(kept: pa.RecordBatch | list[Line]) -> list[bytes]:
    if isinstance(kept, list):
        return [_object(line) for line in kept]
    names = list(kept_names(kept.schema.names, ADDED).values())
    columns = [cells_of(column, _value) for column in kept.columns]
    return [_dumped(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]


def _object(line: Line) -> bytes:
    if all(name.casefold() not in _ADDED for name in line.row):
        return line.raw
    return _dumped({name: line.row[column] for column, name in kept_names(list(line.row), ADDED).items()})


def _added(added: pa.RecordBatch) -> list[bytes]:
    """The added columns as objects."""
    form = ", ".join(f"{json.dumps(name)}: %s" for name in added.schema.names)
    columns = [_values(column) for column in added.columns]
    return [f"{{{form}}}".encode() % row for row in zip(*columns, strict=True)]


def _values(column: pa.Array) -> list[bytes]:
    coded = column.dictionary_encode()
    told = [json.dumps(value, ensure_ascii=False).encode() for value in coded.dictionary.to_pylist()]
    return [b"null" if place is None else told[place] for place in coded.indices.to_pylist()]


def _value(value: Any) -> Any:
    """Numbers that JSON has not become null."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _dumped(row: Cells) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False, default=json_default).encode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON can only escape
        return json.dumps(row, default=json_default).encode()
