"""What a row tells besides its text reaches the checks, whatever the format."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifier.errors import InputError
from classifier.traffic.cells import columns_of, message_of
from classifier.traffic.messages import message_at
from classifier.types import Message
from service.tables.fields import messages_of
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


def test_columns_are_named_by_a_file_and_a_flag_comes_before_it(tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text('text = "body"\nsender = "nobody"\nrecipient = "dest"\n', encoding="utf-8")
    source = write(tmp_path / "in.csv", [{"body": CLEAN, "from": "72727", "dest": "+12125550123"}])
    named = ("--columns", str(tmp_path / "columns.toml"), "--column", "sender=from")
    assert batch(source, tmp_path / "out.csv", *named).exit_code == 0
    assert [row["findings"] for row in read(tmp_path / "out.csv")] == ["short-code"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("text = ", "columns.toml: not TOML"),
        ("sender = 5", "columns.toml: sender: expected the name of a column in quotes, got 5"),
        ('colour = "text"', "expected FIELD=COLUMN with a field of sender, recipient"),
    ],
)
def test_a_file_of_columns_that_cannot_be_used_is_told(tmp_path: Path, content: str, told: str) -> None:
    source = write(tmp_path / "in.csv", [{"text": CLEAN}])
    columns = tmp_path / "columns.toml"
    columns.write_text(content, encoding="utf-8")
    complaint = refused(
        batch(source, tmp_path / "out.csv", "--columns", str(columns)), tmp_path, "in.csv", columns.name
    )
    assert told in complaint


def test_each_row_may_be_judged_by_the_policy_of_its_day(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    rule = '[[keywords]]\nid = "one"\nphrase = "appointment"\ncategory = "financial"\n'
    dates = "announced_on = 2026-01-01\neffective_from = 2026-06-01\n"
    policy.write_text(f'version = "dated"\ndated_on = 2026-01-01\n{rule}{dates}', encoding="utf-8")
    days = ("2026-05-31T23:59:59Z", "2026-06-01T01:00:00+02:00", "2026-06-01T00:00:00Z", "")
    source = write(tmp_path / "in.csv", [{"text": CLEAN, "sent_at": day} for day in days])
    options = ("--policy", str(policy), "--as-of", "sent_at", "--workers", "2")
    assert batch(source, tmp_path / "out.csv", *options).exit_code == 0
    assert [row["decision"] for row in read(tmp_path / "out.csv")] == ["allow", "allow", "block", "block"]


SPACES = " \t\n\x1c\x85\xa0\u2003\u3000"
WORDS = st.text(st.sampled_from(f"ab1ä😀ſK{SPACES}"), max_size=6)
TIMES = st.one_of(
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9, minutes=-30)), None])).map(str),
    st.datetimes(timezones=st.just(UTC)).map(lambda at: at.isoformat().replace("+00:00", "Z")),
    st.dates().map(str),
    st.from_regex(
        r"\A[0-2]{4}-[0-3]{2}-[0-3]{2}[T ][0-2]{2}:[0-9]{2}(:[0-6]{2}([.][0-9]{1,8})?)?(Z|[+-][0-3]{2}:[0-9]{2})?\Z"
    ),
    WORDS,
)
FLAGS = st.one_of(st.sampled_from(["true", "FALSE", "1", "No", "yes ", "y", "T", "0", "", "perhaps"]), WORDS)
ROW = st.tuples(WORDS, WORDS, TIMES, FLAGS)


@settings(deadline=None)
@given(st.lists(ROW, max_size=12))
@example([("a" * 9, "", "2026-02-30T00:00:00Z", "")])
@example([("x", "9" * 256, "2026-01-01T00:00:00+01:00", ""), ("x", "9" * 255, "0001-01-01T00:00:00+01:00", "")])
@example([("x", "9" * 255, "9999-12-31T23:59:59-01:00", "")])
def test_columns_are_read_as_their_rows_are(rows: list[tuple[str, str, str, str]]) -> None:
    names = ["text", "sender", "sent_at", "first_contact"]
    columns = [pa.array([row[place] for row in rows], pa.string()) for place in range(4)]
    told = {name: name for name in names[1:]}
    messages, reasons = messages_of(pa.RecordBatch.from_arrays(columns, names=names), "text", told, 8)
    found = iter(range(messages.num_rows))
    for place, row in enumerate(rows):
        try:
            expected = message_of(row[0], dict(zip(names, row, strict=True)), told, 8)
            assert expected.sent_at is None or expected.sent_at.astimezone(UTC)
        except OverflowError:
            assert "out of the range of times" in reasons.pop(place)
        except InputError as error:
            assert reasons.pop(place) == str(error)
        else:
            assert message_at(messages, next(found)) == expected
    assert not reasons and next(found, None) is None


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
