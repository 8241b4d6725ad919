"""Screening DataFrames of Spark: `screen` hands record batches to `classifier.traffic.record_batches` on every machine.

What the executors read is named by the path that it has on every machine, or by the name under which
`spark-submit --files` or `--archives` shipped it. A Python worker loads it once and keeps it: under one name nothing
may change as long as the session lives.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from classifier.errors import BundleMissing, InputError, MissingExtra, PolicyError, PrescreenError
from classifier.model.bundle import CURRENT, MANIFEST, current
from classifier.screening import Screener
from classifier.traffic.columns import SCHEMA as ADDED_SCHEMA
from classifier.traffic.columns import BatchScreener
from classifier.traffic.intake import columns_told
from classifier.traffic.naming import kept_names
from classifier.traffic.record_batches import NEW, REJECT_REASON, SAME_NAMES, score_batches
from service.scoring import as_of as known_as_of
from service.scoring import load_screener
from service.settings import Settings

try:
    from pyspark import SparkFiles
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import (
        BooleanType,
        DataType,
        DateType,
        DoubleType,
        IntegralType,
        NullType,
        StringType,
        StructField,
        StructType,
        TimestampNTZType,
        TimestampType,
    )
except ImportError:
    raise MissingExtra("pyspark", "spark", "spark-submit") from None

_TYPES: dict[pa.DataType, DataType] = {pa.string(): StringType(), pa.float64(): DoubleType()}
_CELLS = (StringType, NullType)
_HOLDS: dict[str, tuple[type[DataType], ...]] = {
    "text": (StringType,),
    "sent_at": (*_CELLS, TimestampType, TimestampNTZType, DateType),
    "first_contact": (*_CELLS, BooleanType, IntegralType),
}
"""What columns may hold of a field; those of other fields may hold strings and whole numbers."""
_WORKERS_KEEP = 2
_HOW = "ship the {} with --archives, or give a path that every machine has"


def screen(
    df: DataFrame,
    bundle: str | None = None,
    policy: str | None = None,
    columns: Mapping[str, str] = SAME_NAMES,
    as_of: date | None = None,
    by_sent_at: bool = False,
) -> DataFrame:
    """The DataFrame with the columns of `record_batches.NEW`: a row for every row, rejected ones with a reason.

    `bundle` names the directory of a trained model and `policy` a policy file; without them those are used that are
    installed with the package on the executors. `columns` says which column has a field of the message (text, sender
    ...). All is judged by the policy of the day `as_of`, which is today (UTC) if not given, or, with `by_sent_at`, of
    the day on which a message was sent. Raises InputError for columns that are missing or of the wrong type; what the
    executors cannot load fails the action that needs the verdicts, unless `check` says it before.
    """
    schema = screened_schema(df.schema, columns)
    names, told = df.columns, dict(columns)
    day = known_as_of(as_of).as_of
    longest = Settings.read().max_text_length

    def screened(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        named = (batch.rename_columns(names) for batch in batches)
        return score_batches(named, _batch_screener(bundle, policy, day, by_sent_at), told, longest)

    # mapInArrow takes a dot in a name (score_shaft.sex) for a field of a struct: it gets names without any.
    return df.toDF(*(f"c{number}" for number in range(len(names)))).mapInArrow(screened, schema)


def screened_schema(schema: StructType, columns: Mapping[str, str] = SAME_NAMES) -> StructType:
    """The schema of what `screen` makes of such rows. InputError for columns that are missing or of the wrong type."""
    for field, column in columns_told(columns, schema.names).items():
        held = schema[column].dataType
        if not isinstance(held, _HOLDS.get(field, (*_CELLS, IntegralType))):
            expected = "times, or strings with times" if field == "sent_at" else "strings"
            raise InputError(f"column {column!r} holds {held.simpleString()}, expected {expected}")
    kept = kept_names(schema.names, NEW)
    fields = [StructField(kept[field.name], field.dataType, field.nullable, field.metadata) for field in schema]
    added = [StructField(field.name, _TYPES[field.type]) for field in ADDED_SCHEMA]
    return StructType([*fields, *added, StructField(REJECT_REASON, StringType())])


def check(spark: SparkSession, bundle: str | None = None, policy: str | None = None) -> None:
    """Load model and policy on an executor, which keeps them; raises PrescreenError if it cannot."""

    def load(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        problem = None
        try:
            loaded(bundle, policy)
        except PrescreenError as error:
            problem = str(error)
        yield from (pa.record_batch({"problem": pa.array([problem], pa.string())}) for _ in batches)

    for row in spark.range(1, numPartitions=1).mapInArrow(load, "problem string").collect():
        if row.problem is not None:
            raise PrescreenError(f"on an executor: {row.problem}")


@lru_cache(maxsize=_WORKERS_KEEP)
def _batch_screener(bundle: str | None, policy: str | None, day: date | None, by_sent_at: bool) -> BatchScreener:
    return BatchScreener(loaded(bundle, policy), known_as_of(day), by_sent_at)


@lru_cache(maxsize=_WORKERS_KEEP)
def loaded(bundle: str | None, policy: str | None) -> Screener:
    """The screener of a bundle and a policy, loaded once by a Python worker. Raises PrescreenError if it cannot be."""
    model = None if bundle is None else str(bundle_in(shipped(bundle)))
    rules = None if policy is None else shipped(policy)
    if rules is not None and not rules.is_file():
        raise PolicyError(f"{policy}: no policy file at {rules}; {_HOW.format('policy')}")
    return load_screener(Settings.read(model=model, policy=rules))


def shipped(name: str) -> Path:
    """Where something is on this machine: an absolute path as it is, anything else among the files of Spark."""
    return Path(name) if Path(name).is_absolute() else Path(SparkFiles.get(name))


def bundle_in(directory: Path) -> Path:
    """The one bundle in a directory, however deep an archive has it: where the manifest is, or what CURRENT names.

    Raises BundleMissing where there is none, and InputError where there are several.
    """
    if directory.is_file():
        raise BundleMissing(f"{directory}: is a file; ship a packed bundle by --archives, which unpacks it")
    if (directory / MANIFEST).is_file():
        return directory
    if (directory / CURRENT).is_file():
        return current(directory)
    found = sorted(path.parent for path in directory.rglob(MANIFEST))
    if not found:
        raise BundleMissing(f"{directory}: no model here, expected {MANIFEST}; {_HOW.format('bundle')}")
    if len(found) > 1:
        raise InputError(
            f"{directory}: has {len(found)} models, expected one: {', '.join(path.name for path in found)}"
        )
    return found[0]
