"""Messages out of the columns of a table; `classifier.traffic.intake` has the rule."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from classifier.traffic.intake import taken_in

SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""What str.strip() takes away."""
TRUE, FALSE = ("true", "1", "yes", "y", "t"), ("false", "0", "no", "n", "f")
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?"
LOCAL, ZONED = rf"^{_DAY}[T ]{_CLOCK}$", rf"^{_DAY}[T ]{_CLOCK}(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
"""Times that Python and Arrow read alike."""
UTC = pa.timestamp("us", tz="UTC")


def messages_of(
    table: pa.RecordBatch, text_column: str, columns: Mapping[str, str], limit: int
) -> tuple[pa.RecordBatch, dict[int, str]]:
    """The messages of the rows that can be screened, and why the others cannot, by their places.

    `columns` is as from `cells.columns_of`.
    """
    told = {"text": text_column, **columns}
    read = {column: table.column(column) for column in told.values()}
    for field, form in (("sent_at", times), ("first_contact", flags)):
        if field in told and is_string(read[told[field]].type):
            read[told[field]] = form(read[told[field]])
    taken = taken_in(pa.RecordBatch.from_pydict(read), told, limit)
    if taken.reasons.null_count == len(taken.reasons):
        return taken.messages, {}
    return taken.messages, {place: why for place, why in enumerate(taken.reasons.to_pylist()) if why is not None}


def is_string(kind: pa.DataType) -> bool:
    """Whether values of the type are strings."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def suits(field: str, kind: pa.DataType) -> bool:
    """Whether a column of this type may hold the field of a message."""
    if pa.types.is_dictionary(kind):
        return suits(field, kind.value_type)
    if is_string(kind) or (pa.types.is_null(kind) and field != "text"):
        return True
    if field == "sent_at":
        return bool(pa.types.is_timestamp(kind) or pa.types.is_date(kind))
    if field == "first_contact" and pa.types.is_boolean(kind):
        return True
    return field != "text" and bool(pa.types.is_integer(kind))


def times(column: pa.Array) -> pa.Array:
    """The column as times, if all its strings are usual ones; else as it was. Without a zone they are in UTC."""
    try:
        strings = _filled(column)
        zoned, local = (pc.fill_null(pc.match_substring_regex(strings, form), False) for form in (ZONED, LOCAL))
        if not _all(pc.or_(pc.or_(zoned, local), pc.is_null(strings))):
            return column
        nothing = pa.scalar(None, pa.string())
        with_zone = pc.if_else(zoned, strings, nothing).cast(UTC)
        without = pc.if_else(local, strings, nothing).cast(pa.timestamp("us")).cast(UTC)
    except pa.ArrowInvalid:  # bytes that are not UTF-8, or a 30th of February
        return column
    return pc.coalesce(with_zone, without)


def flags(column: pa.Array) -> pa.Array:
    """The column as booleans, if all its strings are usual ones; else as it was."""
    try:
        strings = pc.utf8_lower(_filled(column))
    except pa.ArrowInvalid:
        return column
    yes, no = (pc.is_in(strings, pa.array(words)) for words in (TRUE, FALSE))
    if not _all(pc.or_(pc.or_(yes, no), pc.is_null(strings))):
        return column
    return pc.if_else(pc.is_valid(strings), yes, pa.scalar(None, pa.bool_()))


def _filled(column: pa.Array) -> pa.Array:
    """The strings without spaces around them, with null for empty ones."""
    column.validate(full=True)
    strings = pc.utf8_trim(column.cast(pa.string()), SPACES)
    return pc.if_else(pc.equal(strings, ""), pa.scalar(None, pa.string()), strings)


def _all(mask: pa.Array) -> bool:
    return bool(pc.all(mask, min_count=0).as_py())
