"""Record batches as messages: what is taken in as a column is what the rule for a single row says."""

import sys
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import InputError
from classifier.traffic.cells import message_of
from classifier.traffic.intake import Intake, columns_told, taken_in
from classifier.traffic.messages import SCHEMA, message_at
from classifier.types import Message

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TEXTS = st.sampled_from(["hello", "  ", "", "héllo wörld", "\u3000", "次", "x" * 31, "é" * 30, " a ", "a\nb", "\x1c"])
CELLS = st.one_of(st.none(), st.sampled_from(["72727", "+1 212", " x", "", " ", "é", "x" * 255, "x" * 256, "\ta", "y"]))
TIMES = st.one_of(st.none(), st.sampled_from([NOON, datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]))
NAMES = ("text", "sender", "sent_at", "lang", "first_contact")
VALUES = {"text": st.one_of(st.none(), TEXTS), "sender": CELLS, "sent_at": TIMES, "lang": CELLS, "first_contact": CELLS}
ROWS = st.lists(st.fixed_dictionaries(VALUES), max_size=8)
LONGEST = 30


def take(arrays: dict[str, Any], **columns: str) -> Intake:
    batch = pa.record_batch(arrays)
    return taken_in(batch, columns_told(columns, batch.schema.names), LONGEST)


def told(intake: Intake) -> list[Message | str]:
    """For each row its message or its reason."""
    pairs = zip(intake.places.to_pylist(), intake.reasons.to_pylist(), strict=True)
    return [reason if place is None else message_at(intake.messages, place) for place, reason in pairs]


def ruled(row: dict[str, Any]) -> Message | str:
    cells = {name: row[name] for name in NAMES if name != "text"}
    try:
        return message_of(row["text"], cells, {name: name for name in cells}, LONGEST)
    except InputError as error:
        return str(error)


@given(ROWS)
def test_every_row_is_what_the_rule_for_one_row_makes_of_it(rows: list[dict[str, Any]]) -> None:
    kinds = {"sent_at": SCHEMA.field("sent_at").type}
    intake = take({name: pa.array([row[name] for row in rows], kinds.get(name, pa.string())) for name in NAMES})
    assert told(intake) == [ruled(row) for row in rows]
    assert intake.messages.schema == SCHEMA
    intake.messages.validate(full=True)


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())])
def test_strings_of_every_arrow_type_are_read(kind: pa.DataType) -> None:
    intake = take({"text": pa.array(["hi", None, " "]).cast(kind), "sender": pa.array(["1", None, "é"]).cast(kind)})
    assert told(intake) == [Message("hi", sender="1"), "the text is missing", "the text is empty"]


def test_characters_that_are_blank_alone_are_so_in_a_column() -> None:
    chars = [chr(code) for code in range(0x3100) if not 0xD800 <= code <= 0xDFFF]
    found = told(take({"text": pa.array(chars)}))
    blank = {char for char, message in zip(chars, found, strict=True) if isinstance(message, str)}
    assert blank == {char for char in map(chr, range(sys.maxunicode + 1)) if not char.strip()}


@pytest.mark.parametrize("kind", [pa.int64(), pa.binary(), pa.list_(pa.string()), pa.float64()])
def test_a_text_of_another_type_rejects_every_row_and_crashes_none(kind: pa.DataType) -> None:
    values = {pa.int64(): 1, pa.binary(): b"hi", pa.float64(): 0.5}.get(kind, ["hi"])
    found = told(take({"text": pa.array([values, None], kind)}))
    assert found == ["the text must be a string", "the text is missing"]


def test_a_column_of_nothing_but_nulls_is_not_known() -> None:
    assert told(take({"text": pa.array(["hi"]), "sender": pa.nulls(1), "sent_at": pa.nulls(1)})) == [Message("hi")]
    assert told(take({"text": pa.nulls(2)})) == ["the text is missing"] * 2


def test_bytes_that_are_not_utf8_reject_their_row_alone() -> None:
    data = pa.py_buffer(b"hi\xffho")
    offsets = pa.py_buffer(np.array([0, 2, 3, 5], np.int32).tobytes())
    broken = pa.Array.from_buffers(pa.string(), 3, [None, offsets, data])
    texts = pa.array(["a", "b", "c"])
    assert told(take({"text": broken})) == [Message("hi"), "not UTF-8: byte 0 of the text", Message("ho")]
    assert told(take({"text": texts, "lang": broken}))[1] == "not UTF-8: byte 0 of column 'lang'"


def test_numbers_are_read_as_the_strings_that_they_are() -> None:
    intake = take({"text": ["a", "b"], "sender": pa.array([72727, None], pa.int64()), "lang": pa.array([0.5, None])})
    assert told(intake) == ["column 'lang': expected a string, got float", Message("b")]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "America/New_York"])
def test_times_of_every_unit_and_zone_are_read(unit: str, zone: str | None) -> None:
    at = pa.array([NOON, None], pa.timestamp("us", "UTC")).cast(pa.timestamp(unit, zone))
    found = told(take({"text": ["a", "b"], "when": at}, sent_at="when"))
    assert found == [Message("a", sent_at=NOON), Message("b")]


def test_times_in_other_forms_are_read_row_by_row() -> None:
    text = ["a"] * 3
    days = told(take({"text": text, "sent_at": pa.array([date(2026, 11, 25), None, date(2026, 1, 1)])}))
    assert days[:2] == [Message("a", sent_at=datetime(2026, 11, 25, tzinfo=UTC)), Message("a")]
    strings = told(take({"text": text, "sent_at": ["2026-11-25T12:00:00Z", "", "yesterday"]}))
    assert strings[:2] == [Message("a", sent_at=NOON), Message("a")]
    assert strings[2] == "column 'sent_at': expected a time as 2026-11-25T09:30:00Z, got 'yesterday'"


@pytest.mark.parametrize("kind", [pa.timestamp("us", "UTC"), pa.timestamp("s"), pa.timestamp("ms", "Asia/Tokyo")])
def test_a_time_beyond_the_calendar_rejects_its_row_alone(kind: pa.DataType) -> None:
    at = pa.array([2**62, 0], pa.int64()).cast(kind)
    reason, message = told(take({"text": ["a", "b"], "sent_at": at}))
    assert isinstance(reason, str) and "column 'sent_at': holds timestamp" in reason
    assert isinstance(message, Message) and message.sent_at is not None and message.sent_at.year == 1970


def test_columns_are_found_by_name_and_by_the_mapping() -> None:
    assert columns_told({}, ["id", "text", "lang"]) == {"text": "text", "lang": "lang"}
    assert columns_told({"text": "body", "lang": "l"}, ["body", "l", "lang"]) == {"text": "body", "lang": "l"}


@pytest.mark.parametrize(
    ("columns", "header", "complaint"),
    [
        ({}, ["body"], "no column 'text', but: body"),
        ({}, [], "no column 'text', but: none"),
        ({"sender": "from"}, ["text"], "no column 'from' for sender, but: text"),
        ({"colour": "text"}, ["text"], "'colour' is no field of a message; expected one of text, sender"),
        ({}, ["text", "a", "a"], "name a column twice: a, a, text"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(columns: dict[str, str], header: list[str], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        columns_told(columns, header)
