"""Periods: every day is in one, and few enough are shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.traffic.periods import MOST_DAYS, MOST_MONTHS, MOST_WEEKS, periods

START = date(2026, 11, 4)


@pytest.mark.parametrize(
    ("days", "unit", "first", "count"),
    [
        (0, "day", START, 1),
        (61, "day", START, 62),
        (62, "week", date(2026, 11, 2), 10),
        (365, "week", date(2026, 11, 2), 53),
        (800, "month", date(2026, 11, 1), 27),
        (9000, "year", date(2026, 1, 1), 26),
    ],
)
def test_the_longer_the_time_the_longer_the_periods(days: int, unit: str, first: date, count: int) -> None:
    found = periods(START, START + timedelta(days))
    assert (found.unit, found.starts[0], len(found.starts)) == (unit, first, count)


@given(st.dates(), st.dates())
def test_every_day_is_in_one_period_and_counts_are_kept(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    found = periods(first, last)
    assert found.starts[0] <= first
    assert found.of(first) == 0
    assert found.of(last) == len(found.starts) - 1
    assert sum(found.sums({first: 3, last: 3 if first == last else 4})) == (3 if first == last else 7)
    most = {"day": MOST_DAYS, "week": MOST_WEEKS, "month": MOST_MONTHS, "year": 10_000}
    assert len(found.starts) <= most[found.unit]


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 4000), st.data())
def test_a_day_is_not_before_its_period_and_before_the_next(first: date, days: int, data: st.DataObject) -> None:
    found = periods(first, first + timedelta(days))
    day = first + timedelta(data.draw(st.integers(0, days)))
    place = found.of(day)
    assert found.starts[place] <= day
    assert place == len(found.starts) - 1 or day < found.starts[place + 1]
