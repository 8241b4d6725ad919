"""Time decides: the phase of a rule on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.policy import Dated, Phase

RULE = Dated(announced_on=date(2026, 11, 1), effective_from=date(2026, 11, 20), effective_to=date(2027, 3, 1))
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2026, 10, 31), Phase.SCHEDULED),
        (date(2026, 11, 1), Phase.NOTICE),
        (date(2026, 11, 19), Phase.NOTICE),
        (date(2026, 11, 20), Phase.LIVE),
        (date(2027, 2, 28), Phase.LIVE),
        (date(2027, 3, 1), Phase.ENDED),
    ],
)
def test_a_rule_is_scheduled_then_in_notice_then_live_then_ended(day: date, phase: Phase) -> None:
    assert RULE.phase(day) is phase


@given(DAYS)
def test_a_rule_without_dates_is_always_live(day: date) -> None:
    assert Dated().phase(day) is Phase.LIVE


@given(st.lists(DAYS, min_size=3, max_size=3, unique=True), DAYS)
def test_phases_never_go_back(days: list[date], day: date) -> None:
    announced, start, end = sorted(days)
    rule = Dated(announced_on=announced, effective_from=start, effective_to=end)
    order = list(Phase)
    assert order.index(rule.phase(day)) <= order.index(rule.phase(day + timedelta(days=1)))


@given(DAYS, DAYS, DAYS)
def test_two_rules_overlap_exactly_when_a_day_has_both_live(start: date, end: date, day: date) -> None:
    first, second = Dated(effective_from=start), Dated(effective_to=end)
    if first.phase(day) is Phase.LIVE and second.phase(day) is Phase.LIVE:
        assert first.overlaps(second)
    assert first.overlaps(second) == (start < end)
