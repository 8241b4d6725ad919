"""Screening whole files: read a chunk, screen it, write it, until a finished file takes its place under OUT's name.

Nothing appears under OUT or OUT.rejects.ndjson unless everything went well; rows that cannot be screened are in the
latter with their line and the reason.
"""

import importlib
import json
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any, BinaryIO

from classifier.errors import InputError, PrescreenError
from classifier.records import Context
from classifier.screening import Screener
from classifier.traffic.columns import ADDED, BatchScreener
from classifier.traffic.messages import batch_of
from classifier.types import Message
from service.scoring import as_of, load_screener
from service.settings import Settings
from service.tables.chunks import Added, Chunk, Source, Write

CHUNK_ROWS = 2_000
ENDINGS = {".csv": "csv_files", ".ndjson": "ndjson_files", ".jsonl": "ndjson_files", ".parquet": "parquet_files"}
"""Ending of a file -> module of service.tables that reads and writes it."""

Progress = Callable[[float, int], None]
"""Is told the share of the input that is done, and how many rows that is."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to screen and where to put it."""

    source: Path
    out: Path
    text_column: str = "text"
    workers: int = 1
    force: bool = False
    as_of: date | None = None
    named: tuple[str, ...] = ()

    @property
    def rejects(self) -> Path:
        """Where the rows go that cannot be screened."""
        return self.out.with_name(f"{self.out.name}.rejects.ndjson")


@dataclass(slots=True)
class Summary:
    """What came of a job; `started` once the output has its columns."""

    started: bool = False
    rejected: int = 0
    decisions: Counter[str] = field(default_factory=Counter)

    @property
    def screened(self) -> int:
        """How many rows have a verdict."""
        return self.decisions.total()


def run(job: Job, settings: Settings, progress: Progress = lambda share, rows: None) -> Summary:
    """Screen the file. Raises InputError and other PrescreenErrors, and then leaves nothing behind."""
    _check(job)
    screener = load_screener(settings)
    reading, _ = _format(job.source)
    writing, packed = _format(job.out)
    source = Source(job.source, job.text_column, settings.max_text_length, CHUNK_ROWS, job.named)
    try:
        with (
            _replacing(job.out) as out,
            _replacing(job.rejects) as rejects,
            writing.writing(out, packed) as write,
            rejects.open("wb") as reject_lines,
            closing(_readable(source, reading.read(source))) as chunks,
            closing(_screened(chunks, screener, settings, job)) as screened,
        ):
            summary = _transfer(screened, write, reject_lines, progress)
            if not summary.started:
                write(Chunk([], list, (job.text_column,)), dict.fromkeys(ADDED, ()))
            if not summary.rejected:
                rejects.unlink()
    except OSError as error:
        raise PrescreenError(f"{job.out}: {error.strerror or error}; nothing was written") from None
    return summary


def _transfer(
    screened: Iterator[tuple[Chunk, Added]], write: Write, reject_lines: BinaryIO, progress: Progress
) -> Summary:
    summary = Summary()
    for chunk, added in screened:
        if chunk.messages or chunk.columns:
            write(chunk, added)
            summary.started = True
        for reject in chunk.rejects:
            line = json.dumps({"line": reject.line, "reason": reject.reason}, ensure_ascii=False)
            reject_lines.write(line.encode(errors="replace") + b"\n")
        summary.decisions.update(added["decision"])
        summary.rejected += len(chunk.rejects)
        progress(chunk.done, summary.screened + summary.rejected)
    return summary


def _check(job: Job) -> None:
    if not job.source.is_file():
        raise InputError(f"{job.source}: there is no such file")
    if not job.out.parent.is_dir():
        raise InputError(f"{job.out.parent}: there is no such directory")
    if job.out.exists() and job.out.samefile(job.source):
        raise InputError(f"{job.out}: IN and OUT are the same file")
    for path in (job.out, job.rejects):
        if path.is_dir():
            raise InputError(f"{path}: is a directory, expected the name of a file")
        if path.exists() and not job.force:
            raise InputError(f"{path}: exists already; give another name, or --force to replace it")


def _format(path: Path) -> tuple[Any, bool]:
    """The module that reads and writes such files, and whether they are gzipped."""
    packed = path.suffix.lower() == ".gz"
    ending = (path.with_suffix("") if packed else path).suffix.lower()
    if ending not in ENDINGS:
        raise InputError(f"{path}: expected a name that ends in {', '.join(ENDINGS)} (or one of these with .gz)")
    return importlib.import_module(f"service.tables.{ENDINGS[ending]}"), packed


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A temporary name beside `path`, which takes its place at the end; if removed meanwhile, so is `path`."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        if temporary.exists():
            temporary.replace(path)
        else:
            path.unlink(missing_ok=True)
    finally:
        temporary.unlink(missing_ok=True)


def _readable(source: Source, chunks: Iterator[Chunk]) -> Generator[Chunk]:
    try:
        yield from chunks
    except OSError as error:
        raise InputError(f"{source.path}: cannot be read ({error.strerror or error})") from None


def _screened(
    chunks: Iterator[Chunk], screener: Screener, settings: Settings, job: Job
) -> Generator[tuple[Chunk, Added]]:
    """Each chunk with its added columns, in order."""
    known = as_of(job.as_of)
    if job.workers == 1:
        for chunk in chunks:
            yield chunk, added_columns(screener, chunk.messages, known)
        return
    start = get_context("spawn")
    pool = ProcessPoolExecutor(job.workers, start, initializer=_start_worker, initargs=(settings,))
    waiting: deque[tuple[Chunk, Future[Added]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(_work, chunk.messages, known)))
            if len(waiting) > 2 * job.workers:
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()
    except BrokenProcessPool:
        raise PrescreenError("a worker process ended by itself; out of memory? try fewer --workers") from None
    finally:
        for worker in active_children() if waiting else ():
            worker.terminate()  # stopped half-way: nobody waits for what they are at
        pool.shutdown(cancel_futures=True)


_of_worker: list[Screener] = []


def _start_worker(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _of_worker.append(load_screener(settings))


def _work(messages: list[Message], context: Context) -> Added:
    return added_columns(_of_worker[0], messages, context)


def added_columns(screener: Screener, messages: list[Message], context: Context) -> Added:
    """Verdicts on the messages, as columns."""
    added: Added = BatchScreener(screener, context).added(batch_of(messages)).to_pydict()
    return added
