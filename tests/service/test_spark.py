"""Spark in local mode on real Parquet files: what comes out is what one machine makes of them."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from classifier.errors import BundleMissing, InputError, PrescreenError
from classifier.traffic.columns import ADDED
from classifier.traffic.record_batches import NEW
from tests.service.files import TEXTS, batch, read, rejected
from tests.service.tiny_model import BLOCKED, CLEAN, POLICY, VERSION

JAVA = 17
"""What Spark 4 needs."""


def missing() -> str | None:
    """What these tests cannot do without, if it is missing."""
    if find_spec("pyspark") is None:
        return "pyspark is not installed: pip install 'prescreen[spark]'"
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if java is None or not Path(java).exists():
        return f"there is no Java; Spark needs version {JAVA}"
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return None if found and int(found[1]) >= JAVA else f"Spark needs Java {JAVA}, got {said.strip()[:60]}"


if why := missing():
    pytest.skip(why, allow_module_level=True)

from pyspark.sql import SparkSession  # noqa: E402

from service.spark import bundle_in, loaded, screen  # noqa: E402
from service.spark_job import job_of, run  # noqa: E402

BUNDLE = "bundle"
QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For programs that run for seconds: do not spend them on optimising."""
RULES = str(POLICY)


@pytest.fixture(scope="module")
def archive(models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny bundle as one would pack it."""
    path = tmp_path_factory.mktemp("archive") / "bundle.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for file in sorted((models_dir / VERSION).iterdir()):
            packed.write(file, f"{VERSION}/{file.name}")
    return path


@pytest.fixture(scope="module")
def spark(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """Two cores of this machine, to which the bundle was shipped."""
    with pytest.MonkeyPatch.context() as env:
        env.setenv("PYSPARK_PYTHON", sys.executable)
        env.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        settings: dict[str, bool | float | int | str | None] = {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.session.timeZone": "America/New_York",
            "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
            "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
            "spark.log.level": "OFF",
            "spark.driver.extraJavaOptions": QUICK_START,
        }
        session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        session.sparkContext.addArchive(f"{archive}#{BUNDLE}")
        yield session
        session.stop()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A directory of two files, each of several row groups, with columns of many types and rows of every kind."""
    count = 60
    texts: list[Any] = [TEXTS[row % 4] for row in range(count)]
    texts[5], texts[17], texts[30], texts[31], texts[45] = None, "  ", "x" * 10_001, "lucky draw", "Aún más 🎉 casino"
    at = [datetime(2026, 11, 20 + row % 8, 4, 30, tzinfo=UTC) if row % 3 else None for row in range(count)]
    table = pa.table(
        {
            "id": range(count),
            "text": texts,
            "sender": ["72727" if row % 7 == 0 else None for row in range(count)],
            "recipient": [" +12125550123" if row % 2 else "" for row in range(count)],
            "sent_at": pa.array(at, pa.timestamp("us", "UTC")),
            "use_case": ["s" * 300 if row == 40 else "MARKETING" for row in range(count)],
            "Labels": ["mine"] * count,
            "score_shaft.sex": [row / 7 for row in range(count)],
            "price": [Decimal("1.10")] * count,
            "tags": [["a", None]] * count,
            "raw": [b"\xff\x00"] * count,
        }
    )
    directory = tmp_path / "in"
    directory.mkdir()
    for number, start in enumerate((0, 37)):
        part = table.slice(start, 37 - start if number == 0 else None)
        pq.write_table(part, directory / f"part-{number}.parquet", row_group_size=10)
    return directory


def screened(spark: SparkSession, source: Path, out: Path, *options: str) -> str:
    arguments = [str(source), str(out), "--bundle", BUNDLE, "--policy", RULES, *options]
    return run(spark, job_of(arguments))


def in_order(directory: Path) -> list[dict[str, Any]]:
    return sorted(read_parquet(directory).to_pylist(), key=lambda row: row["id"])


def read_parquet(path: Path) -> pa.Table:
    return pq.read_table(path, use_threads=False)


@pytest.mark.usefixtures("tiny_models")
@pytest.mark.parametrize("options", [("--as-of", "2027-01-20"), ("--as-of", "sent_at", "--partitions", "3")])
def test_every_row_is_what_one_machine_makes_of_it(
    spark: SparkSession, source: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    told = screened(spark, source, tmp_path / "out", *options)
    assert re.fullmatch(r".*out: 60 rows \(\d+ allow, \d+ review, \d+ block; 4 could not be screened, .*\)", told)
    found = in_order(tmp_path / "out")
    given = in_order(source)
    names = {"Labels": "input_Labels", "score_shaft.sex": "input_score_shaft.sex"}
    assert [{name: row[names.get(name, name)] for name in given[0]} for row in found] == given
    assert list(found[0]) == [*(names.get(name, name) for name in given[0]), *NEW]

    pq.write_table(read_parquet(source), tmp_path / "in.parquet")
    assert batch(tmp_path / "in.parquet", tmp_path / "out.parquet", *options[:2]).exit_code == 0
    alone = {row["id"]: {name: row[name] for name in ADDED} for row in read(tmp_path / "out.parquet")}
    assert {row["id"]: {name: row[name] for name in ADDED} for row in found if row["decision"]} == alone
    reasons = {row["id"]: row["reject_reason"] for row in found if row["reject_reason"] is not None}
    assert reasons == {line - 1: reason for line, reason in rejected(tmp_path / "out.parquet")}
    assert all(row[name] is None for row in found if row["id"] in reasons for name in ADDED)


def test_columns_and_days_can_be_named(spark: SparkSession) -> None:
    rows = [(CLEAN, "72727", "2026-11-25"), ("lucky draw", None, "2026-12-01"), ("lucky draw", None, "2027-02-01")]
    df = spark.createDataFrame(rows, "body string, `from` string, day string")
    columns = {"text": "body", "sender": "from", "sent_at": "day"}
    found = screen(df, BUNDLE, RULES, columns, by_sent_at=True).select("decision", "findings").collect()
    assert [row.findings for row in found] == ["short-code", "keyword", "keyword"]
    assert [row.decision for row in found][1:] == ["allow", "block"]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--text-column", "body"), "no column 'body', but: id, text, sender"),
        (("--text-column", "id"), "in: column 'id' holds bigint, expected strings"),
        (("--column", "sender=price"), "in: column 'price' holds decimal(3,2), expected strings"),
        (("--column", "sender=nope"), "there is no column 'nope'"),
        (("--as-of", "soon"), "expected a day such as 2026-12-09, got 'soon'"),
        (("--partitions", "0"), "--partitions 0: expected 1 or more"),
        (("--bundle", "nope"), "nope: no model here, expected manifest.json; ship the bundle with --archives"),
        (("--policy", "nope.toml"), "nope.toml: no policy file at"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line_before_anything_is_written(
    spark: SparkSession, source: Path, tmp_path: Path, options: tuple[str, ...], complaint: str
) -> None:
    with pytest.raises(PrescreenError) as caught:
        screened(spark, source, tmp_path / "out", *options)
    assert complaint in str(caught.value) and "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_files_that_are_missing_broken_or_there_already_are_told(
    spark: SparkSession, source: Path, tmp_path: Path
) -> None:
    (tmp_path / "cut.parquet").write_bytes((source / "part-0.parquet").read_bytes()[:-40])
    (tmp_path / "none").mkdir()
    (tmp_path / "there").mkdir()
    for name, out, complaint in (
        ("nope", "out", "nope: there is no such file or directory"),
        ("cut.parquet", "out", "cut.parquet: not a whole Parquet file"),
        ("none", "out", "none: holds no Parquet file"),
        ("in", "there", "there: exists already; give another name, or --force to replace it"),
    ):
        with pytest.raises(PrescreenError) as caught:
            screened(spark, tmp_path / name, tmp_path / out)
        assert complaint in str(caught.value) and "\n" not in str(caught.value)
    assert "60 rows" in screened(spark, source, tmp_path / "there", "--force")


def test_a_worker_keeps_what_it_has_loaded(spark: SparkSession, tmp_path: Path, models_dir: Path) -> None:
    bundle = tmp_path / "mine"
    shutil.copytree(models_dir / VERSION, bundle)
    name = str(bundle)

    def load(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        loaded(name, RULES)
        yield from batches

    spark.range(2, numPartitions=2).mapInArrow(load, "id long", barrier=True).collect()  # two workers at once
    shutil.rmtree(bundle)
    df = spark.createDataFrame([(BLOCKED,)] * 4, "text string").repartition(4)
    assert [row.decision for row in screen(df, name, RULES).collect()] == ["block"] * 4


def test_the_bundle_is_found_however_it_was_packed(models_dir: Path, tmp_path: Path) -> None:
    bundle = models_dir / VERSION
    assert bundle_in(bundle) == bundle
    assert bundle_in(models_dir) == bundle
    shutil.copytree(bundle, tmp_path / "models" / "one")
    assert bundle_in(tmp_path) == tmp_path / "models" / "one"
    shutil.copytree(bundle, tmp_path / "models" / "two")
    with pytest.raises(InputError, match="has 2 models, expected one: one, two"):
        bundle_in(tmp_path)
    with pytest.raises(BundleMissing, match="ship a packed bundle by --archives"):
        bundle_in(bundle / "manifest.json")


def test_spark_submit_ships_the_bundle_and_runs_the_job(source: Path, archive: Path, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    command = [
        str(Path(sys.executable).parent / "spark-submit"), "--master", "local[1]", "--conf", "spark.ui.enabled=false",
        "--driver-java-options", QUICK_START, "--archives", str(archive), str(root / "service" / "spark_job.py"),
        str(source), str(tmp_path / "out"), "--bundle", archive.name, "--policy", RULES,
    ]  # fmt: skip
    env = os.environ | {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "out: 60 rows" in done.stdout
    assert {row["model_version"] for row in in_order(tmp_path / "out")} == {VERSION, None}
