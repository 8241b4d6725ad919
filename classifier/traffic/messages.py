"""Messages as an Arrow record batch: the columns of SCHEMA, of which all but `text` may be null or missing."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from classifier.types import Message

SCHEMA = pa.schema(
    [
        pa.field("text", pa.string(), nullable=False),
        ("id", pa.string()),
        ("sender", pa.string()),
        ("recipient", pa.string()),
        ("sub_account", pa.string()),
        ("sent_at", pa.timestamp("us", tz="UTC")),
        ("lang", pa.string()),
        ("first_contact", pa.bool_()),
        ("use_case", pa.string()),
    ]
)
"""The fields of `Message`, with the types that they have in Arrow."""


def batch_of(messages: Iterable[Message]) -> pa.RecordBatch:
    """The messages as a record batch. Their texts must be free of lone surrogates, which Arrow cannot hold."""
    every = list(messages)
    columns = [pa.array([getattr(message, field.name) for message in every], field.type) for field in SCHEMA]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def messages_of(batch: pa.RecordBatch) -> list[Message]:
    """The messages of all rows."""
    known = batch.select([name for name in SCHEMA.names if name in batch.schema.names])
    return [Message(**row) for row in known.to_pylist()]


def message_at(batch: pa.RecordBatch, index: int) -> Message:
    """The message of a row."""
    told: dict[str, Any] = {
        name: batch.column(name)[index].as_py() for name in SCHEMA.names if name in batch.schema.names
    }
    return Message(**told)
