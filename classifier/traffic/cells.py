"""From a row's cells to a message: which columns hold what, and what their values must be."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from classifier.errors import InputError
from classifier.screenable import mended, screenable
from classifier.types import Message

FIELDS = ("sender", "recipient", "sub_account", "sent_at", "lang", "first_contact", "use_case")
"""What a row may tell besides its text; a column of that name is taken for it unless another is named."""
_TRUE, _FALSE = frozenset({"true", "1", "yes", "y", "t"}), frozenset({"false", "0", "no", "n", "f"})
LONGEST_CELL = 255
"""Characters that a cell of anything but the text may have."""


def columns_of(named: Iterable[str], header: Iterable[str] | None) -> dict[str, str]:
    """Field -> column, from FIELD=COLUMN pairs and the columns that bear a field's name.

    `header` is None where rows may have any fields. InputError for a field or a column that does not exist.
    """
    known = None if header is None else set(header)
    found = {field: field for field in FIELDS if known is None or field in known}
    for pair in named:
        field, equals, column = pair.partition("=")
        if not equals or field not in FIELDS:
            raise InputError(f"--column {pair}: expected FIELD=COLUMN with a field of {', '.join(FIELDS)}")
        if known is not None and column not in known:
            raise InputError(f"--column {pair}: there is no column {column!r}, but: {', '.join(sorted(known))}")
        found[field] = column
    return found


def message_of(text: object, cells: Mapping[str, Any], columns: Mapping[str, str], limit: int) -> Message:
    """The message of a row; empty cells are not known. InputError says which value cannot be used."""
    told = {
        field: value
        for field, column in columns.items()
        if (value := _read(field, column, cells.get(column))) is not None
    }
    return Message(screenable(text, limit), **told)


def _read(field: str, column: str, value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if field == "sent_at":
        return _time(column, value)
    if field == "first_contact":
        return _flag(column, value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise InputError(f"column {column!r}: expected a string, got {type(value).__name__}")
    told = mended(str(value)).strip()
    if len(told) > LONGEST_CELL:
        raise InputError(f"column {column!r}: expected at most {LONGEST_CELL} characters, got {len(told):,}")
    return told


def _time(column: str, value: Any) -> datetime:
    """A time; one without a zone is taken for UTC."""
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise InputError(f"column {column!r}: expected a time as 2026-11-25T09:30:00Z, got {value!r:.60}") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _flag(column: str, value: Any) -> bool:
    said = str(value).strip().lower()
    if said in _TRUE or said in _FALSE:
        return said in _TRUE
    raise InputError(f"column {column!r}: expected true or false, got {value!r:.60}")


def decoded(column: str, value: Any, is_text: bool) -> Any:
    """The value, bytes as the UTF-8 string that they are; InputError if they are none."""
    try:
        return value.decode() if isinstance(value, bytes) else value
    except UnicodeDecodeError as error:
        where = "the text" if is_text else f"column {column!r}"
        raise InputError(f"not UTF-8: byte {error.start} of {where}") from None
