"""An evaluation in two short forms: JSON for machines and tables for the terminal."""

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from classifier import taxonomy
from classifier.model.bootstrap import Estimate
from classifier.model.evaluation import Evaluation
from classifier.model.marking import visible
from classifier.model.metrics import Measures, Quality

HEADINGS = ("precision", "recall", "F1", "average precision", "calibration error")
_NARROW_HEADINGS = ("precision", "recall", "F1", "average\nprecision", "calibration\nerror")
DIMENSION_TITLES = {"lang": "language", "source": "source", "kind": "kind"}


def to_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Everything in an evaluation as JSON values; NaN is null, offsets are code points of the raw text."""
    found: dict[str, Any] = _plain(evaluation)
    return found


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def headline(evaluation: Evaluation) -> str:
    """What a reader should know if he reads one sentence."""
    overall = evaluation.overall
    stopped = f"{percent(overall.clean_reviewed)} blocked or reviewed"
    return (
        f"Of {overall.rows - overall.clean:,} prohibited messages {percent(overall.caught_blocked)} are blocked and "
        f"{percent(overall.caught_reviewed)} at least go to review; of {overall.clean:,} clean messages "
        f"{percent(overall.clean_blocked)} are blocked by mistake and {stopped}."
    )


def percent(estimate: Estimate) -> str:
    """A share for people: 81 %, 2.4 %, or a dash where it has no meaning."""
    return f"{_hundredths(estimate.value)}\N{NO-BREAK SPACE}%" if estimate.known else "–"


def percent_interval(estimate: Estimate) -> str:
    """The 95 % interval of a share: 1.8–3.1 %."""
    return f"{_hundredths(estimate.low)}–{_hundredths(estimate.high)}\N{NO-BREAK SPACE}%" if estimate.known else ""


def _hundredths(value: float) -> str:
    """A digit after the point where it tells something: below ten and near a hundred."""
    share = 100.0 * value
    exact = share in (0.0, 100.0) or 9.95 <= share <= 99.0
    return f"{share:.0f}" if exact else f"{share:.1f}"


def number(estimate: Estimate) -> str:
    """A measure for people: 0.87, 0.004, or a dash where it has no meaning."""
    return f"{estimate.value:.{_digits(estimate)}f}" if estimate.known else "–"


def interval(estimate: Estimate) -> str:
    """The 95 % interval for people: .84–.90."""
    ends = (f"{end:.{_digits(estimate)}f}".removeprefix("0") for end in (estimate.low, estimate.high))
    return "–".join(ends) if estimate.known else ""


def _digits(estimate: Estimate) -> int:
    """Small numbers, as calibration errors are, need a third digit."""
    return 3 if 0.0 < estimate.value < 0.095 else 2


def numbers_of(quality: Quality) -> tuple[Estimate, ...]:
    """The five numbers in the order of HEADINGS."""
    return (quality.precision, quality.recall, quality.f1, quality.average_precision, quality.calibration_error)


def comparison(evaluation: Evaluation) -> Iterator[tuple[str, Measures | None, str]]:
    """The evaluated model and then every baseline: name, measures, note."""
    yield evaluation.subject, evaluation.overall, ""
    for contender in evaluation.contenders:
        yield contender.name, contender.measures, contender.note


def to_table(evaluation: Evaluation) -> Group:
    """The tables that `prescreen evaluate` prints; they fit into eighty columns."""
    title = Text(visible(f"{evaluation.subject} on {evaluation.data}"), style="bold")
    parts: list[Text | Table] = [title, Text(headline(evaluation)), Text(), _categories(evaluation), Text()]
    if evaluation.contenders:
        parts += [_compared(evaluation), Text()]
    parts += [_slice_table(evaluation, dimension) for dimension in DIMENSION_TITLES if _has(evaluation, dimension)]
    if evaluation.disguises:
        parts += [Text(), _disguised(evaluation)]
    return Group(*parts)


def _has(evaluation: Evaluation, dimension: str) -> bool:
    return any(each.dimension == dimension for each in evaluation.slices)


def _new_table(first: str, *columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    table.add_column(first, overflow="fold", min_width=16)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _cell(estimate: Estimate) -> Text:
    return Text.assemble(number(estimate), (f"\n{interval(estimate)}" if estimate.known else "", "dim"))


def _categories(evaluation: Evaluation) -> Table:
    table = _new_table("category", "count", *_NARROW_HEADINGS)
    for each in evaluation.overall.categories:
        name = f"  {each.code}" if taxonomy.BY_CODE[each.code].parent else each.code
        table.add_row(name, f"{each.support:,}", *map(_cell, numbers_of(each.quality)))
    table.add_section()
    for name, quality in (("macro", evaluation.overall.macro), ("micro", evaluation.overall.micro)):
        table.add_row(f"{name}, the seven", "", *map(_cell, numbers_of(quality)), style="bold")
    return table


def _compared(evaluation: Evaluation) -> Table:
    table = _new_table("classifier", "macro-F1", "average\nprecision", "clean\nblocked")
    for name, measures, note in comparison(evaluation):
        if measures is None:
            table.add_row(Text(visible(f"{name}: {note}")), "", "", "")
            continue
        macro = measures.macro
        table.add_row(
            Text(visible(name)), _cell(macro.f1), _cell(macro.average_precision), percent(measures.clean_blocked)
        )
    return table


def _slice_table(evaluation: Evaluation, dimension: str) -> Table:
    columns = ("messages", "macro-F1", "average\nprecision", "clean\nblocked", "clean reviewed\nor blocked")
    table = _new_table(f"by {DIMENSION_TITLES[dimension]}", *columns)
    for each in evaluation.slices:
        if each.dimension == dimension:
            macro, measures = each.measures.macro, each.measures
            flagged = map(percent, (measures.clean_blocked, measures.clean_reviewed))
            table.add_row(
                Text(visible(each.value)),
                f"{measures.rows:,}",
                _cell(macro.f1),
                _cell(macro.average_precision),
                *flagged,
            )
    return table


def _disguised(evaluation: Evaluation) -> Table:
    table = _new_table("disguise", "texts changed", "recall", "of undisguised\nrecall", "clean\nblocked")
    for each in evaluation.disguises:
        flagged = percent(each.clean_flagged)
        table.add_row(Text(each.name), f"{each.changed:.0%}", _cell(each.recall), _cell(each.kept), flagged)
    return table
