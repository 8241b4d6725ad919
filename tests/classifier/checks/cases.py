"""Cases of the checks, read from tests/cases/<CODE>.yaml: what must be hit, where, and what must not.

A file has `check` (the name), `hits` and `misses`. A case has `text` and may have `message` and `context` (fields of
these types), `note`; a hit has `evidence`, the stretches of text that must be shown (none when left out).
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from classifier.check import Check
from classifier.records import Context
from classifier.types import Message

CASES = Path(__file__).parents[2] / "cases"
_MESSAGE, _CONTEXT = TypeAdapter(Message), TypeAdapter(Context)


@dataclass(frozen=True, slots=True)
class Case:
    """A message with its context, and what a check must make of it."""

    name: str
    message: Message
    context: Context
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """All cases of one check."""

    check: str
    hits: tuple[Case, ...]
    misses: tuple[Case, ...]


@cache
def of(check: Check) -> Cases:
    """The cases of a check; FileNotFoundError when it has none."""
    found = yaml.safe_load((CASES / f"{check.code}.yaml").read_text(encoding="utf-8"))
    unknown = found.keys() - {"check", "hits", "misses"}
    assert not unknown, f"{check.code}.yaml: unknown keys {unknown}"
    hits = tuple(_case(f"{check.code}-hit-{n}", case) for n, case in enumerate(found["hits"], start=1))
    misses = tuple(_case(f"{check.code}-miss-{n}", case) for n, case in enumerate(found["misses"], start=1))
    return Cases(found["check"], hits, misses)


def _case(name: str, found: dict[str, Any]) -> Case:
    unknown = found.keys() - {"text", "message", "context", "evidence", "note"}
    assert not unknown, f"{name}: unknown keys {unknown}"
    message = _MESSAGE.validate_python({"text": found["text"]} | (found.get("message") or {}))
    context = _CONTEXT.validate_python(found.get("context") or {})
    return Case(name, message, context, tuple(found.get("evidence") or ()))
