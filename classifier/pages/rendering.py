"""A page of a template. Whatever a template puts out is text: escaped, and characters that can't be seen are named."""

from collections.abc import Callable
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def render(package: str, template: str, visible: Callable[[str], str], /, **values: Any) -> str:
    """The page of a template in the package's `templates`, which may extend base.html.j2.

    `visible` names the characters of a string that can't be seen; every string that is put out passes through it, but
    those that are Markup. Numbers are written by the filters `count` (12,345) and `share` (of a whole), days by `day`.
    """

    def shown(value: Any) -> Any:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("classifier.pages")]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(count=count, share=share, day=day)
    return environment.get_template(template).render(version=_version(), **values)


def count(number: int) -> str:
    """The number with thousands separators."""
    return f"{number:,}"


def share(part: int, whole: int) -> str:
    """The part in per cent; never 0 % or 100 % unless it is none or all, and – without a whole."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    if 0 < percent < 0.1:
        return "<0.1\u00a0%"
    if 99.9 < percent < 100:
        return ">99.9\u00a0%"
    decimals = 0 if part in (0, whole) or 9.95 <= percent < 99 else 1
    return f"{percent:.{decimals}f}\u00a0%"


def day(when: date | None) -> str:
    """The day as everybody reads it, 5 Nov 2026; – for None."""
    return f"{when.day}\u00a0{when:%b}\u00a0{when.year}" if when else "–"


def _version() -> str:
    try:
        return version("prescreen")
    except PackageNotFoundError:
        return "from source"
