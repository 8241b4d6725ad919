"""What a row tells besides its text reaches the checks, whatever the format."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from classifier.errors import InputError
from classifier.types import Message
from service.tables.messages import columns_of, message_of
from tests.service.files import Rows, batch, read, refused, rejected, write
from tests.service.tiny_model import CLEAN

pytestmark = pytest.mark.usefixtures("tiny_models")

FORMATS = ["in.csv", "in.ndjson", "in.parquet"]
LATE = "2026-11-25T04:30:00Z"
"""In New York it is half past eleven at night."""


@pytest.mark.parametrize("name", FORMATS)
def test_columns_of_a_fields_name_are_read(tmp_path: Path, name: str) -> None:
    rows: Rows = [
        {"text": CLEAN, "sender": "72727", "recipient": "+12125550123", "sent_at": "", "use_case": ""},
        {"text": CLEAN, "sender": "", "recipient": "+33612345678", "sent_at": "", "use_case": ""},
        {"text": CLEAN + ". Reply STOP to end", "sender": "", "recipient": "+12125550123", "sent_at": LATE,
         "use_case": "marketing"},
        {"text": CLEAN, "sender": "", "recipient": "", "sent_at": "", "use_case": ""},
    ]  # fmt: skip
    out = tmp_path / f"out.{name}"
    assert batch(write(tmp_path / name, rows), out).exit_code == 0
    assert [row["findings"] for row in read(out)] == ["short-code", "geography-not-enabled", "quiet-hours", ""]


@pytest.mark.parametrize("name", FORMATS)
def test_a_column_of_another_name_is_named_by_a_flag(tmp_path: Path, name: str) -> None:
    rows: Rows = [{"text": CLEAN, "from_number": "72727", "dest": "+12125550123"}]
    out = tmp_path / f"out.{name}"
    named = ("--column", "sender=from_number", "--column", "recipient=dest")
    assert batch(write(tmp_path / name, rows), out, *named).exit_code == 0
    assert [row["findings"] for row in read(out)] == ["short-code"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_value_that_cannot_be_used_rejects_its_row_alone(tmp_path: Path, name: str) -> None:
    rows: Rows = [{"text": CLEAN, "sent_at": at} for at in ("2026-11-25T09:30:00Z", "yesterday", "")]
    out = tmp_path / f"out.{name}"
    assert batch(write(tmp_path / name, rows), out).exit_code == 0
    assert len(read(out)) == 2
    ((line, reason),) = rejected(out)
    assert line == (3 if name == "in.csv" else 2)
    assert "column 'sent_at': expected a time as 2026-11-25T09:30:00Z, got 'yesterday'" in reason


def test_times_of_parquet_are_read_as_they_are(tmp_path: Path) -> None:
    at = pa.array([datetime(2026, 11, 25, 4, 30, tzinfo=UTC), datetime(2026, 11, 25, 17, tzinfo=UTC)])
    table = pa.table({"text": [CLEAN + ". Reply STOP to end"] * 2, "sent_at": at, "recipient": ["+12125550123"] * 2})
    pq.write_table(table.append_column("use_case", pa.array(["MARKETING"] * 2)), tmp_path / "in.parquet")
    assert batch(tmp_path / "in.parquet", tmp_path / "out.csv").exit_code == 0
    assert [row["findings"] for row in read(tmp_path / "out.csv")] == ["quiet-hours", ""]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("sender=nope", "there is no column 'nope', but: text"),
        ("colour=text", "expected FIELD=COLUMN with a field of sender, recipient"),
        ("sender", "expected FIELD=COLUMN"),
    ],
)
def test_a_flag_that_names_nothing_is_refused(tmp_path: Path, named: str, told: str) -> None:
    source = write(tmp_path / "in.csv", [{"text": CLEAN}])
    assert told in refused(batch(source, tmp_path / "out.csv", "--column", named), tmp_path, "in.csv")


@pytest.mark.parametrize(
    ("cell", "known"),
    [("true", True), ("YES", True), ("1", True), (1, True), (True, True), ("no", False), ("0", False), (" ", None)],
)
def test_first_contact_is_read_in_every_usual_spelling(cell: object, known: bool | None) -> None:
    columns = columns_of((), ["text", "first_contact"])
    assert message_of("hello", {"first_contact": cell}, columns, 100) == Message("hello", first_contact=known)


@pytest.mark.parametrize(
    ("field", "cell"),
    [("sender", ["a"]), ("sender", "1" * 300), ("first_contact", "perhaps"), ("sent_at", "25/11")],
)
def test_a_cell_of_another_kind_is_told_with_its_column(field: str, cell: object) -> None:
    with pytest.raises(InputError, match=f"column '{field}': expected"):
        message_of("hello", {field: cell}, columns_of((), None), 100)
