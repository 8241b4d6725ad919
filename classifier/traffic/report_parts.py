"""The parts of the page of traffic: tables with how each thing went, the course of days, examples with highlights."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup, escape

from classifier.model import marking
from classifier.pages import pictures
from classifier.pages.rendering import count, day, share
from classifier.traffic import plots
from classifier.traffic.periods import Periods, periods
from classifier.traffic.report_words import BY_NAME, title_of_category, title_of_check
from classifier.traffic.results import Group, HygieneFinding, Totals
from classifier.traffic.trends import Days
from classifier.types import Evidence, Finding, Message, Verdict

CHECKS_SHOWN = 12
"""Checks of which examples are shown."""
LEAD = 120
"""Characters of a long message that are shown before its evidence."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: a group with its name in words and a picture of how it went, None if no day is known."""

    title: str
    group: Group
    spark: Markup | None


@dataclass(frozen=True, slots=True)
class Course:
    """How the whole file went: the picture for screens and for phones, and its numbers by period."""

    unit: str
    wide: Markup
    narrow: Markup
    rows: Sequence[tuple[date, int, int, int]]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message with the words that show a finding; `reason` is what the check says of it.

    `pieces` are stretches of text, escaped and with all characters visible, each with its weight if it is marked.
    """

    row: int
    message: Message
    decision: str
    reason: str
    pieces: Sequence[tuple[Markup, float | None]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A check with messages in which it saw something."""

    title: str
    group: Group
    code: str
    clause: str
    fix: str
    messages: Sequence[Quoted]


def days_of(totals: Totals) -> tuple[date | None, date | None]:
    """The first and the last day on which anything was sent."""
    firsts = [one.first for one in totals.decisions if one.first]
    lasts = [one.last for one in totals.decisions if one.last]
    return min(firsts, default=None), max(lasts, default=None)


def periods_of(totals: Totals) -> Periods | None:
    """The periods of all pictures of the page, None if no day is known."""
    first, last = days_of(totals)
    return periods(first, last) if first and last else None


def course(totals: Totals, over: Periods) -> Course:
    """Allowed, reviewed and blocked messages in each period."""
    dated = [one for one in totals.days if one.first]
    allowed = over.sums({one.first: one.allowed for one in dated if one.first})
    reviewed = over.sums({one.first: one.reviewed for one in dated if one.first})
    blocked = over.sums({one.first: one.blocked for one in dated if one.first})
    seen = plots.Course(over, allowed, reviewed, blocked)
    told = _told(seen)
    return Course(
        over.unit,
        plots.course(seen, told, plots.WIDE),
        plots.course(seen, told, plots.NARROW),
        list(zip(over.starts, allowed, reviewed, blocked, strict=True)),
    )


def _told(seen: plots.Course) -> str:
    """The picture in words."""
    starts, bad = seen.periods.starts, [sum(each) for each in zip(seen.reviewed, seen.blocked, strict=True)]
    worst = max(range(len(bad)), key=lambda place: bad[place])
    told = f"Messages by {seen.periods.unit} and decision, from {day(starts[0])} to {day(starts[-1])}."
    if not bad[worst]:
        return f"{told} All are allowed."
    part = share(bad[worst], seen.messages[worst])
    return f"{told} Most are not allowed on {day(starts[worst])}: {count(bad[worst])}, {part}."


def categories(totals: Totals, over: Periods | None) -> list[Line]:
    """The table of categories."""
    days: dict[str, dict[date, int]] = {}
    for one in totals.category_days:
        days.setdefault(one.category, {})[one.day] = one.messages
    return lines(totals.categories, days, over, title_of_category)


def lines(
    groups: Sequence[Group], days: Mapping[str, Days], over: Periods | None, title: Callable[[str], str] = str
) -> list[Line]:
    """The table of some groups."""
    return [Line(title(one.name), one, _spark(days.get(one.name, {}), over)) for one in groups]


def _spark(days: Days, over: Periods | None) -> Markup | None:
    if over is None:
        return None
    sums = over.sums(days)
    most = max(range(len(sums)), key=lambda place: sums[place])
    told = f"By {over.unit}, most on {day(over.starts[most])}: {count(sums[most])}" if sums[most] else "None"
    return pictures.spark(sums, told)


def kinds(findings: Sequence[HygieneFinding]) -> list[tuple[str, list[HygieneFinding]]]:
    """Findings of hygiene by kind, in their order."""
    found: dict[str, list[HygieneFinding]] = {}
    for one in findings:
        found.setdefault(one.name, []).append(one)
    return list(found.items())


def examples(totals: Totals, verdicts: Mapping[int, Verdict]) -> list[Shown]:
    """The checks that saw most, each with messages."""
    return [_shown(one, totals, verdicts) for one in totals.checks[:CHECKS_SHOWN]]


def _shown(group: Group, totals: Totals, verdicts: Mapping[int, Verdict]) -> Shown:
    quoted = []
    check = BY_NAME[group.name]
    for row in group.examples:
        verdict = verdicts.get(row)
        found = [one for one in verdict.findings if one.name == group.name] if verdict else []
        if verdict and found:
            quoted.append(_quoted(row, totals.messages[row], verdict, found))
    return Shown(title_of_check(group.name), group, check.code, check.clause, check.fix, quoted)


def _quoted(row: int, message: Message, verdict: Verdict, found: Sequence[Finding]) -> Quoted:
    """The message with all evidence of the findings; what has no weight, that of deterministic checks, counts fully."""
    evidence = [replace(one, weight=1.0 if one.weight is None else one.weight) for f in found for one in f.evidence]
    reason = " ".join(dict.fromkeys(one.reason for one in found))
    pieces = [(escape(one.text), one.weight) for one in _around(message.text, evidence)]
    return Quoted(row, message, verdict.decision.value, reason, pieces)


def _around(text: str, evidence: Sequence[Evidence]) -> list[marking.Piece]:
    """The marked text; of a long one the part in which the evidence begins."""
    cut = min((one.start for one in evidence), default=0) - LEAD
    if len(text) <= marking.LONGEST or cut <= LEAD:
        return marking.pieces(text, evidence)
    shifted = [replace(one, start=one.start - cut, end=one.end - cut) for one in evidence]
    return [marking.Piece(f"({count(cut)} characters before) … "), *marking.pieces(text[cut:], shifted)]
