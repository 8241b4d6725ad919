"""Screening a stream of Arrow record batches: the one entry for Spark, Ray, Arrow Flight and whatever else has them."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import pyarrow as pa

from classifier.screenable import LONGEST
from classifier.traffic.columns import ADDED, BatchScreener
from classifier.traffic.columns import SCHEMA as ADDED_SCHEMA
from classifier.traffic.intake import columns_told, taken_in
from classifier.traffic.naming import kept_names

REJECT_REASON = "reject_reason"
"""The column that says why a row could not be screened; null for the others."""
NEW: tuple[str, ...] = (*ADDED, REJECT_REASON)
"""The columns that are added, in their order."""
SAME_NAMES: Mapping[str, str] = MappingProxyType({})


def score_batches(
    batches: Iterable[pa.RecordBatch],
    screener: BatchScreener,
    columns: Mapping[str, str] = SAME_NAMES,
    longest: int = LONGEST,
) -> Iterator[pa.RecordBatch]:
    """Each batch with its columns kept (`naming.kept_names`) and the columns NEW added, a row for every row.

    `columns` says which column has a field of the message (text, sender, recipient ...); a field that it leaves out is
    read from the column of its own name, if there is one. Nulls are not known. A row that cannot be screened (no text,
    a blank one or one of more than `longest` code points, a value of the wrong type) has nulls and a `reject_reason`.
    Raises InputError when a column is missing or named twice.
    """
    for batch in batches:
        told = columns_told(columns, batch.schema.names)
        taken = taken_in(batch, told, longest)
        added = screener.added(taken.messages)
        if taken.places.null_count:
            added = added.take(taken.places)
        yield pa.RecordBatch.from_arrays(
            [*batch.columns, *added.columns, taken.reasons], schema=scored_schema(batch.schema, columns)
        )


def scored_schema(schema: pa.Schema, columns: Mapping[str, str] = SAME_NAMES) -> pa.Schema:
    """The schema of what `score_batches` makes of batches with this one; raises InputError as that does."""
    columns_told(columns, schema.names)
    kept = kept_names(schema.names, NEW)
    fields = [field.with_name(kept[field.name]) for field in schema]
    return pa.schema([*fields, *ADDED_SCHEMA, pa.field(REJECT_REASON, pa.string())], metadata=schema.metadata)
