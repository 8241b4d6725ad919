"""Senders whose categories changed from one week to the next."""

import math
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from classifier.traffic.hygiene.mix import NAME, by_chance, changed
from tests.classifier.traffic.hygiene.finding import findings
from tests.classifier.traffic.traffic import Sent, day


def week(number: int, clean: int, gambling: int = 0, sender: str = "84470", timed: bool = True) -> list[Sent]:
    def minute(n: int) -> float | None:
        return day(7 * number) + n if timed else None

    labels = [""] * clean + ["gambling"] * gambling
    return [Sent(f"text {n}", sender, None, None, minute(n), labels=label) for n, label in enumerate(labels)]


def test_a_sender_that_turns_to_gambling_is_found() -> None:
    (finding,) = findings(NAME, [*week(0, 100), *week(1, 60, 40), *week(0, 100, sender="55555")])
    assert finding.senders == ("84470",) and finding.count == 100
    assert (finding.first, finding.last) == (date(2026, 11, 9), date(2026, 11, 9))
    assert "From the week of 2026-11-02 to that of 2026-11-09" in finding.seen and "for 40% of" in finding.seen
    assert "gambling 0% before and 40% after" in finding.seen
    assert [example.row for example in finding.examples] == [161]


def test_weeks_with_few_messages_are_passed_over() -> None:
    assert not findings(NAME, [*week(0, 100), *week(1, 20, 20)])
    (finding,) = findings(NAME, [*week(0, 100), *week(1, 5), *week(2, 20, 80)])
    assert "2026-11-02 to that of 2026-11-16" in finding.seen


def test_small_changes_and_accidents_are_left_alone() -> None:
    assert not findings(NAME, [*week(0, 1000), *week(1, 950, 50)])
    assert not findings(NAME, [*week(0, 50, 6), *week(1, 44, 12)])


def test_a_slow_change_and_rows_without_a_time_are_left_alone() -> None:
    assert not findings(NAME, [one for n in range(8) for one in week(n, 100 - 5 * n, 5 * n)])
    assert not findings(NAME, [*week(0, 100, timed=False), *week(1, 0, 100, timed=False)])


def test_a_change_from_sunday_to_monday_counts_and_within_a_week_does_not() -> None:
    assert not findings(NAME, [*week(0, 100), *week(0, 0, 100)])
    assert findings(NAME, [*week(0, 100), *week(1, 0, 100)])


COUNTS = st.dictionaries(st.integers(0, 4), st.integers(5, 400), min_size=2, max_size=5)


@given(COUNTS, COUNTS)
def test_the_test_is_that_of_scipy(old: dict[int, int], new: dict[int, int]) -> None:
    columns = sorted({*old, *new})
    table = [[counts.get(key, 0) for key in columns] for counts in (old, new)]
    expected = chi2_contingency(table, correction=False).pvalue
    assert math.isclose(by_chance(old, new), expected, rel_tol=1e-9, abs_tol=1e-280)


@given(COUNTS, COUNTS)
def test_the_share_that_changed_is_a_distance(old: dict[int, int], new: dict[int, int]) -> None:
    assert changed(old, old) == 0.0
    assert math.isclose(changed(old, new), changed(new, old)) and 0.0 <= changed(old, new) <= 1.0 + 1e-12
