"""Screening a stream of record batches with any columns."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from classifier.errors import InputError
from classifier.records import Context
from classifier.screening import Screener
from classifier.traffic.columns import ADDED, BatchScreener
from classifier.traffic.messages import batch_of
from classifier.traffic.record_batches import NEW, REJECT_REASON, score_batches, scored_schema
from classifier.types import Message
from tests.service.tiny_model import BLOCKED, BOTH, CLEAN, REVIEWED, tiny_model, tiny_policy

TEXTS = [CLEAN, BLOCKED, REVIEWED, BOTH]


@pytest.fixture(scope="module")
def screener() -> BatchScreener:
    return BatchScreener(Screener(tiny_model(), tiny_policy()), Context())


def scored(screener: BatchScreener, batch: pa.RecordBatch, **columns: str) -> list[dict[str, Any]]:
    (found,) = score_batches([batch], screener, columns)
    assert found.schema.equals(scored_schema(batch.schema, columns), check_metadata=True)
    found.validate(full=True)
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def test_every_column_is_kept_and_the_verdicts_are_those_of_the_messages(screener: BatchScreener) -> None:
    batch = pa.record_batch({"n": [1, 2, 3, 4], "text": TEXTS, "price": [Decimal("1.10")] * 4, "tags": [["a"]] * 4})
    found = scored(screener, batch)
    assert [list(row) for row in found] == [["n", "text", "price", "tags", *NEW]] * 4
    assert [{name: row[name] for name in batch.schema.names} for row in found] == batch.to_pylist()
    expected = screener.added(batch_of(map(Message, TEXTS))).to_pylist()
    assert [{name: row[name] for name in ADDED} for row in found] == expected
    assert [row[REJECT_REASON] for row in found] == [None] * 4


def test_a_row_that_cannot_be_screened_stays_in_its_place_with_the_reason(screener: BatchScreener) -> None:
    batch = pa.record_batch({"text": [None, BLOCKED, " ", "x" * 10_001, CLEAN], "sent_at": ["", "", "", "", "soon"]})
    found = scored(screener, batch)
    assert [row["decision"] for row in found] == [None, "block", None, None, None]
    assert [row[REJECT_REASON] for row in found] == [
        "the text is missing",
        None,
        "the text is empty",
        "the text has 10,001 characters; at most 10,000 are screened",
        "column 'sent_at': expected a time as 2026-11-25T09:30:00Z, got 'soon'",
    ]
    assert all(row[name] is None for row in (found[0], found[-1]) for name in ADDED)


@pytest.mark.parametrize("texts", [[None, " "], []])
def test_a_batch_with_nothing_to_screen_is_kept(screener: BatchScreener, texts: list[str | None]) -> None:
    found = scored(screener, pa.record_batch({"text": pa.array(texts, pa.string())}))
    assert [row["text"] for row in found] == texts


def test_fields_of_the_message_are_read_from_the_columns_that_are_named(screener: BatchScreener) -> None:
    batch = pa.record_batch({"body": [CLEAN, CLEAN], "from": ["72727", None], "to": ["+12125550123", None]})
    found = scored(screener, batch, text="body", sender="from", recipient="to")
    assert [row["findings"] for row in found] == ["short-code", ""]


def test_a_column_of_an_added_name_is_kept_under_another(screener: BatchScreener) -> None:
    batch = pa.record_batch({"text": [BLOCKED], "Labels": ["mine"], "reject_reason": ["older"]})
    (row,) = scored(screener, batch)
    assert (row["labels"], row["input_Labels"]) == ("gambling", "mine")
    assert (row["reject_reason"], row["input_reject_reason"]) == (None, "older")


def test_batches_are_screened_one_after_the_other(screener: BatchScreener) -> None:
    asked = []

    def batches() -> Iterator[pa.RecordBatch]:
        for text in TEXTS:
            asked.append(text)
            yield pa.record_batch({"text": [text]})

    stream = score_batches(batches(), screener)
    assert next(stream).column("decision").to_pylist() == ["allow"]
    assert asked == [CLEAN]
    assert [batch.column("decision")[0].as_py() for batch in stream] == ["block", "review", "block"]


def test_a_missing_column_is_told(screener: BatchScreener) -> None:
    batch = pa.record_batch({"body": [CLEAN]})
    with pytest.raises(InputError, match="no column 'text', but: body"):
        next(score_batches([batch], screener))
    with pytest.raises(InputError, match="no column 'text', but: body"):
        scored_schema(batch.schema)
