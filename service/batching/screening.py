"""Verdicts on chunks: in this process, or in processes of their own."""

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO, BinaryIO, cast

import pyarrow as pa

from classifier.errors import PrescreenError
from classifier.traffic.columns import SCHEMA, BatchScreener
from service.batching.worker import READY, frame, framed, received, send
from service.settings import Settings
from service.tables.chunks import Chunk

WAITING = 3
"""Chunks that a worker may have at a time: one that it screens, one that waits, one that is being fetched."""
END_SECONDS = 5
Screened = Generator[tuple[Chunk, pa.RecordBatch]]
"""Chunks with the columns that screening adds, in order."""


def here(chunks: Iterator[Chunk], screener: BatchScreener) -> Screened:
    """Screen in this process."""
    for chunk in chunks:
        yield chunk, screener.added(chunk.messages)


def by_workers(chunks: Iterator[Chunk], count: int, settings: Settings, day: date, by_sent_at: bool) -> Screened:
    """Screen in so many processes, each with a screener of these settings. They end when this generator does."""
    told = {"settings": settings.model_dump_json(), "as_of": day.isoformat(), "by_sent_at": by_sent_at}
    workers: deque[_Worker] = deque()
    waiting: deque[tuple[Chunk, _Worker]] = deque()
    try:
        for _ in range(count):
            workers.append(_Worker(json.dumps(told)))
        for chunk in chunks:
            if len(waiting) == WAITING * count:
                yield _done(waiting)
            workers[0].give(chunk.messages)
            waiting.append((chunk, workers[0]))
            workers.rotate(-1)
        while waiting:
            yield _done(waiting)
    finally:
        for worker in workers:
            worker.end()


def _done(waiting: "deque[tuple[Chunk, _Worker]]") -> tuple[Chunk, pa.RecordBatch]:
    chunk, worker = waiting.popleft()
    return chunk, worker.take(chunk.messages.num_rows)


class _Worker:
    """A process in a session of its own, so that a Ctrl-C at the terminal does not reach it."""

    def __init__(self, told: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "service.batching.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)},
            start_new_session=True,
        )
        self._ready = False
        frame(told.encode(), _pipe(self._process.stdin))

    def give(self, messages: pa.RecordBatch) -> None:
        """Have messages screened."""
        try:
            send(messages, _pipe(self._process.stdin))
        except BrokenPipeError:
            raise self._gone() from None

    def take(self, rows: int) -> pa.RecordBatch:
        """The columns of the messages that were given first."""
        try:
            self._wait()
            found = received(_pipe(self._process.stdout))
        except BrokenPipeError:
            raise self._gone() from None
        columns = [
            found.column(field.name) if field.name in found.schema.names else pa.nulls(rows, field.type)
            for field in SCHEMA
        ]
        return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)

    def _wait(self) -> None:
        """Wait until it has a screener. PrescreenError if there is none."""
        if not self._ready:
            told = framed(_pipe(self._process.stdout))
            if told != READY:
                raise PrescreenError(told.decode())
            self._ready = True

    def end(self) -> None:
        """Stop it at once: nobody waits for what it is at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent yet is not wanted any more
                _pipe(pipe).close()

    def _gone(self) -> PrescreenError:
        with suppress(BrokenPipeError):
            self._wait()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)
        code = self._process.returncode
        return PrescreenError(f"a worker ended by itself (exit code {code}); out of memory? Try fewer --workers")


def _pipe(pipe: IO[bytes] | None) -> BinaryIO:
    return cast(BinaryIO, pipe)
