"""The job for `spark-submit`: Parquet in, Parquet with the verdicts out. The README's "Many machines" shows its use."""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, Observation, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - Spark's own name for it

from classifier.errors import InputError, PrescreenError
from classifier.traffic.cells import columns_of
from classifier.types import Effect
from service.commands.batch import SENT_AT
from service.commands.policy import day
from service.spark import check, screen

UNUSABLE = 2
"""Exit code: bad usage or input."""
DECISIONS = (Effect.ALLOW, Effect.REVIEW, Effect.BLOCK)


@dataclass(frozen=True, slots=True)
class Job:
    """What to screen and where to put it, as the arguments of the job say."""

    source: str
    out: str
    text_column: str
    column: list[str]
    bundle: str | None
    policy: str | None
    as_of: str | None
    partitions: int | None
    force: bool


def job_of(arguments: Sequence[str] | None = None) -> Job:
    """The job of these arguments, or of the command line; tells of bad usage and exits."""
    options = argparse.ArgumentParser(prog="spark_job.py", description=__doc__)
    add = options.add_argument
    add("source", metavar="IN", help="Parquet: a file or a directory, by any URL that Spark reads")
    add("out", metavar="OUT", help="a directory for the Parquet files with the verdicts")
    add("--text-column", default="text", help="column with the text (default: text)")
    add("--column", action="append", default=[], metavar="FIELD=COLUMN", help="column of sender, recipient and so on")
    add("--bundle", help="the model: the name under which --archives or --files shipped it, or a path on every machine")
    add("--policy", help="the policy file, likewise")
    add("--as-of", metavar="DAY", help="judge by the policy of this day; sent_at: of the day of each message")
    add("--partitions", type=int, metavar="N", help="spread the rows over so many tasks, where the files give too few")
    add("--force", action="store_true", help="replace OUT, which Spark removes before it writes")
    return Job(**vars(options.parse_args(arguments)))


def main() -> int:
    """Screen, and tell in a line what came of it; the exit code."""
    job = job_of()
    spark = SparkSession.builder.appName("prescreen").getOrCreate()
    try:
        print(run(spark, job))
    except PrescreenError as error:
        print(f"prescreen: {error}", file=sys.stderr)
        return UNUSABLE
    finally:
        spark.stop()
    return 0


def run(spark: SparkSession, job: Job) -> str:
    """Do the job, and say in a line what came of it. Raises PrescreenError, also for what Spark complains of."""
    try:
        verdicts = _verdicts(spark, job)
        check(spark, job.bundle, job.policy)
        counts = _written(verdicts, job)
    except PySparkException as error:
        raise PrescreenError(_told(str(error), error.getCondition() or "", job)) from error
    except Py4JJavaError as error:
        raise PrescreenError(_told(str(error.java_exception.toString()), "", job)) from error
    decisions = ", ".join(f"{counts[name]:,} {name}" for name in DECISIONS)
    left = counts["rows"] - sum(counts[name] for name in DECISIONS)
    rejected = f"; {left:,} could not be screened, see reject_reason" if left else ""
    return f"{job.out}: {counts['rows']:,} rows ({decisions}{rejected})"


def _verdicts(spark: SparkSession, job: Job) -> DataFrame:
    by_sent_at = job.as_of == SENT_AT
    as_of = None if by_sent_at else day(job.as_of)
    if job.partitions is not None and job.partitions < 1:
        raise InputError(f"--partitions {job.partitions}: expected 1 or more")
    rows = spark.read.parquet(job.source)
    if job.text_column not in rows.columns:
        found = ", ".join(rows.columns)
        raise InputError(f"{job.source}: no column {job.text_column!r}, but: {found}. Name it with --text-column.")
    columns = {**columns_of(job.column, rows.columns), "text": job.text_column}
    if job.partitions is not None:
        rows = rows.repartition(job.partitions)
    try:
        return screen(rows, job.bundle, job.policy, columns, as_of, by_sent_at)
    except InputError as error:
        raise InputError(f"{job.source}: {error}") from None


def _written(verdicts: DataFrame, job: Job) -> dict[str, int]:
    """Write, and count rows and decisions in the same pass."""
    seen = Observation("prescreen")
    each = [F.count(F.when(F.col("decision") == name.value, 1)).alias(name.value) for name in DECISIONS]
    observed = verdicts.observe(seen, F.count(F.lit(1)).alias("rows"), *each)
    observed.write.mode("overwrite" if job.force else "errorifexists").parquet(job.out)
    return dict(seen.get)


def _told(said: str, condition: str, job: Job) -> str:
    """One line for what a user can get wrong; else the first line of what Spark says."""
    if ours := re.findall(r"classifier\.errors\.\w+: (.+)", said):
        return str(ours[-1])
    if absent := re.search(r"ModuleNotFoundError: No module named '([\w.]+)'", said):
        return f"the executors' Python has no {absent[1]}: set PYSPARK_PYTHON to one where prescreen is installed"
    if broken := re.search(r"\[FAILED_READ_FILE.*reading file (\S+?)\.?\s", said):
        return f"{broken[1]}: not a whole Parquet file; {job.out} is not written, or not whole"
    known = {
        "PATH_ALREADY_EXISTS": f"{job.out}: exists already; give another name, or --force to replace it",
        "PATH_NOT_FOUND": f"{job.source}: there is no such file or directory",
        "UNABLE_TO_INFER_SCHEMA": f"{job.source}: holds no Parquet file",
    }
    return known.get(condition, f"from {job.source} to {job.out}: {said.strip().splitlines()[0]}")


if __name__ == "__main__":
    sys.exit(main())
