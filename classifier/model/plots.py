"""Pictures of an evaluation as SVG text: the same bytes for the same evaluation, no display, no global state."""

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from classifier import taxonomy
from classifier.model.errors_seen import CLEAN, Confusion
from classifier.model.evaluation import Curves, Evaluation
from classifier.pages.pictures import INK, MUTED, PAPER, style, svg

LINE, DOT = "#1d5fa8", "#b3261e"
SMALL = (2.3, 2.15)
"""Inches of one small picture; text in it stays readable two beside each other on a phone."""
SHORT_NAMES = {
    "financial": "Financial",
    "lead_gen": "Lead gen.",
    "real_estate": "Real estate",
    "gambling": "Gambling",
    "shaft": "SHAFT",
    CLEAN: "Clean",
}
"""Names that fit beside a heat map, where the taxonomy's title does not."""

Draw = Callable[[Axes, Curves], None]


def short_name(code: str) -> str:
    """A category's name for axes and narrow columns."""
    return SHORT_NAMES.get(code) or taxonomy.BY_CODE[code].title.split(" and ")[0]


def precision_recall(axes: Axes, curves: Curves) -> None:
    """The curve as steps, and a dot where the block threshold stands."""
    _square(axes, "recall", "precision")
    axes.plot(curves.recall, curves.precision, color=LINE, linewidth=1.6, drawstyle="steps-post")
    if curves.operating is not None:
        axes.plot(*curves.operating, "o", color=DOT, markersize=6, markeredgecolor=PAPER, clip_on=False, zorder=5)


def reliability(axes: Axes, curves: Curves) -> None:
    """The share truly of the category against the score; the more messages a dot has, the larger, up to fifty."""
    _square(axes, "score", "share true")
    axes.plot((0, 1), (0, 1), color=MUTED, linewidth=1.0, linestyle=(0, (3, 3)))
    axes.plot(curves.mean_score, curves.share_true, color="#9dbbdb", linewidth=1.0)
    sizes = [10.0 + 40.0 * min(count, 50) / 50 for count in curves.messages]
    axes.scatter(curves.mean_score, curves.share_true, s=sizes, color=LINE, edgecolors=PAPER, clip_on=False, zorder=4)


def small(evaluation: Evaluation, code: str, draw: Draw, label: str) -> str:
    """One category's picture."""
    with style(f"{label} {code}"):
        figure = Figure(figsize=SMALL, layout="constrained")
        draw(figure.add_subplot(), _curves(evaluation, code))
        return svg(figure, f"{label}: {taxonomy.BY_CODE[code].title}")


def grid(evaluation: Evaluation, draw: Draw, label: str) -> str:
    """One picture of all categories, for the model card."""
    codes, columns = taxonomy.CODES, 4
    with style(label):
        lines = -(-len(codes) // columns)
        figure = Figure(figsize=(SMALL[0] * columns, SMALL[1] * 1.08 * lines), layout="constrained")
        for place, code in enumerate(codes, start=1):
            axes = figure.add_subplot(lines, columns, place)
            axes.set_title(code, fontsize=9.5)
            draw(axes, _curves(evaluation, code))
        return svg(figure, f"{label} of every category")


def confusion(seen: Confusion) -> str:
    """The heat map: each line is what messages truly are, darker where a larger share of them was seen so."""
    size = len(seen.names)
    shares = [
        [n / whole if whole else 0.0 for n in line] for line, whole in zip(seen.counts, seen.support, strict=True)
    ]
    with style("confusion"):
        figure = Figure(figsize=(5.4, 4.9), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[:].set_visible(False)
        axes.pcolormesh(shares, cmap="Blues", vmin=0.0, vmax=1.0, edgecolors=PAPER, linewidth=1.5)
        axes.invert_yaxis()
        for line in range(size):
            for column in range(size):
                _write_cell(
                    axes, line, column, shares[line][column], seen.counts[line][column], bool(seen.support[line])
                )
        names = [short_name(name) for name in seen.names]
        ticks = [place + 0.5 for place in range(size)]
        axes.set_xticks(ticks, [*names[:-1], "Nothing"], rotation=40, ha="left", rotation_mode="anchor")
        axes.set_yticks(ticks, names)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.set_ylabel("what the message is")
        axes.set_title("what fired", fontsize=9)
        return svg(figure, "What messages are, and what fired on them")


def _write_cell(axes: Axes, line: int, column: int, share: float, count: int, support: bool) -> None:
    if not support or (count == 0 and line != column):
        return
    text = f"{share:.0%}" if share == 0 or share >= 0.005 else "<1%"
    colour = PAPER if share > 0.55 else INK
    weight = "bold" if line == column else "normal"
    axes.text(column + 0.5, line + 0.5, text, ha="center", va="center", color=colour, fontsize=9, fontweight=weight)


def _curves(evaluation: Evaluation, code: str) -> Curves:
    return evaluation.curves[taxonomy.CODES.index(code)]


def _square(axes: Axes, across: str, up: str) -> None:
    """Axes from 0 to 1 with few marks."""
    axes.set(xlim=(0, 1.02), ylim=(0, 1.04), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1), xlabel=across, ylabel=up)
    axes.set_xticklabels(("0", ".5", "1"))
    axes.set_yticklabels(("0", ".5", "1"))
    axes.grid(color="#e4e7eb", linewidth=0.7)
    axes.set_axisbelow(True)
