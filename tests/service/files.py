"""Files of messages for the tests of `prescreen batch`, in every format."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from typer.testing import CliRunner, Result

from service.cli import app
from tests.service.tiny_model import BLOCKED, BOTH, CLEAN, REVIEWED

TEXTS = [CLEAN, BLOCKED, REVIEWED, BOTH]
DECISIONS = ["allow", "block", "review", "block"]
Rows = list[dict[str, Any]]


def batch(source: Path, out: Path, *options: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["batch", str(source), "-o", str(out), *options])


def write(path: Path, rows: Rows) -> Path:
    """A file with these rows, in the format of its name."""
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
        return path
    if ".csv" in path.suffixes:
        lines = [list(rows[0]), *(list(row.values()) for row in rows)]
        text = "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)
    else:
        text = "".join(json.dumps(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def read(path: Path) -> Rows:
    """The rows of a file."""
    if path.suffix == ".parquet":
        rows: Rows = pq.read_table(path).to_pylist()
        return rows
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    if ".csv" in path.suffixes:
        return list(csv.DictReader(text.splitlines(keepends=True)))
    return [json.loads(line) for line in text.splitlines()]


def rejected(out: Path) -> list[tuple[int, str]]:
    """Line and reason of every reject."""
    lines = out.with_name(f"{out.name}.rejects.ndjson").read_text(encoding="utf-8").splitlines()
    return [(reject["line"], reject["reason"]) for reject in map(json.loads, lines)]


def refused(result: Result, directory: Path, *left: str) -> str:
    """The complaint of a batch that failed and left nothing but the files named."""
    assert result.exit_code == 2, result.output
    assert sorted(path.name for path in directory.iterdir()) == sorted(left)
    lines = result.stderr.splitlines()
    assert len(lines) in {1, 2} and lines[0].startswith("prescreen: ")
    return result.stderr
