"""Days put together so that a picture of them can be read: days, weeks from Monday, months or years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 62, 112, 180
"""Of so many days each is shown; of more the weeks, of more of these the months, and of more of these the years."""


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods without a gap between them; `unit` is `day`, `week`, `month` or `year`, `starts` are the first days."""

    unit: str
    starts: tuple[date, ...]

    def of(self, day: date) -> int:
        """The place of the period that a day is in."""
        first = self.starts[0]
        if self.unit == "year":
            return day.year - first.year
        if self.unit == "month":
            return 12 * (day.year - first.year) + day.month - first.month
        return (day - first).days // (7 if self.unit == "week" else 1)

    def sums(self, days: Mapping[date, int]) -> list[int]:
        """Counts of days, added up for each period."""
        found = [0] * len(self.starts)
        for day, number in days.items():
            found[self.of(day)] += number
        return found


def periods(first: date, last: date) -> Periods:
    """All periods from the first to the last day."""
    days = (last - first).days + 1
    if days <= MOST_DAYS:
        return Periods("day", tuple(first + timedelta(number) for number in range(days)))
    monday = first - timedelta(first.weekday())
    weeks = (last - monday).days // 7 + 1
    if weeks <= MOST_WEEKS:
        return Periods("week", tuple(monday + timedelta(7 * number) for number in range(weeks)))
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if months > MOST_MONTHS:
        return Periods("year", tuple(date(year, 1, 1) for year in range(first.year, last.year + 1)))
    places = (first.month - 1 + number for number in range(months))
    return Periods("month", tuple(date(first.year + place // 12, place % 12 + 1, 1) for place in places))
