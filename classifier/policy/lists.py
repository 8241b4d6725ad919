"""The lists that a policy ships with, as tab-separated files; what is wrong with one is told by file and line."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from classifier.errors import PolicyError
from classifier.tsv import rows

_E = TypeVar("_E", bound=StrEnum)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


class Owner(StrEnum):
    """Whose shortener it is."""

    PUBLIC = "public"
    BRAND = "brand"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Shortener:
    """A host that shortens links. `brand` names the only brand whose messages may carry it, if there is one."""

    host: str
    owner: Owner
    brand: str | None = None


class Intent(StrEnum):
    """What a subscriber's reply asks for."""

    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    HELP = "help"
    NONE = "none"


ASKED: tuple[str, ...] = (Intent.OPT_OUT.value, Intent.OPT_IN.value, Intent.HELP.value)
"""The intents that ask for something; a reply that has none of them is `none`."""


@dataclass(frozen=True, slots=True)
class ReplyWord:
    """A word that decides when it is the whole reply: providers honour it, or (`none`) it asks for nothing."""

    word: str
    intent: Intent
    lang: str


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Marketing may be sent from `opens` up to `closes`, local time of the recipient, as long as the dates hold.

    `state` is None for the rule of the whole country; `weekdays` (Monday 0) are those that it is about.
    """

    country: str
    state: str | None
    opens: time
    closes: time
    weekdays: tuple[int, ...]
    effective_from: date
    effective_to: date | None

    def holds(self, day: date) -> bool:
        """Whether the rule is in force on this day of the week at this date."""
        ended = self.effective_to is not None and day >= self.effective_to
        return self.effective_from <= day and not ended and day.weekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class Lists:
    """What checks look things up in."""

    shorteners: Mapping[str, Shortener]
    reply_words: tuple[ReplyWord, ...]
    quiet_hours: tuple[QuietHours, ...]


def read_shorteners(path: Path) -> dict[str, Shortener]:
    """Hosts by name. A host that is listed twice is an error.

    Besides our own table, the public lists' forms are read, every host of which is taken for a public shortener: one
    host a line (.txt, .inc: rspamd and others) and a JSON object with a `list` (.json: MISP warninglists).
    """
    if path.suffix in (".txt", ".inc", ".json"):
        return {host: Shortener(host, Owner.PUBLIC) for host in _hosts(path)}
    found: dict[str, Shortener] = {}
    for number, row in rows(path, ("host", "owner", "brand")):
        host = row["host"].strip().lower()
        if host in found:
            raise PolicyError(f"{path}, line {number}: host {host} is listed twice")
        owner = choice(Owner, row["owner"], f"{path}, line {number}: owner")
        if (owner is Owner.BRAND) != bool(row["brand"]):
            raise PolicyError(f"{path}, line {number}: a brand is named if and only if the owner is brand")
        found[host] = Shortener(host, owner, row["brand"] or None)
    return found


def _hosts(path: Path) -> Iterator[str]:
    try:
        source = path.read_text(encoding="utf-8")
        lines = json.loads(source)["list"] if path.suffix == ".json" else source.split("\n")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PolicyError(f"{path}: cannot be read: {error!r}") from None
    for number, line in enumerate(lines, start=1):
        host = str(line).partition("#")[0].strip().lower()
        if host and not _HOST.fullmatch(host):
            raise PolicyError(f"{path}, entry {number}: expected a host such as bit.ly, got {str(line)[:60]!r}")
        if host:
            yield host


def read_reply_words(path: Path) -> tuple[ReplyWord, ...]:
    """The words, each with what it asks for."""
    return tuple(
        ReplyWord(row["word"], choice(Intent, row["intent"], f"{path}, line {number}: intent"), row["lang"])
        for number, row in rows(path, ("word", "intent", "lang"))
    )


def read_quiet_hours(path: Path) -> tuple[QuietHours, ...]:
    """The dated table of hours."""
    columns = ("country", "state", "opens", "closes", "weekdays", "effective_from", "effective_to")
    return tuple(_hours(row, f"{path}, line {number}") for number, row in rows(path, columns))


def _hours(row: dict[str, str], place: str) -> QuietHours:
    try:
        return QuietHours(
            country=row["country"],
            state=row["state"] or None,
            opens=time.fromisoformat(row["opens"]),
            closes=time.fromisoformat(row["closes"]),
            weekdays=tuple(int(day) for day in row["weekdays"]),
            effective_from=date.fromisoformat(row["effective_from"]),
            effective_to=date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
        )
    except ValueError as error:
        raise PolicyError(f"{place}: expected hours as 08:00, days as 0123456, dates as 2026-11-25: {error}") from None


def choice(kind: type[_E], value: str, place: str) -> _E:
    """The member of that value; PolicyError names the place and the values that there are."""
    try:
        return kind(value)
    except ValueError:
        raise PolicyError(f"{place}: expected one of {', '.join(kind)}, got {value!r}") from None
