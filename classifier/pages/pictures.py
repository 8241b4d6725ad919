"""Figures as SVG text: the same bytes for the same figure, no display, no global state."""

import html
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from classifier.errors import MissingExtra

try:
    import matplotlib as mpl
    from matplotlib.figure import Figure
except ImportError:
    raise MissingExtra("matplotlib", "train", "batch --report") from None

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


def svg(figure: Figure, told: str) -> str:
    """The figure, drawn in a `style`, as an <svg> element; `told` is what a reader who can't see it is told."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = _UNUSED_ID.sub("", _NOT_DRAWN.sub("", _HEAD.sub("", buffer.getvalue())))
    root = f'<svg role="img" aria-label="{html.escape(told)}" stroke-linejoin="round" stroke-linecap="butt" '
    return text.replace("<svg ", root, 1).strip() + "\n"
