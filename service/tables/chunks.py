"""What readers hand to writers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from classifier.traffic import naming
from classifier.types import Message

Cells = dict[str, Any]
"""A row: column -> value."""
Added = Mapping[str, Sequence[Any]]
"""The columns that screening adds, each with a value for every row of a chunk."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be screened. `line` is where it starts, counted from 1; of Parquet, the row."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows in order, `messages` with the message of each, and the rejects among them.

    `columns` are the names that all rows have, where the format knows them. `table` is what a Parquet file had, a
    pyarrow.RecordBatch, from which `rows` gives the values. `done` is the share of the file that has been read.
    """

    messages: list[Message]
    rows: Callable[[], list[Cells]]
    columns: tuple[str, ...] | None = None
    rejects: list[Reject] = field(default_factory=list)
    table: Any = None
    done: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """What to read: a file, the column with the text, and the greatest length of a text.

    `named` are FIELD=COLUMN pairs, for fields of a message that stand in a column of another name.
    """

    path: Path
    text_column: str
    max_text_length: int
    chunk_rows: int
    named: tuple[str, ...] = ()


Reader = Callable[[Source], Iterator[Chunk]]


class Write(Protocol):
    """Writes a chunk with the added columns."""

    def __call__(self, chunk: Chunk, added: Added) -> None:
        """Raises InputError for rows that the format cannot take."""


Writer = Callable[[Path, bool], AbstractContextManager[Write]]
"""Opens a file for writing; the flag asks for gzip. On leaving, everything is on the disk."""

kept_names = naming.kept_names
"""Under which name each input column is kept."""
