"""Standard output in place of parts: what is written is gone, and rejects are told on standard error."""

import sys
from types import TracebackType
from typing import Self

from service.batching.job import Job
from service.batching.state import State
from service.tables.chunks import Block, Output, Reject, Target
from service.tables.formats import output


class Streamed:
    """Has the methods of Parts."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._rows: Output | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._rows is not None:
            self._rows.close()

    def found(self) -> State | None:
        """Nothing."""
        return None

    def begin(self, state: State) -> None:
        """Write from the first row on."""
        name, packed = self._job.format_of(self._job.out)
        self._rows = output(name, Target(self._job.out, packed, self._job.text_column, state.rows))

    def append(self, block: Block) -> None:
        """Write rows."""
        assert self._rows is not None
        self._rows.append(block)

    def reject(self, rejects: list[Reject]) -> None:
        """Tell of rejects, a line each."""
        for reject in rejects:
            print(reject.to_json().decode().rstrip(), file=sys.stderr)

    def commit(self, state: State) -> None:
        """Nothing can be gone on with."""

    def finish(self, state: State) -> None:
        """Write what is left."""
        assert self._rows is not None
        self._rows.finish()
