"""`prescreen batch`, Parquet to Parquet, against its parts: `python -m benchmarks.batch [--rows N] [--memory A B]`.

The rows are our labelled messages, nine of ten of them harmless, each with a number at its end, and with sender,
recipient and time. In one run, in turn: the model's kernel alone, and all checks with it, on the same record batches in
memory and in one thread; reading and writing alone, with verdicts that are there already; and the whole command in
processes of its own, started anew each time, with one worker and with two, without OUT.senders.csv. Ratios hold on any
machine; those of processor time even on a busy one. Memory is the greatest sum over all processes of the command.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.timing import versions
from classifier.model import dataset
from classifier.traffic.columns import BatchScreener
from classifier.traffic.sieve import buffers
from service.batching.job import Pace
from service.scoring import as_of, load_screener
from service.settings import Settings
from service.tables.chunks import Chunk, Source, Target
from service.tables.formats import output, read

LABELLED = Path(__file__).parents[1] / "data" / "labelled"
HARMLESS = 0.9
GROUP_ROWS = 100_000
ROUNDS = 3
LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Cost:
    """What a work takes: its time, and the processor time of this process and of those that it waits for."""

    seconds: float
    cpu: float

    @classmethod
    def of(cls, work: Callable[[], object]) -> "Cost":
        """Do it once."""
        begin, before = time.perf_counter(), sum(os.times()[:4])
        work()
        return cls(time.perf_counter() - begin, sum(os.times()[:4]) - before)

    @classmethod
    def best(cls, costs: Iterable["Cost"]) -> "Cost":
        """The least of each."""
        every = list(costs)
        return cls(min(cost.seconds for cost in every), min(cost.cpu for cost in every))


def main() -> None:
    """Print ratios, the share of reading and writing, memory, and the versions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--memory", type=int, nargs=2, default=(100_000, 1_000_000), metavar=("FEW", "MANY"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        speed(Path(directory), asked.rows)
        few, many = (memory(Path(directory), rows) for rows in asked.memory)
    print(f"memory, two workers: {few:,.0f} MB for {asked.memory[0]:,} rows, {many:,.0f} MB for {asked.memory[1]:,}")
    print(versions("pyarrow", "numba", "numpy"), f"{os.cpu_count()} cores", sep=", ")


def speed(directory: Path, rows: int) -> None:
    """Print how fast the command is, as ratios to its parts."""
    source = written(directory / "in.parquet", rows)
    screener = BatchScreener(load_screener(Settings.read()), as_of(None))
    chunks = list(chunks_of(source))
    verdicts = [screener.added(chunk.messages) for chunk in chunks]
    scorer = screener.screener.model.scorer
    works: dict[str, Callable[[], object]] = {
        "kernel": lambda: [scorer.logits_of_buffer(*buffers(chunk.messages.column("text"))) for chunk in chunks],
        "checks": lambda: [screener.added(chunk.messages) for chunk in chunks],
        "moving": lambda: move(source, directory / "moved", verdicts),
        "1": lambda: run(source, directory / "out.parquet", 1),
        "2": lambda: run(source, directory / "out.parquet", 2),
    }
    runs: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            runs[name].append(Cost.of(work))
    best = {name: Cost.best(costs) for name, costs in runs.items()}
    one = written(directory / "one.parquet", 1)
    print(f"{rows:,} rows, {source.stat().st_size / rows:.0f} bytes a row in, best of {ROUNDS} rounds in turn")
    print(
        f"all checks in memory, one thread: {best['checks'].seconds / best['kernel'].seconds:.2f} x the kernel's time"
    )
    for workers in (1, 2):
        start = Cost.of(lambda workers=workers: run(one, directory / "out.parquet", workers))  # type: ignore[misc]
        tell(workers, best[str(workers)], start, best)


def tell(workers: int, whole: Cost, start: Cost, parts: Mapping[str, Cost]) -> None:
    """Print what the command takes."""
    checks, kernel, moving = (parts[name] for name in ("checks", "kernel", "moving"))
    net, cpu = whole.seconds - start.seconds, whole.cpu - start.cpu
    print(f"prescreen batch --workers {workers}:")
    whole_ratio = checks.seconds / whole.seconds
    print(f"  rows/s, with its start, as a ratio to all checks in memory in one thread: {whole_ratio:.2f}")
    print(f"  the same without its start:                                               {checks.seconds / net:.2f}")
    print(f"  without its start, as a ratio to the kernel alone in one thread:          {kernel.seconds / net:.2f}")
    print(f"  processor time without its start, as a ratio to all checks in memory:     {cpu / checks.cpu:.2f}")
    print(f"  reading and writing, share of that processor time:                        {moving.cpu / cpu:.1%}")


def written(path: Path, rows: int) -> Path:
    """A file of so many messages."""
    every = dataset.read(LABELLED)
    harmless, others = ([row.text for row in every if bool(row.labels) is labelled] for labelled in (False, True))
    chance = random.Random(1)
    begin = datetime(2026, 11, 2, tzinfo=UTC)
    kinds = [("id", pa.string()), ("text", pa.string()), ("sender", pa.string()), ("recipient", pa.string())]
    schema = pa.schema([*kinds, ("sent_at", pa.timestamp("us", tz="UTC"))])
    with pq.ParquetWriter(path, schema) as writer:
        for first in range(0, rows, GROUP_ROWS):
            numbers = range(first, min(rows, first + GROUP_ROWS))
            texts = [chance.choice(harmless if chance.random() < HARMLESS else others) for _ in numbers]
            columns = [
                [f"m{number}" for number in numbers],
                [f"{text} {number}" for text, number in zip(texts, numbers, strict=True)],
                [f"+1206555{chance.randrange(10_000):04}" for _ in numbers],
                [f"+1312{chance.randrange(2_000_000, 10_000_000)}" for _ in numbers],
                [begin + timedelta(seconds=number / 50) for number in numbers],
            ]
            writer.write_table(pa.table(columns, schema=schema))
    return path


def chunks_of(source: Path) -> Iterator[Chunk]:
    """The chunks that the command screens."""
    return read("parquet", Source(source, "text", Settings.read().max_text_length, Pace().chunk_rows))


def move(source: Path, out: Path, verdicts: list[pa.RecordBatch]) -> None:
    """Read and write with verdicts that are there already."""
    out.unlink(missing_ok=True)
    target = output("parquet", Target(out, False, "text"))
    block = []
    for chunk, added in zip(chunks_of(source), verdicts, strict=True):
        block.append((chunk, added))
        if len(block) == Pace().block_chunks:
            target.append(block)
            block = []
    if block:
        target.append(block)
    target.finish()


def run(source: Path, out: Path, workers: int) -> None:
    """Run the command."""
    subprocess.run(command(source, out, workers), check=True, stderr=subprocess.DEVNULL)


def command(source: Path, out: Path, workers: int) -> list[str]:
    """The command line."""
    asked = ["batch", str(source), "-o", str(out), "--workers", str(workers), "--force", "--no-senders"]
    return [sys.executable, "-m", "service.cli", *asked]


def memory(directory: Path, rows: int) -> float:
    """The most megabytes that the command has with two workers, over all its processes."""
    asked = command(written(directory / "memory.parquet", rows), directory / "out.parquet", 2)
    most = 0
    with subprocess.Popen(asked, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None:
            most = max(most, sum(map(resident, [running.pid, *children(running.pid)])))
            time.sleep(LOOK_SECONDS)
    return most / 1e6


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    try:
        tasks = [task.read_text() for task in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return []
    return [int(number) for told in tasks for number in told.split()]


def resident(process: int) -> int:
    """Bytes of memory of a process, 0 if it is gone."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main()
