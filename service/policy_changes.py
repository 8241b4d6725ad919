"""Announcing a changed policy: the file is given the dates that the notice asks for, and stays as it was otherwise."""

from datetime import date
from pathlib import Path

import tomlkit
from tomlkit.items import AoT

from classifier import policy
from classifier.errors import PolicyError
from classifier.policy import Dated, Policy, changes


def announce(old: Path | None, new: Path, out: Path, today: date) -> tuple[changes.Change, ...]:
    """Write `new` to `out` with its changes announced today; what changes, and when.

    PolicyError when a change would take effect before the notice is over, or when it is in a list that has no dates.
    """
    before = policy.shipped() if old is None else policy.read(old)
    announced = changes.announce(before, policy.read(new), today)
    document = tomlkit.parse(new.read_text(encoding="utf-8"))
    document["dated_on"] = today
    _date(document.get("keywords"), {rule.id: rule for rule in announced.keywords}, "id")
    for name in ("effects", "thresholds"):
        _date_in_order(document.get(name), list(getattr(announced, name)))
    written = tomlkit.dumps(document)
    out.write_text(written, encoding="utf-8")
    _agree(policy.read(out), announced, out)
    return changes.diff(before, announced)


def _date(tables: AoT | None, rules: dict[str, Dated], key: str) -> None:
    for table in tables or ():
        _set(table, rules[table[key]])


def _date_in_order(tables: AoT | None, rules: list[Dated]) -> None:
    for table, rule in zip(tables or (), rules, strict=True):
        _set(table, rule)


def _set(table: tomlkit.items.Table, rule: Dated) -> None:
    for name in ("announced_on", "effective_from", "effective_to"):
        if (day := getattr(rule, name)) is not None:
            table[name] = day


def _agree(written: Policy, announced: Policy, out: Path) -> None:
    left = changes.diff(written, announced)
    if left:
        out.unlink()
        raise PolicyError(f"{left[0].what}: a new rule of a list has no dates; put it into the file under [[keywords]]")
