"""Two gears, one result: batches are decided as single messages are, whatever the message, context and policy."""

import string
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import policy
from classifier.check import check
from classifier.checks import CHECKS
from classifier.model import dataset
from classifier.model.linear import LinearModel
from classifier.policy import Policy
from classifier.records import NOTHING_KNOWN, Context
from classifier.screenable import mended
from classifier.screening import Screener
from classifier.subject import Subject
from classifier.traffic.columns import ADDED, DECIMALS, BatchScreener
from classifier.traffic.messages import batch_of, messages_of
from classifier.types import Hit, Message, Verdict
from tests.classifier.checks import cases
from tests.classifier.model.odd_texts import odd_texts
from tests.service.tiny_model import tiny_model

ROOT = Path(__file__).parents[3]
ANYBODY = replace(NOTHING_KNOWN, as_of=date(2026, 12, 1))
SHIPPED = policy.shipped()
PIECES = st.lists(
    st.sampled_from([*"abcdot.:/ -[](){}<>*#xX_@&%,\n", *"0123456789", "bit.ly/x4Tq", "http://", "STOP",
        "reply ", " dot ", "t.co/abcd", "casino", "l0an", "XXX-XX-1234", "unsubscribe", "opted out", "sale ",
        "é", "。", "ⓑⓘⓣ", "\u200b", "acme.com/ab12", "10.0.0.1/x", "www.", "xn--", "redacted", "████", "payday loan "]),
    max_size=25,
).map("".join)  # fmt: skip


def told(verdict: Verdict) -> tuple[object, ...]:
    scores = [round(explanation.score, DECIMALS) for explanation in verdict.explanations]
    findings = "|".join(sorted({finding.name for finding in verdict.findings}))
    return (verdict.decision.value, "|".join(verdict.labels), findings, *scores)


def differing(batches: BatchScreener, messages: list[Message]) -> list[tuple[Message, object, object]]:
    """The messages of which the two gears say different things."""
    batch = batch_of(messages)
    columns = batches.added(batch)
    assert columns.schema.names == list(ADDED)
    messages = messages_of(batch)  # whose times are all in UTC
    rows = zip(*(columns.column(name).to_pylist() for name in ADDED[:-2]), strict=True)
    found = [(message, row, told(batches.verdict(message))) for message, row in zip(messages, rows, strict=True)]
    return [(message, row, one) for message, row, one in found if row != one]


def test_our_own_messages_are_decided_alike(shipped_model: LinearModel) -> None:
    rows = dataset.read(ROOT / "data" / "labelled")[::40]
    assert (
        differing(BatchScreener(Screener(shipped_model, SHIPPED), ANYBODY), [Message(row.text) for row in rows]) == []
    )


def test_the_cases_of_all_checks_are_decided_alike_with_nothing_known_of_their_senders(
    shipped_model: LinearModel,
) -> None:
    every = [case.message for each in CHECKS for case in (*cases.of(each).hits, *cases.of(each).misses)]
    messages = [replace(message, text=mended(message.text)) for message in every]
    assert len(messages) > 900
    assert differing(BatchScreener(Screener(shipped_model, SHIPPED), ANYBODY), messages) == []


@pytest.mark.parametrize("each", CHECKS, ids=lambda each: each.name)
def test_the_cases_of_a_check_are_decided_alike_in_their_contexts(each: object) -> None:
    found = next(one for one in CHECKS if one is each)
    screener = Screener(tiny_model(), SHIPPED)
    for case in (*cases.of(found).hits, *cases.of(found).misses):
        message = replace(case.message, text=mended(case.message.text))
        assert differing(BatchScreener(screener, case.context), [message]) == []


def test_odd_strings_are_decided_alike() -> None:
    messages = [Message(mended(text)) for text in odd_texts(600, longest=200)]
    assert differing(BatchScreener(Screener(tiny_model(), SHIPPED), ANYBODY), messages) == []


@settings(max_examples=200, deadline=None)
@given(text=PIECES | st.text(max_size=80), sender=st.none() | st.text(string.printable, max_size=14))
def test_any_text_from_any_sender_is_decided_alike(text: str, sender: str | None) -> None:
    messages = [Message(mended(text), sender=sender, recipient=sender), Message(mended(text), first_contact=True)]
    assert differing(BatchScreener(Screener(tiny_model(), SHIPPED), ANYBODY), messages) == []


POLICY = """
version = "thresholds"
dated_on = 2026-11-01
[[thresholds]]
category = "gambling"
review = 0.3
block = 0.5
announced_on = 2026-11-01
effective_from = 2026-12-10
[[effects]]
check = "prohibited-financial"
effect = "warn"
announced_on = 2026-11-01
effective_from = 2026-12-05
"""


@pytest.fixture
def dated(tmp_path: Path) -> Policy:
    (tmp_path / "policy.toml").write_text(POLICY, encoding="utf-8")
    return policy.read(tmp_path / "policy.toml", frozenset(each.name for each in CHECKS), draft=True)


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 12, 1), date(2026, 12, 6), date(2026, 12, 11)])
def test_announced_thresholds_and_effects_count_alike(dated: Policy, day: date) -> None:
    messages = [Message(text) for text in ("Our casino", "A bingo", "A loan", "A loan for bingo", "Nothing")]
    screener = Screener(tiny_model(), dated)
    assert differing(BatchScreener(screener, replace(NOTHING_KNOWN, as_of=day)), messages) == []


def test_each_message_is_judged_by_the_day_on_which_it_was_sent(dated: Policy) -> None:
    days = [datetime.fromisoformat(f"2026-{day}T12:00:00Z") for day in ("11-20", "12-06", "12-12")]
    messages = [Message("A loan for bingo", sent_at=day) for day in (*days, None, days[0])]
    batches = BatchScreener(Screener(tiny_model(), dated), ANYBODY, by_sent_at=True)
    assert differing(batches, messages) == []
    assert len(set(batches.added(batch_of(messages)).column("decision").to_pylist())) >= 1


@check("ZZZ001", "crashing", clause="none", fix="None.")
def crashing(subject: Subject) -> list[Hit]:
    """Crashes."""
    raise RuntimeError(subject.message.text)


def test_a_check_that_crashes_lifts_every_message_to_review() -> None:
    batches = BatchScreener(Screener(tiny_model(), SHIPPED, (*CHECKS, crashing)), ANYBODY)
    messages = [Message("See you at nine"), Message("Win at our casino tonight")]
    assert differing(batches, messages) == []
    assert batches.added(batch_of(messages)).column("decision").to_pylist() == ["review", "block"]


def test_texts_that_are_null_or_no_utf_8_are_refused() -> None:
    batches = BatchScreener(Screener(tiny_model(), SHIPPED), Context())
    with pytest.raises(ValueError, match="1 nulls"):
        batches.added(pa.RecordBatch.from_pydict({"text": pa.array(["a", None])}))
    broken = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(np.array([0, 2], "int32")), pa.py_buffer(b"\xff\xfe")]
    )
    with pytest.raises(pa.ArrowInvalid):
        batches.added(pa.RecordBatch.from_arrays([broken], ["text"]))


def test_a_slice_of_a_batch_and_large_strings_are_read_where_they_stand() -> None:
    batches = BatchScreener(Screener(tiny_model(), SHIPPED), ANYBODY)
    messages = batch_of([Message("Nothing"), Message("Our casino é"), Message("A loan")])
    large = pa.RecordBatch.from_arrays([messages.column("text").cast(pa.large_string())], ["text"])
    for each in (messages, large):
        assert batches.added(each.slice(1)).column("labels").to_pylist() == ["gambling", "financial"]
    assert batches.added(messages.slice(0, 0)).num_rows == 0
