"""A file that grows by blocks, can be cut back to the last commit, and goes on from there."""

import gzip
import os
import sys
from typing import Protocol

from classifier.errors import PrescreenError
from service.tables.chunks import STREAM, Block, Facts, Target

GZIP_LEVEL = 6


class Form(Protocol):
    """How a text format writes blocks."""

    def facts(self) -> Facts:
        """What is needed to go on with the same columns."""

    def restore(self, facts: Facts) -> None:
        """Go on with those."""

    def encoded(self, block: Block) -> bytes:
        """The bytes of a block, with what stands before the first row if it is the first."""

    def empty(self, text_column: str) -> bytes:
        """The bytes of a table without rows."""


class Growing:
    """Bytes at the end of a file. Those after `length` are of no commit and are cut off when it is opened."""

    def __init__(self, target: Target, length: int) -> None:
        self._path = target.path
        if target.path == STREAM:
            self._file = open(sys.stdout.fileno(), "wb", buffering=0, closefd=False)  # noqa: SIM115
            return
        if length and (not target.path.exists() or target.path.stat().st_size < length):
            raise PrescreenError(f"{target.path}: is shorter than it was; start again with --force")
        self._file = target.path.open("ab", buffering=0)
        self._file.truncate(length)

    def write(self, content: bytes) -> None:
        """Write all of it."""
        rest = memoryview(content)
        while rest:
            rest = rest[self._file.write(rest) :]

    def sync(self) -> int:
        """Have everything on the disk. The length."""
        if self._path == STREAM:
            return 0
        os.fsync(self._file.fileno())
        return os.fstat(self._file.fileno()).st_size

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class TextOutput:
    """An output of a text format; gzipped, each block is a member of its own."""

    def __init__(self, target: Target, form: Form) -> None:
        self._target = target
        self._form = form
        self._begun = target.facts is not None and target.facts["begun"]
        if target.facts is not None:
            form.restore(target.facts)
        self._file = Growing(target, target.facts["length"] if target.facts else 0)

    def append(self, block: Block) -> None:
        """Write a block."""
        rows = [(chunk, added) for chunk, added in block if chunk.decides]
        if rows:
            self._begun = True
            self._write(self._form.encoded(rows))

    def commit(self) -> Facts:
        """Have it on the disk."""
        return {"begun": self._begun, "length": self._file.sync(), **self._form.facts()}

    def finish(self) -> None:
        """Have a whole file on the disk."""
        if not self._begun:
            self._write(self._form.empty(self._target.text_column))
        self._file.sync()
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _write(self, content: bytes) -> None:
        self._file.write(gzip.compress(content, GZIP_LEVEL, mtime=0) if self._target.packed else content)
