"""Merge fields, which stand in a sample for what differs: {{name}}, {name}, [name], <name>."""

import re
from re import Match

FIELD = re.compile(r"\{\{?(?P<braces>[^{}]{0,60})\}?\}|\[(?P<brackets>[^\[\]]{0,60})\]|<(?P<angles>[^<>]{1,60})>")


def name_of(field: Match[str]) -> str:
    """What the field is called."""
    return (field["braces"] or field["brackets"] or field["angles"] or "").strip()
