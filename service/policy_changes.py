"""Announcing a changed policy: the file is given the dates that the notice asks for, and stays as it was otherwise."""

import os
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit

from classifier.errors import PolicyError
from classifier.policy import Dated, Policy, changes
from service.checks import read_policy


def announce(old: Path | None, new: Path, out: Path, today: date) -> tuple[changes.Change, ...]:
    """Write `new` to `out` with its changes announced today; what changes, and when.

    PolicyError when a change would take effect before the notice is over, or when it is in a list that has no dates.
    `out` may be `new` itself; it is replaced when all is well, and left as it was otherwise.
    """
    before = read_policy(old)
    announced = changes.announce(before, read_policy(new, draft=True), today)
    written = _written(new, out, announced)
    trial = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        trial.write_text(written, encoding="utf-8")
        shutil.copymode(new, trial)
        _agree(_read(trial, out), announced)
        trial.replace(out)
    except OSError as error:
        raise PolicyError(f"{out}: cannot be written: {error.strerror}") from None
    finally:
        trial.unlink(missing_ok=True)
    return changes.diff(before, announced)


def _written(new: Path, out: Path, announced: Policy) -> str:
    """The text of the new file with the days of what was announced."""
    document = tomlkit.parse(new.read_text(encoding="utf-8"))
    if new.parent.resolve() != out.parent.resolve():
        _refuse_relative(document.get("lists", {}), new, out)
    document["dated_on"] = announced.dated_on
    if announced.in_force_from is not None:
        document["in_force_from"] = announced.in_force_from
    _date(document.get("keywords", ()), {rule.id: rule for rule in announced.keywords})
    for name in ("effects", "thresholds"):
        for table, rule in zip(document.get(name, ()), getattr(announced, name), strict=True):
            _set(table, rule)
    return tomlkit.dumps(document)


def _refuse_relative(lists: Mapping[str, Any], new: Path, out: Path) -> None:
    for name, path in lists.items():
        if not Path(str(path)).is_absolute():
            raise PolicyError(f"{out}: lists.{name} is relative to {new.parent}; write the file into that directory")


def _date(tables: Iterable[Any], rules: Mapping[str, Dated]) -> None:
    for table in tables:
        _set(table, rules[table["id"]])


def _set(table: Any, rule: Dated) -> None:
    for name in ("announced_on", "effective_from", "effective_to"):
        if (day := getattr(rule, name)) is not None:
            table[name] = day


def _read(trial: Path, out: Path) -> Policy:
    """What was written, as it will be read; an error names the file that was asked for."""
    try:
        return read_policy(trial)
    except PolicyError as error:
        raise PolicyError(str(error).replace(str(trial), str(out))) from None


def _agree(written: Policy, announced: Policy) -> None:
    left = changes.diff(written, announced)
    if left:
        raise PolicyError(f"{left[0].what}: a new rule of a list has no dates; put it into the file under [[keywords]]")
