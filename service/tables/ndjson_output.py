"""NDJSON out."""

import json

import pyarrow as pa

from classifier.traffic.columns import ADDED
from classifier.traffic.naming import kept_names
from service.tables.chunks import Block, Facts, Line, Output, Target
from service.tables.growing import TextOutput
from service.tables.values import joined, json_values

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
        return b"".join(_lines(chunk.kept, added) for chunk, added in block)

    def empty(self, text_column: str) -> bytes:
        return b""


def _lines(kept: pa.RecordBatch | list[Line], added: pa.RecordBatch) -> bytes:
    if isinstance(kept, list):
        begun = pa.array([_object(line)[:-1].decode() for line in kept], pa.string())
        pieces = [begun, *_fields(added, added.schema.names), "}\n"]
    else:
        names = list(kept_names(kept.schema.names, ADDED).values())
        first, *rest = _fields(kept, names)
        pieces = ["{" + first.removeprefix(", "), *rest, *_fields(added, added.schema.names), "}\n"]
    return joined(pieces, "null")


def _fields(table: pa.RecordBatch, names: list[str]) -> list[pa.Array | str]:
    """Each column, and its name before it."""
    columns = (json_values(column) for column in table.columns)
    return [
        piece
        for name, column in zip(names, columns, strict=True)
        for piece in (f", {json.dumps(name, ensure_ascii=False)}: ", column)
    ]


def _object(line: Line) -> bytes:
    if all(name.casefold() not in _ADDED for name in line.row):
        return line.raw
    row = {name: line.row[column] for column, name in kept_names(list(line.row), ADDED).items()}
    try:
        return json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON can only escape
        return json.dumps(row).encode()
