"""What a batch is asked to do, and what came of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from classifier.errors import InputError
from service.tables.chunks import STREAM, Chunk, Facts

ENDINGS = {".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson", ".parquet": "parquet"}
"""Ending of a file -> its format."""
STREAMED = ("csv", "ndjson")
"""Formats that can be read and written without going back in the file."""

Progress = Callable[[float, int], None]
"""Is told the share of the input that is done (0 if that is not known), and how many rows that is."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How much at a time: rows of a chunk, which is screened as one; chunks of a block, which is written as one; and
    the least seconds between two commits.
    """

    chunk_rows: int = 8_192
    block_chunks: int = 8
    commit_seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class Job:
    """What to screen and where to put it.

    `source` and `out` are files, or `-` for standard input and output, which have the format `stream`. `named` are
    FIELD=COLUMN pairs. Judged is as of a day, today if `as_of` is None, or with `by_sent_at` as of the day on which
    each message was sent. `resume` goes on with what was begun, `force` replaces what is there.
    """

    source: Path
    out: Path
    text_column: str = "text"
    workers: int = 1
    force: bool = False
    as_of: date | None = None
    named: tuple[str, ...] = ()
    by_sent_at: bool = False
    resume: bool = False
    stream: str = "ndjson"
    pace: Pace = Pace()

    @property
    def rejects(self) -> Path:
        """Where the rows go that cannot be screened."""
        return self.out.with_name(f"{self.out.name}.rejects.ndjson")

    @property
    def parts(self) -> Path:
        """The directory of what is not whole yet."""
        return self.out.with_name(f".{self.out.name}.parts")

    def format_of(self, path: Path) -> tuple[str, bool]:
        """The format of `source` or `out`, and whether it is gzipped."""
        if path == STREAM:
            return self.stream, False
        packed = path.suffix.lower() == ".gz"
        ending = (path.with_suffix("") if packed else path).suffix.lower()
        if ending not in ENDINGS:
            raise InputError(f"{path}: expected a name that ends in {', '.join(ENDINGS)} (or one of these with .gz)")
        return ENDINGS[ending], packed

    def check(self) -> None:
        """InputError if it cannot be done."""
        for path in (self.source, self.out):
            self.format_of(path)
        if self.stream not in STREAMED:
            raise InputError(f"--format {self.stream}: expected one of {', '.join(STREAMED)}")
        if self.resume and STREAM in (self.source, self.out):
            raise InputError("--resume: expected files for IN and OUT; what is read from or written to - is gone")
        if self.source != STREAM and not self.source.exists():
            raise InputError(f"{self.source}: there is no such file")
        if self.source != STREAM and not self.source.is_file():
            raise InputError(f"{self.source}: is no file")
        if self.out != STREAM:
            self._check_out()

    def _check_out(self) -> None:
        if not self.out.parent.is_dir():
            raise InputError(f"{self.out.parent}: there is no such directory")
        if self.source != STREAM and self.out.exists() and self.out.samefile(self.source):
            raise InputError(f"{self.out}: IN and OUT are the same file")
        for path in (self.out, self.rejects):
            if path.is_dir():
                raise InputError(f"{path}: is a directory, expected the name of a file")


@dataclass(slots=True)
class Summary:
    """What came of a job."""

    rejected: int = 0
    decisions: Counter[str] = field(default_factory=Counter)

    @property
    def screened(self) -> int:
        """How many rows have a verdict."""
        return self.decisions.total()

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.screened + self.rejected

    def add(self, chunk: Chunk, added: pa.RecordBatch) -> None:
        """Count a chunk."""
        for count in pc.value_counts(added.column("decision")).to_pylist():
            self.decisions[count["values"]] += count["counts"]
        self.rejected += len(chunk.rejects)

    def facts(self) -> Facts:
        """The counts, as JSON has them."""
        return {"rejected": self.rejected, "decisions": dict(self.decisions)}

    @classmethod
    def of(cls, facts: Facts) -> "Summary":
        """The summary of these counts."""
        return cls(facts["rejected"], Counter(facts["decisions"]))
