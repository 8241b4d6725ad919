"""Undo HTML character references and percent-encoding."""

import html
import re

from classifier.folding.view import View

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")


def decode(view: View) -> View:
    """`&#108;oan` and `%6coan` become `loan`; "50%ca" and "AT&T;" stay, since they decode to nothing readable."""
    if "&" in view.text:
        view = view.replaced(_REFERENCE, lambda match: _readable(html.unescape(match.group()), match.group()))
    if "%" in view.text:
        view = view.replaced(_PERCENT, lambda match: _percent(match.group(), view.text, match.start()))
    return view


def _readable(decoded: str, source: str) -> str | None:
    return decoded if decoded != source and all(c.isprintable() or c.isspace() for c in decoded) else None


def _percent(escaped: str, text: str, start: int) -> str | None:
    if len(escaped) == 3 and start > 0 and text[start - 1].isdigit():
        return None  # "20%de" is a discount, not an escape
    try:
        decoded = bytes.fromhex(escaped.replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return _readable(decoded, escaped)
