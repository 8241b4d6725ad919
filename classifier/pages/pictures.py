"""Figures as SVG text: the same bytes for the same figure, no display, no global state."""

import html
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from markupsafe import Markup
from matplotlib.figure import Figure

INK, MUTED, LINE, PAPER = "#1f2933", "#8a94a0", "#e4e7eb", "#ffffff"
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9.0,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
}
_UNUSED_ID = re.compile(r' id="(?:[A-Za-z0-9.]+_\d+|[a-z]+\d*)"(?=>)')
_HEAD = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_NOT_DRAWN = re.compile(r"\s*<metadata>.*?</metadata>|\s*<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)


@contextmanager
def style(name: str) -> Iterator[None]:
    """The looks of all pictures. The name must be another one for each picture of a page."""
    with mpl.rc_context({**_STYLE, "svg.hashsalt": name}):
        yield


def svg(figure: Figure, told: str) -> Markup:
    """The figure, drawn in a `style`, as an <svg> element; `told` is read out to those who can't see it."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = _UNUSED_ID.sub("", _NOT_DRAWN.sub("", _HEAD.sub("", buffer.getvalue())))
    root = f'<svg role="img" aria-label="{html.escape(told)}" stroke-linejoin="round" stroke-linecap="butt" '
    return Markup(text.replace("<svg ", root, 1).strip() + "\n")


def spark(values: Sequence[int], told: str) -> Markup:
    """Bars as wide as a cell of a table: one for each value, the highest as high as the picture."""
    most = max(values, default=0) or 1
    bars = "".join(
        f"M{2 * place} 20V{20 - max(1.0, 20 * value / most):.1f}h1.6V20z" for place, value in enumerate(values) if value
    )
    box = f'viewBox="0 0 {max(2 * len(values), 2)} 20" preserveAspectRatio="none"'
    return Markup(f'<svg class="spark" role="img" aria-label="{html.escape(told)}" {box}><path d="{bars}"/></svg>')
