"""Batches that read standard input or write standard output."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from classifier.traffic.columns import ADDED
from service.cli import app
from tests.service.files import DECISIONS, TEXTS, batch, read, refused, rejected, write
from tests.service.forked import start
from tests.service.tiny_model import BLOCKED, CLEAN

pytestmark = pytest.mark.usefixtures("tiny_models")

LINES = "".join(json.dumps({"text": text}) + "\n" for text in TEXTS).encode()


def piped(content: bytes, *options: str) -> Result:
    return CliRunner().invoke(app, ["batch", *options], input=content)


@pytest.fixture
def streams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("streams")


def test_rows_go_through_and_rejects_are_told_on_standard_error(streams: Path) -> None:
    done = start(streams, "batch", "-", "-o", "-", stdin=LINES + b"nonsense\n")
    assert done.ended() == 0
    assert [json.loads(line)["decision"] for line in done.stdout.splitlines()] == DECISIONS
    rejected_line, *summary = done.stderr.splitlines()
    assert json.loads(rejected_line) == {"line": 5, "reason": "not JSON: Expecting value, column 1"}
    assert summary[:2] == [
        "standard output: 4 rows screened (1 allow, 2 block, 1 review)",
        "standard output: 1 rows could not be screened",
    ]


def test_standard_input_and_output_may_be_csv(streams: Path) -> None:
    done = start(streams, "batch", "-", "-o", "-", "--format", "csv", stdin=f"n,text\n1,{BLOCKED}\n".encode())
    assert done.ended() == 0
    (row,) = csv.DictReader(io.StringIO(done.stdout.decode(), newline=""))
    assert list(row) == ["n", "text", *ADDED]
    assert (row["n"], row["decision"]) == ("1", "block")


def test_standard_input_goes_to_a_file_in_the_format_of_its_name(tmp_path: Path) -> None:
    assert piped(LINES + b"{}\n", "-", "-o", str(tmp_path / "out.parquet")).exit_code == 0
    assert [row["decision"] for row in read(tmp_path / "out.parquet")] == DECISIONS
    assert rejected(tmp_path / "out.parquet") == [(5, "no field 'text'")]


def test_a_file_goes_to_standard_output(tmp_path: Path, streams: Path) -> None:
    write(tmp_path / "in.parquet", [{"text": text} for text in TEXTS])
    done = start(streams, "batch", str(tmp_path / "in.parquet"), "-o", "-")
    assert done.ended() == 0
    assert [json.loads(line)["decision"] for line in done.stdout.splitlines()] == DECISIONS


def test_who_stops_reading_gets_one_clear_error() -> None:
    command = f"yes '{json.dumps({'text': CLEAN})}' | head -3000 | {sys.executable} -m service.cli batch - -o - "
    command += "--chunk-rows 20 | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["decision"] == "allow"
    assert done.stderr.splitlines() == ["prescreen: standard output: Broken pipe"]


@pytest.mark.parametrize(
    ("options", "content", "told"),
    [
        (("-", "-o", "OUT", "--resume"), LINES, "--resume: expected files for IN and OUT"),
        (("-", "-o", "OUT", "--format", "parquet"), LINES, "--format parquet: expected one of csv, ndjson"),
        (("-", "-o", "OUT"), b"", "standard input: the file has no rows"),
        (("-", "-o", "OUT", "--format", "csv"), b"", "standard input: the file is empty"),
        (("-", "-o", "OUT", "--format", "csv"), b"a,b\n", "standard input: the header, line 1, has no column 'text'"),
    ],
)
def test_what_cannot_be_streamed_is_told(tmp_path: Path, options: tuple[str, ...], content: bytes, told: str) -> None:
    out = str(tmp_path / "out.csv")
    result = piped(content, *(out if option == "OUT" else option for option in options))
    assert told in refused(result, tmp_path)


def test_a_batch_of_standard_input_that_was_killed_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / ".out.csv.parts").mkdir()
    (tmp_path / ".out.csv.parts" / "rows").write_text("half a row", encoding="utf-8")
    source = write(tmp_path / "in.csv", [{"text": CLEAN}])
    assert batch(source, tmp_path / "out.csv").exit_code == 0
    assert len(read(tmp_path / "out.csv")) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]
