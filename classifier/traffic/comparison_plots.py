"""Pictures of a comparison: what decisions change, and how far scores move."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from classifier.pages.pictures import INK, LINE, PAPER, style, svg
from classifier.traffic.comparison import Moves
from classifier.types import Effect

STOPS, MAY_STOP, FREES = "#b3261e", "#e0a458", "#1d5fa8"
MAY_FREE = "#9dbbdb"
WIDE = 4.0
"""Inches: text stays readable on a phone."""
_LONGEST_NAME = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """What changes under a name. Scaled are the numbers by `whole`: 1, or the messages that they are a part of."""

    name: str
    moves: Moves
    whole: int = 1


_RIGHT = (
    ("newly blocked", STOPS, ((Effect.ALLOW, Effect.BLOCK), (Effect.REVIEW, Effect.BLOCK))),
    ("newly reviewed", MAY_STOP, ((Effect.ALLOW, Effect.REVIEW),)),
)
_LEFT = (
    ("no longer blocked", FREES, ((Effect.BLOCK, Effect.ALLOW), (Effect.BLOCK, Effect.REVIEW))),
    ("no longer reviewed", MAY_FREE, ((Effect.REVIEW, Effect.ALLOW),)),
)


def changes(bars: Sequence[Bar], told: str, in_percent: bool = False) -> Markup:
    """Bars to the right for stricter decisions, to the left for milder ones, the first name on top."""
    with style(told):
        figure = Figure(figsize=(WIDE, 0.95 + 0.3 * len(bars)), layout="constrained")
        axes = figure.add_subplot()
        places = np.arange(len(bars))
        for kinds, sign in ((_RIGHT, 1), (_LEFT, -1)):
            start = np.zeros(len(bars))
            for label, colour, directions in kinds:
                widths = np.array([_scaled(bar, directions, in_percent) for bar in bars])
                axes.barh(places, sign * widths, 0.66, left=start, color=colour, label=label)
                start += sign * widths
        axes.axvline(0.0, color=INK, linewidth=0.8)
        axes.set_yticks(places, [_short(bar.name) for bar in bars])
        axes.invert_yaxis()
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        _numbers(axes, "per cent of messages" if in_percent else "messages", not in_percent)
        figure.legend(loc="outside upper center", ncols=2, frameon=False, fontsize=8.5)
        return svg(figure, told)


def _scaled(bar: Bar, directions: Sequence[tuple[Effect, Effect]], in_percent: bool) -> float:
    count = sum(bar.moves.of(*direction) for direction in directions)
    return 100.0 * count / (bar.whole or 1) if in_percent else float(count)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"


def _numbers(axes: Axes, label: str, whole: bool) -> None:
    """Marks of an axis that goes both ways, all without a sign."""
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=whole))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,g}"))
    axes.set_xlabel(f"← milder        {label}        stricter →".replace(" ", "\N{NO-BREAK SPACE}"))
    axes.grid(axis="x", color=LINE, linewidth=0.7)
    axes.set_axisbelow(True)


def score_changes(counts: Sequence[int], told: str) -> Markup:
    """How many messages have which greatest change of a score, from -1 to 1."""
    with style(told):
        figure = Figure(figsize=(WIDE, 2.4), layout="constrained")
        axes = figure.add_subplot()
        centres = np.linspace(-1.0, 1.0, len(counts))
        colours = [FREES if centre < 0.0 else STOPS for centre in centres]
        colours[len(counts) // 2] = "#8a94a0"
        axes.bar(centres, counts, 1.7 / (len(counts) - 1), color=colours, edgecolor=PAPER, linewidth=0.3)
        axes.set_yscale("symlog", linthresh=1.0)
        axes.set_xticks((-1.0, -0.5, 0.0, 0.5, 1.0))
        axes.set(xlim=(-1.05, 1.05), ylim=(0, None), xlabel="greatest change of a score", ylabel="messages")
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axes.grid(axis="y", color=LINE, linewidth=0.7)
        axes.set_axisbelow(True)
        return svg(figure, told)
