"""What all pictures share: their look, and how a matplotlib figure becomes an <svg> element of a page."""

import html
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

INK, LINE, MUTED, DOT, PAPER = "#1f2933", "#1d5fa8", "#8a94a0", "#b3261e", "#ffffff"
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
def styled(salt: str, **style: Any) -> Iterator[None]:
    """Draw and save in here. The salt makes ids differ between pictures of a page, and never between two runs."""
    with mpl.rc_context({**_STYLE, "svg.hashsalt": salt, **style}):
        yield


def svg(figure: Figure, title: str) -> str:
    """The figure as an <svg> element that can stand in a page beside others: named, without ids nobody refers to."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = _UNUSED_ID.sub("", _NOT_DRAWN.sub("", _HEAD.sub("", buffer.getvalue())))
    root = f'<svg role="img" aria-label="{html.escape(title)}" stroke-linejoin="round" stroke-linecap="butt" '
    return text.replace("<svg ", root, 1).strip() + "\n"
