"""A TOML file whose values can be asked for by kind, and whose errors name file, line and key."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from classifier.errors import PolicyError


def read(path: Path) -> "Table":
    """The whole file; PolicyError when it cannot be read or is not TOML."""
    try:
        source = path.read_text(encoding="utf-8")
        return Table(source, path, "", 0, tomllib.loads(source))
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{path}: not TOML: {error}") from None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file, with where it is: `header` is its line in brackets, `index` which of that name it is."""

    source: str
    path: Path
    header: str
    index: int
    values: Mapping[str, Any]

    def fail(self, key: str | None, problem: str) -> PolicyError:
        """The error to raise about a key, or about the table."""
        where = f"{self.path}, line {_line(self.source, self.header, self.index, key)}"
        name = ".".join(part for part in (self.header, key) if part)
        return PolicyError(f"{where}, key {name}: {problem}")

    def only(self, *known: str) -> "Table":
        """Itself; PolicyError when it has a key that is not known."""
        for key in self.values:
            if key not in known:
                raise self.fail(key, f"unknown key; expected one of {', '.join(known)}")
        return self

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """The value of a key, of that kind. Without a default the key must be there."""
        value = self.values.get(key, default)
        if value is None:
            raise self.fail(None, f"expected a key {key}")
        fits = isinstance(value, kind) or (kind is float and isinstance(value, int))
        if not fits or isinstance(value, bool) or (kind is date and isinstance(value, datetime)):
            raise self.fail(key, f"expected {_KINDS[kind]}, got {value!r}")
        return value

    def tables(self, name: str) -> Iterator["Table"]:
        """The tables of an array of tables."""
        for index, values in enumerate(self.get(name, list, [])):
            if not isinstance(values, dict):
                raise self.fail(name, f"expected tables, each begun by [[{name}]]")
            yield Table(self.source, self.path, name, index, values)

    def table(self, name: str) -> "Table":
        """A table in it; empty when it is not there."""
        return Table(self.source, self.path, name, 0, self.get(name, dict, {}))

    def choice(self, key: str, kind: type[StrEnum], default: str | None = None) -> Any:
        """The member of `kind` that the key's value names."""
        value = self.get(key, str, default)
        try:
            return kind(value)
        except ValueError:
            raise self.fail(key, f"expected one of {', '.join(kind)}, got {value!r}") from None


_KINDS = {str: "a string", int: "a whole number", float: "a number", date: "a day such as 2026-12-09",
    list: "a list", dict: "a table"}  # fmt: skip


def _line(source: str, header: str, index: int, key: str | None) -> int:
    """Line of a key: under the header's occurrence of that index, or among the lines before any header."""
    at, seen = (0, 0) if not header else (None, -1)
    for number, line in enumerate(source.split("\n"), start=1):
        found = re.match(r"\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}", line)
        if found:
            seen += found.group(1) == header
            at = number if found.group(1) == header and seen == index else None
        if at is not None and (key is None or re.match(rf'\s*"?{re.escape(key)}"?\s*=', line)):
            return number
    return 1
