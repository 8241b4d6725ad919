"""Labelled messages: reading them, checking them against the labelling guide, splitting them by family."""

import csv
import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from classifier import taxonomy
from classifier.errors import DataError, InputError

COLUMNS = ("id", "text", "labels", "lang", "source")
_LANG = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_LINK = re.compile(r"https?://\S+|<url>", re.IGNORECASE)
_NOT_A_LETTER = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled message; `family` joins rewrites of one message, `place` is its file and line."""

    id: str
    text: str
    labels: frozenset[str]
    lang: str
    source: str
    family: str
    kind: str | None = None
    place: str = ""

    @property
    def clean(self) -> bool:
        """Whether the message does the business of no prohibited category."""
        return not self.labels


def read(path: Path) -> list[Row]:
    """All rows of a CSV file, or of every CSV file in a directory, in the guide's form.

    Raises InputError if there is nothing to read and DataError naming every bad row at once.
    """
    if not path.exists():
        raise InputError(f"{path}: no such file or directory; expected labelled CSV data")
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: no .csv file in this directory")
    rows: list[Row] = []
    problems: list[str] = []
    for file in files:
        for row in _read_file(file, problems):
            rows.append(row)
    if problems:
        raise DataError(problems)
    return rows


def _read_file(file: Path, problems: list[str]) -> Iterator[Row]:
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                problems.append(f"{file.name}:1: columns missing: {', '.join(missing)}; got {reader.fieldnames}")
                return
            line = reader.line_num + 1
            for record in reader:
                place = f"{file.name}:{line}"
                line = reader.line_num + 1
                faults = list(_faults(record))
                problems.extend(f"{place}: {fault}" for fault in faults)
                if not faults:
                    yield _row(record, place)
    except UnicodeDecodeError as error:
        problems.append(f"{file.name}: not UTF-8 at byte {error.start}; save the file as UTF-8")
    except csv.Error as error:
        problems.append(f"{file.name}:{line}: not readable as CSV ({error})")


def _row(record: dict[str, str], place: str) -> Row:
    labels = frozenset(record["labels"].split("|")) if record["labels"] else frozenset()
    family = record.get("family") or record["id"]
    return Row(
        record["id"], record["text"], labels, record["lang"], record["source"], family, record.get("kind"), place
    )


def _faults(record: dict[str, str]) -> Iterator[str]:
    if None in record or None in record.values():
        yield f"expected {len(COLUMNS)} or more cells as in the header, got another number"
        return
    for name in ("id", "text", "lang", "source"):
        if not record[name].strip():
            yield f"{name} is empty"
    if record["lang"] and not _LANG.match(record["lang"]):
        yield f"lang {record['lang']!r} is not a language tag such as en, es, fr"
    labels = record["labels"].split("|") if record["labels"] else []
    unknown = [label for label in labels if label not in taxonomy.BY_CODE]
    if unknown:
        yield f"unknown label {', '.join(unknown)}; known are {', '.join(taxonomy.CODES)}"
        return
    expected = taxonomy.with_parents(labels)
    if tuple(labels) != expected:
        yield f"labels {record['labels']!r}: expected sorted, once each, with parents: {'|'.join(expected)!r}"
    for parent in taxonomy.PARENTS.intersection(labels):
        if not set(taxonomy.children(parent)).intersection(labels):
            yield f"label {parent} needs one of its sub-labels: {', '.join(taxonomy.children(parent))}"


def check(rows: Iterable[Row]) -> list[str]:
    """Problems that only several rows together show: ids used twice, messages that differ in digits or links alone.

    Messages that are equal but for digits and links must be one family, so that no split can part them.
    """
    problems: list[str] = []
    ids: dict[str, Row] = {}
    texts: dict[str, Row] = {}
    for row in rows:
        if (other := ids.setdefault(row.id, row)) is not row:
            problems.append(f"{row.place}: id {row.id} is also at {other.place}")
        if (other := texts.setdefault(masked(row.text), row)) is not row:
            if other.text == row.text:
                problems.append(f"{row.place}: the same text as {other.place}")
            elif other.labels != row.labels:
                problems.append(f"{row.place}: equals {other.place} but for digits and links, with other labels")
            elif other.family != row.family:
                problems.append(f"{row.place}: equals {other.place} but for digits and links, in another family")
    return problems


def masked(text: str) -> str:
    """What is left of a text without links, digits, punctuation and case."""
    return _NOT_A_LETTER.sub("", _LINK.sub("", text.lower())) or text


def digest(rows: Iterable[Row]) -> str:
    """Short hash of everything that training reads of the rows."""
    seen = hashlib.sha256()
    for row in rows:
        seen.update(repr((row.text, sorted(row.labels), row.family)).encode("utf-8", "surrogatepass"))
    return seen.hexdigest()[:16]


def held_out(rows: list[Row], seed: int = 0, share: float = 0.15) -> tuple[list[Row], list[Row]]:
    """Training rows and held-out rows; a family falls to one side by the hash of its name, whatever else is there."""
    sides: dict[bool, list[Row]] = defaultdict(list)
    for row in rows:
        sides[fold_of(row.family, round(1 / share), seed) == 0].append(row)
    return sides[False], sides[True]


def fold_of(family: str, folds: int, seed: int = 0) -> int:
    """Which of `folds` parts a family belongs to: stable when other families come or go."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{family}".encode()).digest()[:8], "big") % folds


def main(arguments: list[str]) -> int:
    """Check labelled files: `python -m classifier.model.dataset PATH`. Prints every problem with file and line."""
    try:
        rows = read(Path(arguments[0]) if arguments else Path("data/labelled"))
        problems = check(rows)
    except DataError as error:
        rows, problems = [], error.problems
    except InputError as error:
        rows, problems = [], [str(error)]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"{len(rows):,} messages in {len({row.family for row in rows}):,} families: no problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
