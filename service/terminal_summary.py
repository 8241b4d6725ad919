"""What was found in a file of traffic, as a few lines of text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from classifier.traffic.results import Group, HygieneReport, Totals

SHOWN = 5
"""Groups of a kind that are told."""
_WIDTH = 14


def summary_lines(totals: Totals, hygiene: HygieneReport) -> Iterator[str]:
    """Categories, checks, senders, sub-accounts, days and findings of hygiene, those with most blocked first.

    A kind of which nothing was found has no line.
    """
    kinds = (
        ("categories", totals.categories, len(totals.categories), True),
        ("checks", totals.checks, len(totals.checks), True),
        ("senders", totals.senders, totals.sender_count, False),
        ("sub-accounts", totals.sub_accounts, totals.sub_account_count, False),
    )
    for title, groups, count, dated in kinds:
        told = [_told(group, dated) for group in groups if dated or group.messages > group.allowed]
        more = max(count if dated else len(told), len(told)) - SHOWN
        if told:
            yield _line(title, [*told[:SHOWN], *([f"and {more:,} more"] if more > 0 else [])])
    if totals.days:
        yield _line("days", _days(totals.days))
    counts = Counter(finding.name for finding in hygiene.findings)
    if counts:
        yield _line("hygiene", [f"{name} {count:,}" for name, count in counts.items()])
    for cut in (*totals.cut, *hygiene.cut):
        yield _line("left out", [cut])


def _line(title: str, told: Sequence[str]) -> str:
    return f"  {title:{_WIDTH}}{', '.join(told)}"


def _told(group: Group, dated: bool) -> str:
    if not dated:
        return f"{group.name} ({group.blocked:,} blocked and {group.reviewed:,} to review of {group.messages:,})"
    return f"{group.name} {group.messages:,}{_since(group.first, group.last)}"


def _since(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return f" (on {first})" if first == last else f" ({first} to {last})"


def _days(days: Sequence[Group]) -> list[str]:
    worst = max(days, key=lambda day: (day.blocked, day.reviewed))
    told = [days[0].name if len(days) == 1 else f"{len(days):,} from {days[0].name} to {days[-1].name}"]
    if worst.blocked and len(days) > 1:
        told.append(f"most blocked on {worst.name} ({worst.blocked:,} of {worst.messages:,})")
    return told
