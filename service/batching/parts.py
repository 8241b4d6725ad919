"""What a batch writes before its output is whole: a directory `.OUT.parts` beside OUT.

    rows, rejects.ndjson   what has been written, up to the last commit or somewhat further
    state.json             how far both are good, and where in the input to go on
    lock                   held by the process that writes

A kill at any moment leaves a state that says of everything how far it had come together; what is behind that is cut off
by the next who goes on. OUT and OUT.rejects.ndjson get their names when both are whole.
"""

import os
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import BinaryIO, Self

from classifier.errors import InputError
from service.batching import state as states
from service.batching.job import Job, Summary
from service.batching.state import State
from service.tables.chunks import STREAM, Block, Output, Reject, Target
from service.tables.formats import output

try:
    import fcntl
except ImportError:  # Windows: two processes at one output are not noticed
    fcntl = None  # type: ignore[assignment]

ROWS, REJECTS, STATE, LOCK = "rows", "rejects.ndjson", "state.json", "lock"


def kept_rows(job: Job) -> int:
    """How many rows of a job that was stopped are done and kept."""
    state = states.read(job.parts / STATE)
    return 0 if state is None else Summary.of(state.summary).rows


class Parts:
    """The parts of a job's output, held by this process for a `with` block.

    Left by an exception, they stay if there is something to go on from: a commit, and an input that can be read again.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._directory = job.parts
        self._state = self._directory / STATE
        self._rows: Output | None = None
        self._rejects: BinaryIO | None = None
        self._begun = self._whole = False

    def __enter__(self) -> Self:
        self._directory.mkdir(exist_ok=True)
        self._lock = (self._directory / LOCK).open("ab")
        try:
            if fcntl is not None:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise InputError(f"{self._job.out}: another process is writing it; wait for it, or stop it") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        try:
            for file in (self._rows, self._rejects):
                if file is not None:
                    with suppress(OSError):  # a full disk, of which the error tells already
                        file.close()
            kept = self._kept(error)
            if error is None or not kept:
                self._discard()
        finally:
            self._lock.close()

    def _kept(self, error: BaseException | None) -> bool:
        """Whether there is something to go on from: not if the input or the output is wrong, unless all is done."""
        if not self._begun:
            return self._state.exists()
        if isinstance(error, InputError) and not self._whole:
            return False
        state = states.read(self._state)
        return state is not None and (state.whole or state.rows is not None)

    def found(self) -> State | None:
        """What an earlier run left to go on from. InputError for what is neither resumed nor replaced."""
        job = self._job
        if job.force and not job.resume:
            return None
        state = states.read(self._state)
        if state is not None and not job.resume:
            raise InputError(
                f"{job.out}: an earlier run was stopped before it was whole; go on with --resume, "
                f"or start again with --force"
            )
        if not (job.force or (state is not None and (state.replace or state.whole))):
            for path in (job.out, job.rejects):
                if path.exists():
                    raise InputError(f"{path}: exists already; give another name, or --force to replace it")
        return state

    def begin(self, state: State) -> None:
        """Write from there on."""
        self._begun = True
        self._save(state)
        if state.whole:
            return
        name, packed = self._job.format_of(self._job.out)
        self._rows = output(name, Target(self._directory / ROWS, packed, self._job.text_column, state.rows))
        self._rejects = (self._directory / REJECTS).open("ab")
        self._rejects.truncate(state.rejects)

    def append(self, block: Block) -> None:
        """Write rows."""
        assert self._rows is not None
        self._rows.append(block)

    def reject(self, rejects: list[Reject]) -> None:
        """Write rejects."""
        assert self._rejects is not None
        self._rejects.writelines(reject.to_json() for reject in rejects)

    def commit(self, state: State) -> None:
        """Have all that was written on the disk, and the state that goes with it."""
        if self._job.source != STREAM:
            assert self._rows is not None
            self._save(replace(state, rows=self._rows.commit(), rejects=self._rejected()))

    def finish(self, state: State) -> None:
        """Make the files whole, and give them their names."""
        if not state.whole:
            assert self._rows is not None
            self._rows.finish()
            state = replace(state, rejects=self._rejected(), whole=True)
            self._save(state)
        self._named(REJECTS, bool(state.rejects))
        self._named(ROWS, True)
        self._whole = True
        states.sync(self._job.out.parent)

    def _named(self, part: str, wanted: bool) -> None:
        """Move a part to its place, unless that has been done; one that is not wanted goes, and what was there too."""
        found, path = self._directory / part, self._job.out if part == ROWS else self._job.rejects
        if not found.exists():
            return
        if wanted:
            found.replace(path)
        else:
            path.unlink(missing_ok=True)
            found.unlink()

    def _save(self, state: State) -> None:
        if self._job.source != STREAM:
            state.save(self._state)

    def _rejected(self) -> int:
        """Have the rejects on the disk. How many bytes they are."""
        assert self._rejects is not None
        self._rejects.flush()
        os.fsync(self._rejects.fileno())
        return os.fstat(self._rejects.fileno()).st_size

    def _discard(self) -> None:
        for name in (ROWS, REJECTS, f"{STATE}.new", LOCK, STATE):
            (self._directory / name).unlink(missing_ok=True)
        with suppress(OSError):  # something else is in it
            self._directory.rmdir()
