"""Lists as tab-separated files: read, checked, and told by file and line. All lists of the core have this form.

A line that begins with # is a comment, such as where the rows are from; the first other line names the columns.
"""

from collections.abc import Iterator
from pathlib import Path

from classifier.errors import PolicyError

LISTS = Path(__file__).resolve().parent / "lists"
"""The lists that ship with the core."""


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row. PolicyError when the columns or a row's cells are not those expected."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}: cannot be read: {error}") from None
    header: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if missing := [name for name in columns if name not in cells]:
                raise PolicyError(f"{path}, line {number}: expected a column {missing[0]}, got {', '.join(cells)}")
        elif len(cells) != len(header):
            raise PolicyError(f"{path}, line {number}: expected {len(header)} cells, got {len(cells)}")
        else:
            yield number, dict(zip(header, cells, strict=True))


def pairs(name: str, key: str, value: str) -> dict[str, str]:
    """A shipped list of two columns, as one looks things up in it."""
    return {row[key]: row[value] for _, row in rows(LISTS / name, (key, value))}


def words(name: str, kind: str) -> frozenset[str]:
    """The words of one kind in a shipped list with the columns `kind` and `words`, which are parted by spaces."""
    return frozenset(
        word for _, row in rows(LISTS / name, ("kind", "words")) if row["kind"] == kind for word in row["words"].split()
    )
