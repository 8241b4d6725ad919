"""What a row holds besides its message comes out as it went in, and in another format as well as that format can."""

import csv
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.traffic.columns import SCHEMA
from service.tables.chunks import Chunk, Source, Target
from service.tables.formats import output, read
from tests.service.files import TEXTS, Rows, batch, refused, rejected, write
from tests.service.files import read as read_rows
from tests.service.tiny_model import CLEAN

pytestmark = pytest.mark.usefixtures("tiny_models")

TABLE = pa.table(
    {
        "text": [CLEAN, CLEAN],
        "at": pa.array([datetime(2026, 11, 25, 9, 30, tzinfo=UTC), None]),
        "nanoseconds": pa.array([1, None], pa.timestamp("ns")),
        "day": [date(2026, 11, 25), None],
        "price": [Decimal("1.10"), None],
        "many": pa.array([2**53 + 1, None]),
        "share": [0.1, float("nan")],
        "yes": [True, None],
        "kind": pa.array(["a", "b"]).dictionary_encode(),
        "nested": [{"list": [1, None], "text": 'say "hi"'}, None],
        "quoted": ['a "quote", a comma', "two\r\nlines"],
    }
)


def test_every_type_of_parquet_has_a_form_in_csv(tmp_path: Path) -> None:
    pq.write_table(TABLE, tmp_path / "in.parquet")
    assert batch(tmp_path / "in.parquet", tmp_path / "out.csv").exit_code == 0
    first, second = read_rows(tmp_path / "out.csv")
    assert {name: first[name] for name in TABLE.column_names[1:]} == {
        "at": "2026-11-25 09:30:00.000000Z",
        "nanoseconds": "1970-01-01 00:00:00.000000001",
        "day": "2026-11-25",
        "price": "1.10",
        "many": "9007199254740993",
        "share": "0.1",
        "yes": "true",
        "kind": "a",
        "nested": '{"list": [1, null], "text": "say \\"hi\\""}',
        "quoted": 'a "quote", a comma',
    }
    assert (second["at"], second["yes"], second["nested"], second["quoted"]) == ("", "", "", "two\r\nlines")


def test_every_type_of_parquet_has_a_form_in_ndjson(tmp_path: Path) -> None:
    pq.write_table(TABLE, tmp_path / "in.parquet")
    assert batch(tmp_path / "in.parquet", tmp_path / "out.ndjson").exit_code == 0
    first, second = read_rows(tmp_path / "out.ndjson")
    assert {name: first[name] for name in TABLE.column_names[1:]} == {
        "at": "2026-11-25 09:30:00.000000Z",
        "nanoseconds": "1970-01-01 00:00:00.000000001",
        "day": "2026-11-25",
        "price": "1.10",
        "many": 2**53 + 1,
        "share": 0.1,
        "yes": True,
        "kind": "a",
        "nested": {"list": [1, None], "text": 'say "hi"'},
        "quoted": 'a "quote", a comma',
    }
    assert [second[name] for name in ("at", "share", "yes", "nested")] == [None] * 4


def test_what_csv_shows_of_times_can_be_read_again(tmp_path: Path) -> None:
    sent = pa.array([datetime(2026, 11, 25, 4, 30, tzinfo=UTC)])
    table = pa.table({"text": [CLEAN + ". Reply STOP to end"], "sent_at": sent, "recipient": ["+12125550123"]})
    pq.write_table(table.append_column("use_case", pa.array(["marketing"])), tmp_path / "in.parquet")
    for source, out in (("in.parquet", "one.csv"), ("one.csv", "two.ndjson"), ("two.ndjson", "three.csv")):
        assert batch(tmp_path / source, tmp_path / out).exit_code == 0
        assert [row["findings"] for row in read_rows(tmp_path / out)] == ["quiet-hours"]


def test_an_object_of_ndjson_stays_as_it_was_to_the_byte(tmp_path: Path) -> None:
    lines = ['{"text":"hi","price":1.10,  "x":"\\u00e9\\ud83d"}', ' {"n": 1E2, "text": "caf\u00e9"} ', '{"text": "hi"}']
    (tmp_path / "in.ndjson").write_text("\n".join(lines), encoding="utf-8")
    assert batch(tmp_path / "in.ndjson", tmp_path / "out.ndjson").exit_code == 0
    written = (tmp_path / "out.ndjson").read_text(encoding="utf-8").splitlines()
    assert [line.partition(', "decision"')[0] + "}" for line in written] == [line.strip() for line in lines]


@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
def test_a_text_that_was_cut_in_an_emoji_goes_into_every_format(tmp_path: Path, out: str) -> None:
    write(tmp_path / "in.ndjson", [{"text": "cut \ud83d", "x": "\ude00", "deep": ["\ud83d"]}, {"text": "whole"}])
    assert batch(tmp_path / "in.ndjson", tmp_path / out).exit_code == 0
    assert [row["x"] for row in read_rows(tmp_path / out)] == ["\ufffd", "" if out == "out.csv" else None]


def test_dictionaries_that_change_from_chunk_to_chunk_are_kept(tmp_path: Path) -> None:
    kinds = [f"kind {n // 10}" for n in range(100)]
    table = pa.table({"text": [TEXTS[n % 4] for n in range(100)], "kind": pa.array(kinds).dictionary_encode()})
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=7)
    assert batch(tmp_path / "in.parquet", tmp_path / "out.parquet", "--chunk-rows", "3").exit_code == 0
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.column("kind").cast(pa.string()).to_pylist() == kinds
    assert found.schema.field("kind").type == table.schema.field("kind").type


def test_what_no_other_format_can_hold_is_one_clear_error(tmp_path: Path) -> None:
    spoiled = pa.array([[b"\xff"]], pa.list_(pa.binary())).cast(pa.list_(pa.binary()))
    table = pa.table({"text": [CLEAN], "deep": pa.ListArray.from_arrays([0, 1], spoiled.values.view(pa.string()))})
    pq.write_table(table, tmp_path / "in.parquet")
    result = batch(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert "a value has no form outside Parquet" in refused(result, tmp_path, "in.parquet")


def test_a_quote_that_is_never_closed_late_in_a_file_spoils_its_own_row_alone(tmp_path: Path) -> None:
    rows = [f"{n},{CLEAN}" for n in range(3_000)]
    rows[2_499] = f'2499,"{CLEAN}'
    (tmp_path / "in.csv").write_text("\n".join(["n,text", *rows]), encoding="utf-8")
    assert batch(tmp_path / "in.csv", tmp_path / "out.csv", "--chunk-rows", "100").exit_code == 0
    assert rejected(tmp_path / "out.csv") == [(2_501, "not CSV: unexpected end of data")]
    assert [row["n"] for row in read_rows(tmp_path / "out.csv")] == [str(n) for n in range(3_000) if n != 2_499]


def test_rows_of_parquet_that_break_off_are_told_with_the_last_that_was_whole(tmp_path: Path) -> None:
    rows: Rows = [{"text": f"{n} {'x' * (n % 50)}"} for n in range(3_000)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet", row_group_size=1_000, compression="zstd")
    raw = bytearray((tmp_path / "in.parquet").read_bytes())
    raw[len(raw) // 2 : len(raw) * 3 // 4] = bytes(len(raw) * 3 // 4 - len(raw) // 2)
    (tmp_path / "in.parquet").write_bytes(raw)
    result = batch(tmp_path / "in.parquet", tmp_path / "out.csv", "--chunk-rows", "1000")
    assert "in.parquet: not a whole Parquet file after row 1,000 (" in refused(result, tmp_path, "in.parquet")


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5) | st.sampled_from(['"', "\r", "\n", ",", "\x00"])


def verdicts(rows: int) -> pa.RecordBatch:
    columns = [pa.array([0.5 if field.type == pa.float64() else "x"] * rows, field.type) for field in SCHEMA]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(["csv", "ndjson", "parquet"]))
def test_any_cells_come_out_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], form: str
) -> None:
    directory = tmp_path_factory.mktemp("cells")
    table = pa.RecordBatch.from_arrays([pa.array(column) for column in zip(*rows, strict=True)], names=["a", "b"])
    messages = pa.RecordBatch.from_arrays([table.column(0)], names=["text"])
    target = output(form, Target(directory / f"out.{form}", False, "a"))
    target.append([(Chunk(messages, table, [], 1), verdicts(len(rows)))])
    target.finish()
    assert [(row["a"], row["b"]) for row in as_they_are(directory / f"out.{form}")] == rows


def as_they_are(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".ndjson":
        return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]
    return read_rows(path)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 9), max_size=6), st.integers(1, 8), st.integers(1, 8))
def test_parquet_is_read_in_the_same_chunks_wherever_one_begins(
    tmp_path_factory: pytest.TempPathFactory, groups: list[int], rows: int, skipped: int
) -> None:
    path = tmp_path_factory.mktemp("groups") / "in.parquet"
    total = sum(groups)
    with pq.ParquetWriter(path, pa.schema([("text", pa.string())])) as writer:
        for group in groups:
            writer.write_table(pa.table({"text": ["x"] * group}))
    whole = list(read("parquet", Source(path, "text", 10, rows)))
    assert [chunk.messages.num_rows for chunk in whole[:-1]] == [rows] * (len(whole) - 1)
    assert sum(chunk.messages.num_rows for chunk in whole) == total
    start = min(skipped, len(whole)) - 1
    if start and start < len(whole):
        again = list(read("parquet", Source(path, "text", 10, rows, start=whole[start - 1].following)))
        assert [chunk.following for chunk in again] == [chunk.following for chunk in whole[start:]]


def test_memory_does_not_grow_with_the_row_groups_that_were_read(tmp_path: Path) -> None:
    with pq.ParquetWriter(tmp_path / "in.parquet", pa.schema([("text", pa.string())])) as writer:
        for group in range(60):
            writer.write_table(pa.table({"text": [f"{group} {row} {'x' * 100}" for row in range(1_000)]}))
    chunks = read("parquet", Source(tmp_path / "in.parquet", "text", 200, 1_000))
    taken = [pa.total_allocated_bytes() for _ in chunks]
    assert max(taken[40:]) <= max(taken[:20]) + 100_000
