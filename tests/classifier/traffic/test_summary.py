"""The summary of a file: every count, whatever the chunks, and across a stop."""

from collections import Counter
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.errors import InputError
from classifier.traffic import groups, rows, summary
from classifier.traffic.results import CategoryDay, Totals
from classifier.traffic.summary import Summary
from tests.classifier.traffic.traffic import Sent, batches, day, fed

SENT = [
    Sent("Your table is booked", "+14155550100", "+14155550001", "north", 0),
    Sent("Play at our casino", "+14155550100", "+14155550002", "north", day(1), "block", "gambling", "keyword|x"),
    Sent("Casino and whiskey", "+1 415 555 0100", None, "north", day(2), "block", "gambling|shaft|shaft.alcohol", "x"),
    Sent("Bingo on Friday", "HALDEN", None, "south", day(2), "review", "", "x"),
    Sent("No sender, no time", decision="allow"),
]

MADE = st.builds(
    Sent,
    st.sampled_from(["a", "Hello there", "ñandú 🎉"]),
    st.sampled_from([None, "", "+14155550100", "+1 (415) 555-0100", "HALDEN", " HALDEN", "84470"]),
    st.just(None),
    st.sampled_from([None, "north", "south", "1"]),
    st.sampled_from([None, -day(30000), 0.0, day(1), day(9)]),
    st.sampled_from(["allow", "review", "block"]),
    st.sampled_from(["", "gambling", "shaft|shaft.sex", "financial|gambling"]),
    st.sampled_from(["", "keyword", "keyword|public-shortener"]),
)


def test_every_group_is_counted_with_its_days_and_rows() -> None:
    totals = fed(Summary(), SENT).result()
    assert totals.rows == 5
    assert [(one.name, one.messages, one.examples) for one in totals.decisions] == [
        ("allow", 2, (1, 5)),
        ("review", 1, (4,)),
        ("block", 2, (2, 3)),
    ]
    assert {one.name: one.messages for one in totals.categories} == {"gambling": 2, "shaft": 1, "shaft.alcohol": 1}
    assert [(one.name, one.blocked, one.reviewed, one.examples) for one in totals.checks] == [
        ("x", 2, 1, (2, 3, 4)),
        ("keyword", 1, 0, (2,)),
    ]
    assert [(one.name, one.messages, one.blocked, one.examples) for one in totals.senders] == [
        ("+14155550100", 3, 2, (2, 3)),
        ("HALDEN", 1, 0, (4,)),
    ]
    assert [(one.name, one.first, one.last) for one in totals.sub_accounts] == [
        ("north", date(2026, 11, 2), date(2026, 11, 4)),
        ("south", date(2026, 11, 4), date(2026, 11, 4)),
    ]
    assert [(one.name, one.messages) for one in totals.days] == [
        ("2026-11-02", 1),
        ("2026-11-03", 1),
        ("2026-11-04", 2),
    ]
    assert CategoryDay(date(2026, 11, 4), "shaft.alcohol", 1) in totals.category_days
    assert totals.messages[3].text == "Casino and whiskey" and totals.messages[5].sent_at is None
    assert (totals.sender_count, totals.sub_account_count, totals.cut) == (2, 2, ())


def test_what_a_file_without_messages_says_is_nothing() -> None:
    totals = Summary().result()
    assert totals.rows == 0 and [one.messages for one in totals.decisions] == [0, 0, 0] and totals.days == ()


def test_columns_that_are_missing_are_not_known() -> None:
    messages = pa.RecordBatch.from_pydict({"text": ["one", "two"]})
    seen = Summary()
    seen.add(messages, batches(SENT[:2])[1])
    totals = seen.result()
    assert totals.rows == 2 and totals.senders == () and totals.days == ()


@settings(deadline=None)
@given(st.lists(MADE, max_size=40), st.data())
def test_chunks_and_stops_change_nothing(sent: list[Sent], data: st.DataObject) -> None:
    whole = fed(Summary(), sent).result()
    places = st.lists(st.integers(0, len(sent)), max_size=5)
    assert fed(Summary(), sent, data.draw(places)).result() == whole
    stop = data.draw(st.integers(0, len(sent)))
    before = fed(Summary(), sent[:stop])
    after = fed(Summary(), SENT)
    after.restore(before.state())
    assert after.state() == before.state()
    assert fed(after, sent[stop:]).result() == whole


@settings(deadline=None)
@given(st.lists(MADE, max_size=40))
def test_counts_are_those_of_counting_one_by_one(sent: list[Sent]) -> None:
    totals = fed(Summary(), sent).result()
    assert sum(one.messages for one in totals.decisions) == totals.rows == len(sent)
    assert {one.name: one.messages for one in totals.checks} == Counter(
        name for s in sent for name in s.findings.split("|") if name
    )
    named = Counter((s.sender or "").strip().replace(" (415) 555-", "415555") for s in sent)
    named.pop("", None)
    as_written = {one.name.replace(" (415) 555-", "415555"): one.messages for one in totals.senders}
    assert as_written == named


def pruned(monkeypatch: pytest.MonkeyPatch, cuts: list[int]) -> Totals:
    monkeypatch.setattr(rows, "BLOCK", 8)
    monkeypatch.setattr(summary, "BLOCK", 8)
    monkeypatch.setattr(summary, "MOST_SENDERS", 4)
    many = [Sent("x", f"sender-{n % 11}", decision="block" if n % 11 == 3 else "allow") for n in range(40)]
    return fed(Summary(), many, cuts).result()


def test_senders_over_the_limit_are_forgotten_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pruned(monkeypatch, [])
    assert whole.senders[0].name == "sender-3" and whole.senders[0].blocked == 4
    assert len(whole.senders) < 11
    assert any("senders with few messages were forgotten" in said for said in whole.cut)
    assert pruned(monkeypatch, [1, 7, 9, 30]) == whole


def test_a_state_of_something_else_is_refused() -> None:
    with pytest.raises(InputError, match="expected the state of summary"):
        Summary().restore(b"PK nothing")
    assert groups.EXAMPLES == 3
