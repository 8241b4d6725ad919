"""Trends: who had how many on which day, whatever the chunks, and across a stop."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.errors import InputError
from classifier.traffic import rows, trends
from classifier.traffic.trends import Trends
from tests.classifier.traffic.traffic import Sent, day, fed

SENT = [
    Sent("Play at our casino", "+14155550100", None, "north", day(0), "block", "gambling", "keyword|x"),
    Sent("Again", "+1 415 555 0100", None, "north", day(0), "review", "", "x"),
    Sent("Hello", "+14155550100", None, "north", day(1)),
    Sent("http", "+14155550100", None, "south", day(2), "allow", "", "insecure-link"),
    Sent("No day", "+14155550100", None, "south", None, "block", "", "x"),
    Sent("Another", "HALDEN", None, "south", day(2), "block", "", "keyword"),
]
MADE = st.builds(
    Sent,
    st.just("a"),
    st.sampled_from([None, "", "+14155550100", "+1 (415) 555-0100", "HALDEN"]),
    st.just(None),
    st.sampled_from([None, "north", "1"]),
    st.sampled_from([None, -day(30000), 0.0, day(1), day(9)]),
    st.sampled_from(["allow", "review", "block"]),
    st.just(""),
    st.sampled_from(["", "keyword", "keyword|public-shortener"]),
)


def test_messages_are_counted_by_day() -> None:
    found = fed(Trends(), SENT).result(["+14155550100", "HALDEN", "nobody"], ["north", "south"])
    first, third = date(2026, 11, 2), date(2026, 11, 4)
    assert found.senders == {"+14155550100": {first: 2}, "HALDEN": {third: 1}, "nobody": {}}
    assert found.sub_accounts == {"north": {first: 2}, "south": {third: 1}}
    assert found.checks == {"insecure-link": {third: 1}, "keyword": {first: 1, third: 1}, "x": {first: 2}}
    assert found.cut == ()


@given(st.lists(MADE, max_size=30), st.lists(st.integers(0, 30), max_size=4), st.integers(0, 30))
@settings(deadline=None, max_examples=50)
def test_chunks_and_stops_make_no_difference(sent: list[Sent], cuts: list[int], stop: int) -> None:
    asked = (["+14155550100", "HALDEN"], ["north", "1"])
    whole = fed(Trends(), sent).result(*asked)
    before = fed(Trends(), sent[:stop], [cut for cut in cuts if cut <= min(stop, len(sent))])
    after = Trends()
    after.restore(before.state())
    assert fed(after, sent[stop:]).result(*asked) == whole
    known = [one for one in sent if one.minute is not None]
    told = Counter(name for one in known for name in one.findings.split("|") if name)
    assert {name: sum(days.values()) for name, days in whole.checks.items()} == dict(told)


def test_what_is_rare_is_forgotten_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trends, "BLOCK", 8)
    monkeypatch.setattr(rows, "BLOCK", 8)
    monkeypatch.setattr(trends, "MOST_PAIRS", 4)
    often = [Sent("a", "OFTEN", None, None, day(0), "block", "", "keyword")] * 8
    rare = [Sent("a", f"RARE{number}", None, None, day(number), "block", "", f"x{number}") for number in range(16)]
    found = fed(Trends(), [*often, *rare]).result(["OFTEN", "RARE0"], [])
    assert found.senders["OFTEN"] == {date(2026, 11, 2): 8}
    assert found.checks["keyword"] == {date(2026, 11, 2): 8}
    assert len(found.checks) < 17
    assert any("days of senders" in one for one in found.cut)


def test_another_state_is_refused() -> None:
    with pytest.raises(InputError, match="expected the state of trends"):
        Trends().restore(b"something else")
