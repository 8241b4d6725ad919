"""Pictures of traffic over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from classifier.pages.pictures import INK, LINE, PAPER, style, svg
from classifier.traffic.periods import Periods

ALLOWED, REVIEWED, BLOCKED = "#6f8fae", "#c77700", "#b3261e"
"""Each differs from paper by 3 to 1 at least."""
WIDE, NARROW = (9.6, 4.2), (3.5, 4.6)
"""Inches of a picture for a screen, and of one for a phone, in which text is as large."""


@dataclass(frozen=True, slots=True)
class Course:
    """Messages of each period by decision."""

    periods: Periods
    allowed: Sequence[int]
    reviewed: Sequence[int]
    blocked: Sequence[int]

    @property
    def messages(self) -> list[int]:
        """All messages of each period."""
        return [sum(each) for each in zip(self.allowed, self.reviewed, self.blocked, strict=True)]


def course(seen: Course, told: str, size: tuple[float, float]) -> Markup:
    """Above the messages of each period by decision, below the share that is not allowed; `told` says it in words."""
    with style(f"course {size}"):
        figure = Figure(figsize=size, layout="constrained")
        above, below = figure.subplots(2, sharex=True)
        layers = [("allowed", ALLOWED, seen.allowed), ("reviewed", REVIEWED, seen.reviewed)]
        layers.append(("blocked", BLOCKED, seen.blocked))
        _stacked(above, [(colour, list(values)) for _, colour, values in layers])
        above.yaxis.set_major_formatter(FuncFormatter(lambda value, place: f"{value:,.0f}"))
        above.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        above.set_title("Messages", loc="left", fontsize=9, fontweight="bold")
        handles = [Patch(color=colour, label=name) for name, colour, _ in layers]
        figure.legend(handles=handles, loc="outside upper left", ncols=3, frameon=False)
        _stacked(below, [(colour, _shares(values, seen.messages)) for _, colour, values in layers[1:]])
        below.yaxis.set_major_locator(MaxNLocator(4, min_n_ticks=2))
        below.yaxis.set_major_formatter(FuncFormatter(lambda value, place: f"{value:g} %"))
        below.set_title("Share that is not allowed", loc="left", fontsize=9, fontweight="bold")
        _dated(below, seen.periods, 8 if size[0] > 5 else 3)
        return svg(figure, told)


def _stacked(axes: Axes, layers: Sequence[tuple[str, Sequence[float]]]) -> None:
    """Bars on each other, and nothing where there is nothing."""
    size = len(layers[0][1])
    floor = [0.0] * size
    for colour, values in layers:
        there = [place for place in range(size) if values[place]]
        line = 0.5 if size <= 70 else 0.0
        heights, floors = [values[place] for place in there], [floor[place] for place in there]
        axes.bar(there, heights, bottom=floors, width=0.9, color=colour, edgecolor=PAPER, linewidth=line)
        floor = [below + value for below, value in zip(floor, values, strict=True)]
    axes.set_xlim(-0.8, max(size, 3) - 0.2)
    axes.set_ylim(0, max(floor, default=0) * 1.05 or 1)
    axes.grid(axis="y", color=LINE, linewidth=0.7)
    axes.set_axisbelow(True)


def _shares(values: Sequence[int], messages: Sequence[int]) -> list[float]:
    return [100 * value / whole if whole else 0.0 for value, whole in zip(values, messages, strict=True)]


def _dated(axes: Axes, periods: Periods, most: int) -> None:
    """A few dates under the bars."""
    size = len(periods.starts)
    places = sorted({round(number * (size - 1) / max(min(most, size) - 1, 1)) for number in range(min(most, size))})
    axes.set_xticks(places, _labels([periods.starts[place] for place in places], periods.unit))
    axes.tick_params(axis="x", length=3, colors=INK)


def _labels(starts: Sequence[date], unit: str) -> list[str]:
    """First days of periods as they stand under a picture; the year below a day where it begins to be another."""
    if unit == "year":
        return [str(start.year) for start in starts]
    if unit == "month":
        return [f"{start:%b} {start.year}" for start in starts]
    one_year = starts[0].year == starts[-1].year
    told = []
    for place, start in enumerate(starts):
        changed = not one_year and (place == 0 or starts[place - 1].year != start.year)
        told.append(f"{start.day} {start:%b}" + (f"\n{start.year}" if changed else ""))
    return told
