"""Spark on this machine against plain processes on the same Parquet files: `python -m benchmarks.spark`.

Each way screens the same rows at two sizes, in turn, and the time is taken for a fixed cost + rows x the cost of one.
Spark is a whole `spark-submit` of `service/spark_job.py` with two cores; the others are one and two processes that each
start, load the model, read record batches, screen and write them. Ratios hold on any machine; fixed costs are this
one's. Of several rounds the quickest counts. `--rows FEW MANY` must be far apart, or the cost of a row drowns in noise.
"""

import argparse
import math
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from classifier.model import dataset
from classifier.traffic.columns import BatchScreener
from classifier.traffic.record_batches import score_batches, scored_schema
from service.scoring import as_of, bundle_directory, load_screener
from service.settings import Settings

ROOT = Path(__file__).parents[1]
FILES, CORES = 8, 2
SMALL = 0.1
"""The share of the whole time under which a fixed cost does not matter."""
MACHINES = (2, 4, 10)
Way = Callable[[Path, Path], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that a way takes: `fixed` + rows * `row`."""

    fixed: float
    row: float

    def rows_until_small(self) -> float:
        """From how many rows on the fixed cost is a small share of the whole."""
        return self.fixed * (1 - SMALL) / (SMALL * self.row)

    def rows_until_quicker(self, other: "Cost", machines: int) -> float:
        """From how many rows on so many machines in this way are quicker than one in the other."""
        gain = other.row - self.row / machines
        return (self.fixed - other.fixed) / gain if gain > 0 else math.inf


def main() -> None:
    """Print costs, ratios and versions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs=2, default=(50_000, 500_000), metavar=("FEW", "MANY"))
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    ways: dict[str, Way] = {"one process": alone(1), "two processes": alone(2), f"Spark local[{CORES}]": on_spark}
    times: dict[str, list[list[float]]] = {name: [[], []] for name in ways}
    with tempfile.TemporaryDirectory() as kept:
        for size, rows in enumerate(asked.rows):
            write_messages(Path(kept, f"in{size}"), rows)
        for turn in range(asked.rounds):
            for size in range(2):
                for name, way in ways.items():
                    out = Path(kept, f"out-{name}-{turn}-{size}".replace(" ", "-"))
                    start = time.perf_counter()
                    way(Path(kept, f"in{size}"), out)
                    times[name][size].append(time.perf_counter() - start)
            check_equal(list(Path(kept).glob(f"out-*-{turn}-0")))
    costs = {name: cost_of(asked.rows, [min(taken) for taken in both]) for name, both in times.items()}
    report(asked.rows, costs)


def cost_of(rows: tuple[int, int], seconds: list[float]) -> Cost:
    """The line through both measurements."""
    row = (seconds[1] - seconds[0]) / (rows[1] - rows[0])
    if row <= 0:
        raise SystemExit("the sizes are too small to tell the cost of a row from noise; give greater --rows")
    return Cost(max(0.0, seconds[0] - row * rows[0]), row)


def report(rows: tuple[int, int], costs: dict[str, Cost]) -> None:
    """Print what was found."""
    one, two, spark = costs.values()
    print(f"rows {rows[0]:,} and {rows[1]:,} in {FILES} files")
    for name, cost in costs.items():
        print(
            f"{name:<16} fixed {cost.fixed:5.1f} s, rows a second over those of one process {one.row / cost.row:.2f}, "
            f"fixed cost under {SMALL:.0%} from {cost.rows_until_small():,.0f} rows"
        )
    for machines in MACHINES:
        least = spark.rows_until_quicker(two, machines)
        told = f"from {least:,.0f} rows on" if math.isfinite(least) else "never"
        print(f"{machines} machines of {CORES} cores with Spark beat one with two processes: {told}")
    names = ("pyspark", "pyarrow", "numba", "numpy")
    print(f"Python {sys.version.split()[0]}, " + ", ".join(f"{name} {version(name)}" for name in names))


def write_messages(directory: Path, rows: int) -> None:
    """So many messages of our labelled ones, over and over, in files of equal size."""
    texts = [row.text for row in dataset.read(ROOT / "data" / "labelled")]
    random.Random(1).shuffle(texts)
    table = pa.table({"id": range(rows), "text": list(islice(cycle(texts), rows))})
    directory.mkdir()
    each = -(-rows // FILES)
    for number in range(FILES):
        pq.write_table(table.slice(number * each, each), directory / f"part-{number}.parquet")


def alone(processes: int) -> Way:
    """Screening by so many processes, each with its share of the files."""

    def run(source: Path, out: Path) -> None:
        out.mkdir()
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            list(pool.map(_part, *zip(*((source, out, share, processes) for share in range(processes)), strict=True)))

    return run


def _part(source: Path, out: Path, share: int, shares: int) -> None:
    screener = BatchScreener(load_screener(Settings.read()), as_of(None))
    for path in sorted(source.iterdir())[share::shares]:
        with pq.ParquetFile(path) as file, pq.ParquetWriter(out / path.name, scored_schema(file.schema_arrow)) as write:
            for batch in score_batches(file.iter_batches(10_000), screener):
                write.write_batch(batch)


def on_spark(source: Path, out: Path) -> None:
    """The job as a user submits it, the packed bundle with it."""
    bundle = bundle_directory(Settings.read())
    packed = source.parent / "bundle.zip"
    if not packed.exists():
        with zipfile.ZipFile(packed, "w") as archive:
            for file in bundle.iterdir():
                archive.write(file, f"{bundle.name}/{file.name}")
    command = [
        str(Path(sys.executable).parent / "spark-submit"), "--master", f"local[{CORES}]",
        "--conf", "spark.ui.enabled=false", "--archives", f"{packed}#bundle",
        str(ROOT / "service" / "spark_job.py"), str(source), str(out), "--bundle", "bundle",
    ]  # fmt: skip
    env = os.environ | {"PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def check_equal(outs: list[Path]) -> None:
    """All ways say the same of every row."""
    tables = [pq.read_table(out).sort_by("id") for out in outs]
    for table in tables[1:]:
        if not table.equals(tables[0]):
            raise SystemExit("the ways differ in what they say of a row")


if __name__ == "__main__":
    main()
