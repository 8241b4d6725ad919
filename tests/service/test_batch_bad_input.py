"""What `prescreen batch` does with rows, files and disks that are not as they should be."""

import csv
import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from classifier.traffic.columns import ADDED
from tests.service.files import TEXTS, Rows, batch, read, refused, rejected, write
from tests.service.forked import start
from tests.service.tiny_model import CLEAN

pytestmark = pytest.mark.usefixtures("tiny_models")

CSV_ROWS = (
    (b'"a line\nbreak, a ""quote"" and\r\nmore",x', None),
    (b"caf\xe9,x", "not UTF-8 in column text"),
    (b"good,caf\xe9", "not UTF-8 in column note"),
    (b"too,many,cells", "expected 2 cells as in the header, got 3"),
    (b"too few", "expected 2 cells as in the header, got 1"),
    (b",x", "the text is empty"),
    (b'" \t",x', "the text is empty"),
    (b"x" * 10_001 + b",x", "the text has 10,001 characters; at most 10,000 are screened"),
    (b'"quoted"badly,x', "not CSV: ',' expected after '\"'"),
    (b"", None),
    (b"after an empty line,x", None),
    ('emoji 😀,"ÿ\x00"'.encode(), None),
    (b'"never closed,x', "not CSV: ',' expected after '\"'"),
    (b'"never closed either,x', "not CSV: ',' expected after '\"'"),
    (b'"after that",x', None),
    (b'"last', "not CSV: unexpected end of data"),
)


def test_unreadable_rows_of_a_csv_go_to_the_rejects_with_line_and_reason(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b"\xef\xbb\xbftext,note\r\n" + b"\r\n".join(row for row, _ in CSV_ROWS))
    assert batch(tmp_path / "in.csv", tmp_path / "out.csv").exit_code == 0
    reasons = [(5, 1), (6, 2), (7, 3), (8, 4), (9, 5), (10, 6), (11, 7), (12, 8), (16, 12), (17, 13), (19, 15)]
    assert rejected(tmp_path / "out.csv") == [(line, CSV_ROWS[index][1]) for line, index in reasons]
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as lines:
        kept = [(row["text"], row["note"]) for row in csv.DictReader(lines)]
    assert kept == [
        ('a line\nbreak, a "quote" and\r\nmore', "x"),
        ("after an empty line", "x"),
        ("emoji 😀", "ÿ\x00"),
        ("after that", "x"),
    ]


NDJSON_ROWS = (
    (b'{"text": "hi"}', None),
    (b"{nonsense", "not JSON: Expecting property name enclosed in double quotes, column 2"),
    (b'{"text": "caf\xe9"}', "not UTF-8: byte 13 of the line"),
    (b'{"text": null}', "the text is missing"),
    (b'{"txt": "hi"}', "no field 'text'"),
    (b'{"text": 5}', "the text must be a string"),
    (b'{"text": ""}', "the text is empty"),
    (b'["hi"]', "not a JSON object"),
    (b'{"text": "hi", "x": NaN}', "not JSON that can be read: NaN is no JSON number"),
    (b'{"text": "hi", "x": 1e999}', "not JSON that can be read: a number is out of range"),
    (b"[" * 100_000, "not JSON that can be read: nested too deeply"),
    (b" ", None),
    (b'{"text": "no newline at the end"}', None),
)


def test_unreadable_lines_of_ndjson_go_to_the_rejects_with_line_and_reason(tmp_path: Path) -> None:
    (tmp_path / "in.ndjson").write_bytes(b"\xef\xbb\xbf" + b"\n".join(row for row, _ in NDJSON_ROWS))
    assert batch(tmp_path / "in.ndjson", tmp_path / "out.ndjson").exit_code == 0
    assert rejected(tmp_path / "out.ndjson") == [(n, reason) for n, (_, reason) in enumerate(NDJSON_ROWS, 1) if reason]
    assert [row["text"] for row in read(tmp_path / "out.ndjson")] == ["hi", "no newline at the end"]


def test_unreadable_rows_of_parquet_go_to_the_rejects_with_row_and_reason(tmp_path: Path) -> None:
    values = pa.array([b"hi", None, b"caf\xe9", b" ", b"end"]).view(pa.string())
    pq.write_table(pa.table({"n": [1, 2, 3, 4, 5], "text": values}), tmp_path / "in.parquet")
    assert batch(tmp_path / "in.parquet", tmp_path / "out.parquet").exit_code == 0
    reasons = [(2, "the text is missing"), (3, "not UTF-8: byte 3 of the text"), (4, "the text is empty")]
    assert rejected(tmp_path / "out.parquet") == reasons
    assert [(row["n"], row["text"]) for row in read(tmp_path / "out.parquet")] == [(1, "hi"), (5, "end")]


@pytest.mark.parametrize("name", ["in.csv", "in.parquet"])
@pytest.mark.parametrize("out", ["out.csv", "out.ndjson", "out.parquet"])
def test_a_file_with_columns_and_no_rows_gives_the_same(tmp_path: Path, name: str, out: str) -> None:
    write(tmp_path / name, [{"text": "x", "n": "1"}])
    if name == "in.csv":
        (tmp_path / name).write_text("text,n\n", encoding="utf-8")
    else:
        pq.write_table(pq.read_table(tmp_path / name).slice(0, 0), tmp_path / name)
    assert batch(tmp_path / name, tmp_path / out).exit_code == 0
    assert read(tmp_path / out) == []
    if out == "out.parquet":
        assert pq.read_schema(tmp_path / out).names == ["text", "n", *ADDED]


def test_a_file_without_one_readable_row_gives_an_empty_table_and_the_rejects(tmp_path: Path) -> None:
    for out in ("out.csv", "out.parquet"):
        assert batch(write(tmp_path / "in.ndjson", [{"text": ""}]), tmp_path / out).exit_code == 0
        assert read(tmp_path / out) == []
        assert rejected(tmp_path / out) == [(1, "the text is empty")]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("name", "spoil", "told"),
    [
        ("in.csv", emptied, "in.csv: the file is empty"),
        ("in.ndjson", emptied, "in.ndjson: the file is empty"),
        ("in.parquet", emptied, "in.parquet: the file is empty"),
        ("in.ndjson", lambda path: path.write_bytes(b"\n \n"), "in.ndjson: the file has no rows"),
        ("in.parquet", cut, "in.parquet: not a whole Parquet file"),
        ("in.parquet", lambda path: path.write_bytes(b"text\nhello\n"), "in.parquet: not a whole Parquet file"),
        ("in.csv.gz", cut, "in.csv.gz: not a whole gzip file"),
        ("in.ndjson.gz", lambda path: path.write_bytes(b"{}"), "in.ndjson.gz: not a whole gzip file"),
        ("in.csv.gz", lambda path: path.write_bytes(gzip.compress(b"")), "in.csv.gz: the file is empty"),
        ("in.csv", lambda path: path.write_bytes(b"caf\xe9,text\n"), "line 1, is not UTF-8"),
        ("in.csv", lambda path: path.write_bytes(b"text,text\n"), "line 1, names a column twice"),
        ("in.csv", lambda path: path.write_bytes(b'"text'), "line 1, cannot be read"),
        (
            "in.csv",
            lambda path: path.write_bytes(b"id;text\n"),
            "no column 'text', but: id;text. Name it with --text-column.",
        ),
        ("in.parquet", lambda path: write(path, [{"body": "x"}]), "no column 'text', but: body."),
        ("in.parquet", lambda path: write(path, [{"text": 5}]), "column 'text' holds int64, expected strings"),
        (
            "in.parquet",
            lambda path: write(path, [{"text": "x", "sender": 1.5}]),
            "in.parquet: column 'sender' holds double, expected strings",
        ),
        (
            "in.parquet",
            lambda path: write(path, [{"text": "x", "sent_at": ["2026-11-25"]}]),
            "column 'sent_at' holds list<element: string>, expected times, or strings with times",
        ),
        ("in.csv", Path.unlink, "in.csv: there is no such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_error(
    tmp_path: Path, name: str, spoil: Callable[[Path], object], told: str
) -> None:
    path = write(tmp_path / name, [{"text": text} for text in TEXTS])
    spoil(path)
    left = [name] if path.exists() else []
    assert told in refused(batch(path, tmp_path / "out.csv"), tmp_path, *left)


def test_a_parquet_file_that_breaks_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "in.parquet", [{"text": f"{text} {n}"} for n in range(3_000) for text in TEXTS])
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 3 : len(raw) // 2] = b"\x00" * (len(raw) // 2 - len(raw) // 3)
    path.write_bytes(raw)
    assert "not a whole Parquet file" in refused(batch(path, tmp_path / "out.csv"), tmp_path, "in.parquet")


@pytest.mark.parametrize("existing", ["out.csv", "out.csv.rejects.ndjson"])
def test_what_exists_is_replaced_by_force_alone(tmp_path: Path, existing: str) -> None:
    source = write(tmp_path / "in.csv", [{"text": CLEAN}])
    (tmp_path / existing).write_text("old", encoding="utf-8")
    assert "exists already" in refused(batch(source, tmp_path / "out.csv"), tmp_path, "in.csv", existing)
    assert (tmp_path / existing).read_text(encoding="utf-8") == "old"
    assert batch(source, tmp_path / "out.csv", "--force").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("in.csv", "IN and OUT are the same file"),
        ("nowhere/out.csv", "nowhere: there is no such directory"),
        ("out.xlsx", "expected a name that ends in .csv, .ndjson, .jsonl, .parquet"),
        ("out", "expected a name that ends in"),
        ("out.parquet.gz", "Parquet is packed already"),
    ],
)
def test_an_impossible_out_is_refused(tmp_path: Path, out: str, told: str) -> None:
    source = write(tmp_path / "in.csv", [{"text": CLEAN}])
    assert told in refused(batch(source, tmp_path / out, "--force"), tmp_path, "in.csv")


def test_rows_that_a_table_has_no_column_for_are_an_error_and_not_cut(tmp_path: Path) -> None:
    rows: Rows = [{"text": CLEAN}] * 2_000 + [{"text": CLEAN, "late": 1}]
    source = write(tmp_path / "in.ndjson", rows)
    for out in ("out.csv", "out.parquet"):
        result = batch(source, tmp_path / out, "--chunk-rows", "100")
        assert "(late): choose NDJSON for OUT" in refused(result, tmp_path, "in.ndjson")


@pytest.fixture
def streams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("streams")


def long_rows(count: int) -> Rows:
    return [{"text": f"{CLEAN} {os.urandom(40).hex()}"} for _ in range(count)]


@pytest.mark.parametrize("out", ["out.csv", "out.csv.gz", "out.ndjson", "out.parquet"])
def test_a_full_disk_is_one_clear_error_and_nothing_is_left(tmp_path: Path, streams: Path, out: str) -> None:
    source = write(tmp_path / "in.csv", long_rows(300))
    done = start(streams, "batch", str(source), "-o", str(tmp_path / out), disk=5_000)
    assert done.ended() == 2
    assert len(done.stderr.splitlines()) == 1
    assert f"{out}: File too large; nothing was written" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize(("out", "size"), [("out.csv.gz", 9_000), ("out.ndjson", 30_000), ("out.parquet", 50_000)])
def test_what_was_done_before_a_disk_was_full_is_kept_to_go_on_from(
    tmp_path: Path, streams: Path, out: str, size: int
) -> None:
    source = write(tmp_path / "in.csv", long_rows(300))
    done = start(streams, "batch", str(source), "-o", str(tmp_path / out), "--chunk-rows", "2", disk=size)
    assert done.ended() == 2
    assert f"{out}: File too large; what was screened is kept, --resume goes on" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".{out}.parts", "in.csv"]
    assert batch(source, tmp_path / out, "--chunk-rows", "2", "--resume").exit_code == 0
    texts = [row["text"] for row in read(source)]
    assert [row["text"] for row in read(tmp_path / out)] == texts
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", out]
