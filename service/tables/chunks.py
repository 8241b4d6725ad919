"""What readers hand to writers, and how both are asked for it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pyarrow as pa

Cells = dict[str, Any]
"""A row: column -> value."""
Facts = dict[str, Any]
"""What JSON can hold."""
STREAM = Path("-")
"""Stands for standard input and standard output."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be screened. `line` is where it starts, counted from 1; of Parquet, the row."""

    line: int
    reason: str

    def to_json(self) -> bytes:
        """A line of NDJSON."""
        told = json.dumps({"line": self.line, "reason": self.reason}, ensure_ascii=False)
        return told.encode(errors="replace") + b"\n"


class Line(NamedTuple):
    """A JSON object: its bytes as they were, without the spaces around it, and what they say."""

    raw: bytes
    row: Cells


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows in order, that can be screened, and the rejects among them.

    `messages` has a message a row (`classifier.traffic.messages.SCHEMA`). `kept` is all that the rows hold: a record
    batch, or lines where every row may have other fields. `following` is the line (of Parquet, the row) at which the
    next chunk starts, and `done` the share of the file before it, 0 if not known.
    """

    messages: pa.RecordBatch
    kept: pa.RecordBatch | list[Line]
    rejects: list[Reject]
    following: int
    done: float = 0.0

    @property
    def decides(self) -> bool:
        """Whether the columns of a table can be told from this chunk."""
        return bool(self.kept) if isinstance(self.kept, list) else True


Block = Sequence[tuple[Chunk, pa.RecordBatch]]
"""Chunks, each with the columns that screening adds."""


@dataclass(frozen=True, slots=True)
class Source:
    """What to read: a file, the column with the text, and the greatest length of a text.

    `named` are FIELD=COLUMN pairs, for fields of a message that stand in a column of another name. Chunks have
    `chunk_rows` rows, fewer if these are long. `start` is the `following` of the last chunk that is not wanted.
    """

    path: Path
    text_column: str
    max_text_length: int
    chunk_rows: int
    named: tuple[str, ...] = ()
    start: int = 1

    @property
    def name(self) -> str:
        """How to call it in a message."""
        return "standard input" if self.path == STREAM else str(self.path)


class Output(Protocol):
    """An output that grows by whole blocks. Raises InputError for rows that the format cannot take."""

    def append(self, block: Block) -> None:
        """Write a block."""

    def commit(self) -> Facts:
        """Have on the disk what was appended, and say what is needed to go on from here."""

    def finish(self) -> None:
        """Have a whole file on the disk, and close it. Nothing can be appended any more."""

    def close(self) -> None:
        """Let go of the file, whole or not."""


@dataclass(frozen=True, slots=True)
class Target:
    """What to write: a file, gzipped or not, and the text's column, which a table without rows has at least.

    With `facts` of a commit, writing goes on from there, and what was written after it is cut off.
    """

    path: Path
    packed: bool
    text_column: str
    facts: Facts | None = None
