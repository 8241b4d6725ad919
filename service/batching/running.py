"""Screening a whole file: read a chunk, screen it, write it, until the output is whole."""

import base64
import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date

import pyarrow as pa

from classifier.errors import PrescreenError
from classifier.traffic.columns import BatchScreener
from service.batching.job import Job, Progress, Summary
from service.batching.observers import Observer
from service.batching.parts import Parts
from service.batching.pins import pinned
from service.batching.screening import Screened, by_workers, here
from service.batching.state import State
from service.batching.streamed import Streamed
from service.scoring import as_of, bundle_directory, load_screener
from service.settings import Settings
from service.tables.chunks import STREAM, Chunk, Source
from service.tables.formats import read


def run(
    job: Job,
    settings: Settings,
    progress: Progress = lambda share, rows: None,
    observers: Sequence[Observer] = (),
    done: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Screen the file; each observer sees all of it. At the end, once OUT is there, `done` writes what they saw.

    A kill while it does so loses nothing: with `job.resume` the observers are as they were, and `done` is called again.

    Raises InputError and other PrescreenErrors. Then nothing is under the name of OUT that was not there before; what
    can be gone on from with `job.resume` is in `job.parts`.
    """
    job.check()
    settings = settings.model_copy(update={"model": str(bundle_directory(settings).absolute())})
    pins = pinned(job, settings, observers)
    try:
        with Streamed(job) if job.out == STREAM else Parts(job) as parts:
            running = _Running(job, parts, _begun(job, pins, parts.found()), observers)
            parts.begin(running.state)
            if not running.state.whole:
                running.rows(settings, progress)
            parts.finish(running.state)
            done(running.summary)
    except OSError as error:
        if job.out == STREAM:
            raise PrescreenError(f"standard output: {_reason(error)}") from None
        kept = "what was screened is kept, --resume goes on" if job.parts.exists() else "nothing was written"
        raise PrescreenError(f"{job.out}: {_reason(error)}; {kept}") from None
    return running.summary


def _reason(error: OSError) -> str:
    """What the system says; Arrow says it with many more words."""
    return os.strerror(error.errno) if error.errno else str(error)


def _begun(job: Job, pins: dict[str, str], found: State | None) -> State:
    """Where to begin. InputError if what was found is of other facts."""
    if found is None:
        day = as_of(job.as_of).as_of
        assert day is not None
        return State(pins, day.isoformat(), job.force)
    found.check(pins)
    return replace(found, replace=found.replace or job.force)


class _Running:
    """A batch under way: its state, and what is counted."""

    def __init__(self, job: Job, parts: Parts | Streamed, state: State, observers: Sequence[Observer]) -> None:
        self._job = job
        self._parts = parts
        self._observers = observers
        self.state = state
        self.summary = Summary.of(state.summary)
        for observer, told in zip(observers, state.observers, strict=False):
            observer.restore(base64.b64decode(told))

    def rows(self, settings: Settings, progress: Progress) -> None:
        """Screen all rows that are left."""
        progress(0.0, self.summary.rows)
        with (
            closing(self._read(settings)) as chunks,
            closing(self._screened(chunks, settings)) as screened,
        ):
            block: list[tuple[Chunk, pa.RecordBatch]] = []
            committed = time.monotonic()
            for chunk, added in screened:
                self._see(chunk, added)
                block.append((chunk, added))
                progress(chunk.done, self.summary.rows)
                if len(block) == self._job.pace.block_chunks:
                    self._parts.append(block)
                    block.clear()
                    if time.monotonic() - committed >= self._job.pace.commit_seconds:
                        self._commit(chunk.following)
                        committed = time.monotonic()
            if block:
                self._parts.append(block)
        self.state = self._reached(self.state.following)

    def _see(self, chunk: Chunk, added: pa.RecordBatch) -> None:
        for observer in self._observers:
            observer.add(chunk.messages, added)
        self.summary.add(chunk, added)
        self._parts.reject(chunk.rejects)

    def _commit(self, following: int) -> None:
        self.state = self._reached(following)
        self._parts.commit(self.state)

    def _reached(self, following: int) -> State:
        states = [base64.b64encode(observer.state()).decode() for observer in self._observers]
        return replace(self.state, following=following, summary=self.summary.facts(), observers=states)

    def _read(self, settings: Settings) -> Generator[Chunk]:
        job = self._job
        source = Source(
            job.source, job.text_column, settings.max_text_length, job.pace.chunk_rows, job.named, self.state.following
        )
        try:
            yield from read(job.format_of(job.source)[0], source)
        except OSError as error:
            raise PrescreenError(f"{source.name}: cannot be read ({_reason(error)})") from None

    def _screened(self, chunks: Iterator[Chunk], settings: Settings) -> Screened:
        day, by_sent_at = date.fromisoformat(self.state.day), self._job.by_sent_at
        if self._job.workers == 1:
            return here(chunks, BatchScreener(load_screener(settings), as_of(day), by_sent_at))
        return by_workers(chunks, self._job.workers, settings, day, by_sent_at)
