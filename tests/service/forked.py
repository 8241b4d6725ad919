"""The command line in processes that start at once, because they are forked from one that has imported it."""

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload([
    __name__, "service.commands.batch", "service.batching.running", "service.watching", "service.terminal_batch",
    *(f"service.tables.{form}_{side}" for form in ("csv", "ndjson", "parquet") for side in ("files", "output")),
])  # fmt: skip
PATIENCE = 60
"""Seconds after which something hangs, on a machine that is busy."""


@dataclass(frozen=True, slots=True)
class Running:
    """A command that was started. Its streams are files in `streams`."""

    process: ForkServerProcess
    streams: Path

    @property
    def pid(self) -> int:
        """The id of its process."""
        assert self.process.pid is not None
        return self.process.pid

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        self.process.join(PATIENCE)
        assert self.process.exitcode is not None, "hangs"
        return self.process.exitcode

    @property
    def stdout(self) -> bytes:
        """What it has written."""
        return (self.streams / "1").read_bytes()

    @property
    def stderr(self) -> str:
        """What it has told."""
        return (self.streams / "2").read_text(encoding="utf-8")


def start(streams: Path, *arguments: str, stdin: bytes = b"", disk: int | None = None) -> Running:
    """Start a command, with a directory for its streams. On a small `disk` no file has more bytes than that."""
    streams.mkdir(exist_ok=True)
    (streams / "0").write_bytes(stdin)
    process = FORKING.Process(target=_command, args=(streams, dict(os.environ), arguments, disk))
    process.start()
    return Running(process, streams)


def _command(streams: Path, environment: Mapping[str, str], arguments: tuple[str, ...], disk: int | None) -> None:
    from service.cli import app

    os.environ.update(environment)
    for number, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY | os.O_CREAT), (2, os.O_WRONLY | os.O_CREAT)):
        os.dup2(os.open(streams / str(number), mode), number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    if disk is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (disk, disk))
    app(list(arguments))


def waited(condition: Callable[[], object]) -> None:
    """Wait until it holds."""
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "hangs"
        time.sleep(0.02)
