"""Whole files through `prescreen batch`."""

import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from classifier import taxonomy
from classifier.traffic.columns import ADDED
from service.cli import app
from tests.service.files import DECISIONS, TEXTS, Rows, batch, read, write
from tests.service.tiny_model import BLOCKED, BOTH, CLEAN, VERSION

pytestmark = pytest.mark.usefixtures("tiny_models")

FORMATS = ["in.csv", "in.csv.gz", "in.ndjson", "in.ndjson.gz", "in.jsonl", "in.parquet"]


@pytest.mark.parametrize("source", FORMATS)
@pytest.mark.parametrize("out", ["out.csv", "out.ndjson.gz", "out.parquet"])
def test_columns_are_kept_and_verdicts_added_from_any_format_to_any(tmp_path: Path, source: str, out: str) -> None:
    rows: Rows = [{"id": f"n{index}", "text": text} for index, text in enumerate(TEXTS)]
    result = batch(write(tmp_path / source, rows), tmp_path / out)
    assert (result.exit_code, result.stdout) == (0, "")
    found = read(tmp_path / out)
    assert [list(row) for row in found] == [["id", "text", *ADDED]] * len(TEXTS)
    assert [{"id": row["id"], "text": row["text"]} for row in found] == rows
    assert [row["decision"] for row in found] == DECISIONS
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source, out])


def test_the_added_columns_say_what_a_single_verdict_says(tmp_path: Path) -> None:
    batch(write(tmp_path / "in.ndjson", [{"text": BOTH}]), tmp_path / "out.ndjson")
    (row,) = read(tmp_path / "out.ndjson")
    scored = json.loads(CliRunner().invoke(app, ["score", "--json", BOTH]).stdout)
    assert row["labels"] == "financial|shaft|shaft.alcohol"
    assert row["findings"] == "prohibited-financial|prohibited-shaft-alcohol"
    assert (row["model_version"], row["policy_version"]) == (VERSION, "tiny")
    scores = {explanation["category"]: explanation["score"] for explanation in scored["explanations"]}
    assert {code: row[f"score_{code}"] for code in taxonomy.CODES} == pytest.approx(scores, abs=1e-6)


def test_a_column_with_the_name_of_an_added_one_is_kept_under_another(tmp_path: Path) -> None:
    rows: Rows = [{"text": BLOCKED, "labels": "mine", "input_labels": "older"}]
    for name in ("in.csv", "in.ndjson", "in.parquet"):
        out = tmp_path / f"out.{name}"
        assert batch(write(tmp_path / name, rows), out).exit_code == 0
        (row,) = read(out)
        assert (row["labels"], row["input_labels"], row["input_input_labels"]) == ("gambling", "older", "mine")


def test_values_keep_their_types_where_the_format_has_them(tmp_path: Path) -> None:
    table = pa.table(
        {
            "text": pa.array(TEXTS).dictionary_encode(),
            "at": pa.array([1, 2, 3, 4], pa.timestamp("ns", tz="UTC")),
            "price": pa.array([Decimal("1.10")] * 4),
            "raw": pa.array([b"\xff"] * 4),
        }
    )
    pq.write_table(table, tmp_path / "in.parquet")
    assert batch(tmp_path / "in.parquet", tmp_path / "out.parquet").exit_code == 0
    assert pq.read_table(tmp_path / "out.parquet").select(table.column_names).equals(table)
    rows: Rows = [{"text": CLEAN, "n": 2**60, "x": 0.1, "nested": {"a": [None, True]}}, {"text": "cut \ud83d"}]
    batch(write(tmp_path / "in.ndjson", rows), tmp_path / "out.ndjson")
    assert [
        {name: row[name] for name in old} for row, old in zip(read(tmp_path / "out.ndjson"), rows, strict=True)
    ] == rows


def test_many_rows_keep_their_order_with_one_process_and_with_several(tmp_path: Path) -> None:
    rows: Rows = [{"n": str(index), "text": TEXTS[index % 4]} for index in range(410)]
    source = write(tmp_path / "in.csv", rows)
    for workers in ("1", "2"):
        assert batch(source, tmp_path / f"out{workers}.csv", "--workers", workers, "--chunk-rows", "20").exit_code == 0
    assert (tmp_path / "out1.csv").read_bytes() == (tmp_path / "out2.csv").read_bytes()
    assert [row["decision"] for row in read(tmp_path / "out1.csv")] == [DECISIONS[index % 4] for index in range(410)]


def test_a_summary_on_stderr_counts_every_row(tmp_path: Path) -> None:
    source = write(tmp_path / "in.ndjson", [{"text": text} for text in [*TEXTS, ""]])
    told = batch(source, tmp_path / "out.ndjson").stderr.splitlines()
    assert told[0].endswith("out.ndjson: 4 rows screened (1 allow, 2 block, 1 review)")
    assert told[1].endswith("out.ndjson.rejects.ndjson: 1 rows could not be screened")


def test_the_text_may_be_in_another_column(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", [{"body": BLOCKED}])
    assert batch(source, tmp_path / "out.csv", "--text-column", "body").exit_code == 0
    assert read(tmp_path / "out.csv")[0]["decision"] == "block"
