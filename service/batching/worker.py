"""A process that screens: `python -m service.batching.worker`, with record batches on stdin and stdout.

What comes first says with which screener. Each record batch of messages is answered by one with the added columns, in
order. The process ends when stdin does, however that came about.
"""

import json
import os
import sys
from datetime import date
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

import pyarrow as pa

from classifier.errors import PrescreenError
from classifier.traffic.columns import BatchScreener
from service.scoring import as_of, load_screener
from service.settings import Settings

READY = b""
LENGTH = 8
"""Bytes that tell how many bytes follow."""


def main() -> None:
    """Screen what comes."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whoever prints must not spoil the answers
        screener = _screener(framed(sys.stdin.buffer), out)
        waiting: SimpleQueue[pa.RecordBatch] = SimpleQueue()
        Thread(target=_take, args=(sys.stdin.buffer, waiting), daemon=True).start()
        while True:
            added = screener.added(waiting.get())
            try:
                send(added, out)
            except OSError:  # nobody listens any more
                os._exit(1)


def _screener(told: bytes, out: BinaryIO) -> BatchScreener:
    """The screener that is asked for. What comes out first says whether there is one, or why not."""
    facts = json.loads(told)
    try:
        screener = load_screener(Settings.model_validate_json(facts["settings"]))
    except PrescreenError as error:
        frame(str(error).encode(), out)
        sys.exit(1)
    frame(READY, out)
    return BatchScreener(screener, as_of(date.fromisoformat(facts["as_of"])), facts["by_sent_at"])


def _take(source: BinaryIO, waiting: "SimpleQueue[pa.RecordBatch]") -> None:
    """Read ahead, so that who sends never waits for who screens; leave when there is no more."""
    try:
        while True:
            waiting.put(received(source))
    except (pa.ArrowException, OSError):
        os._exit(0)


def send(batch: pa.RecordBatch, pipe: BinaryIO) -> None:
    """Write a record batch to a pipe. Columns without any value are left out."""
    told = batch.select([name for name in batch.schema.names if batch.column(name).null_count < batch.num_rows])
    file = pa.BufferOutputStream()
    with pa.ipc.new_stream(file, told.schema) as stream:
        stream.write_batch(told)
    frame(file.getvalue(), pipe)


def received(pipe: BinaryIO) -> pa.RecordBatch:
    """The next record batch of a pipe. Raises BrokenPipeError when there is none."""
    return pa.ipc.open_stream(pa.py_buffer(framed(pipe))).read_next_batch()


def frame(content: bytes | pa.Buffer, pipe: BinaryIO) -> None:
    """Write bytes to a pipe, after their number."""
    pipe.write(len(memoryview(content)).to_bytes(LENGTH, "little"))
    pipe.write(content)
    pipe.flush()


def framed(pipe: BinaryIO) -> bytes:
    """The next bytes that were framed. Raises BrokenPipeError when there are none."""
    head = pipe.read(LENGTH)
    size = int.from_bytes(head, "little")
    content = pipe.read(size) if len(head) == LENGTH else b""
    if len(head) < LENGTH or len(content) < size:
        raise BrokenPipeError("the other side is gone")
    return content


if __name__ == "__main__":
    main()
