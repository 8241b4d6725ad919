"""A batch that is killed or crashes goes on later without a lost or a doubled row."""

import os
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from classifier.errors import InputError, PrescreenError
from service.batching.job import Job, Pace, Summary
from service.batching.running import run
from service.settings import Settings
from tests.service.files import TEXTS, Rows, read, rejected, write
from tests.service.forked import FORKING, waited
from tests.service.tiny_model import CLEAN, POLICY, write_models

PACE = Pace(chunk_rows=5, block_chunks=2, commit_seconds=0.0)
ROWS: Rows = [{"n": str(n), "text": "" if n % 37 == 5 else TEXTS[n % 4]} for n in range(400)]
PAIRS = [("in.csv", "out.csv"), ("in.ndjson.gz", "out.ndjson"), ("in.ndjson", "out.csv.gz"), ("in.csv", "out.parquet")]


class Texts:
    """An observer that remembers all that it sees."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def add(self, messages: pa.RecordBatch, added: pa.RecordBatch) -> None:
        pairs = zip(messages.column("text").to_pylist(), added.column("decision").to_pylist(), strict=True)
        self.seen += [f"{decision} {text}" for text, decision in pairs]

    def state(self) -> bytes:
        return "\n".join(self.seen).encode()

    def restore(self, state: bytes) -> None:
        self.seen = state.decode().split("\n") if state else []


@pytest.fixture
def settings(tiny_models: Path) -> Settings:
    return Settings(models_dir=tiny_models, policy=POLICY)


def run_observed(job: Job, settings: Settings, moving: Path | None = None) -> list[str]:
    """Run it; `moving` is there once something was screened. All that was seen."""
    observer = Texts()

    def move(share: float, rows: int) -> None:
        if moving is not None and share:
            moving.touch()

    run(job, settings, move, [observer])
    return observer.seen


def resumed_to_the_end(job: Job, settings: Settings, seen: list[str]) -> None:
    """Go on, unless the output is whole; then the observer has seen all."""
    try:
        assert run_observed(job, settings) == seen
    except InputError as error:
        assert "exists already" in str(error)


def outcome(out: Path) -> tuple[object, list[tuple[int, str]]]:
    """All that is in an output and its rejects."""
    return (pq.read_table(out) if out.suffix == ".parquet" else out.read_bytes()), rejected(out)


@pytest.mark.parametrize(
    ("source", "out", "kills"), [*((*pair, 4) for pair in PAIRS), ("in.parquet", "out.parquet", 20)]
)
def test_kills_at_any_moment_lose_and_double_nothing(
    tmp_path: Path, settings: Settings, source: str, out: str, kills: int
) -> None:
    job = Job(write(tmp_path / source, ROWS), tmp_path / out, pace=PACE, resume=True)
    whole = replace(job, out=tmp_path / f"whole.{out}")
    run(replace(job, out=tmp_path / f"first.whole.{out}"), settings)  # what is compiled is compiled then
    begun = time.monotonic()
    seen = run_observed(whole, settings)
    longest = (time.monotonic() - begun) / kills
    moments = random.Random(f"{source} {out}")
    moving = tmp_path / "moving.whole"
    for _ in range(kills):
        moving.unlink(missing_ok=True)
        process = FORKING.Process(target=run_observed, args=(job, settings, moving))
        process.start()
        waited(lambda: moving.exists() or job.out.exists())
        time.sleep(moments.uniform(0.0, longest))
        process.kill()
        process.join()
    resumed_to_the_end(job, settings, seen)
    assert outcome(job.out) == outcome(whole.out)
    left = {path.name for path in tmp_path.iterdir() if "whole" not in path.name}
    assert left == {source, out, f"{out}.rejects.ndjson"}


class Crash(BaseException):
    """Nothing catches it."""


def crashing(monkeypatch: pytest.MonkeyPatch, at: int) -> Callable[[], int]:
    """Have the `at`-th call that makes something lasting crash. What is returned says how many there were."""
    calls = 0

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def calling(*arguments: object) -> object:
            nonlocal calls
            calls += 1
            if calls == at:
                raise Crash
            return call(*arguments)

        return calling

    for name in ("fsync", "replace", "unlink", "rmdir"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    return lambda: calls


@pytest.mark.parametrize(("source", "out"), [("in.csv", "out.csv.gz"), ("in.parquet", "out.parquet")])
def test_a_crash_at_any_lasting_step_loses_and_doubles_nothing(
    tmp_path: Path, settings: Settings, source: str, out: str
) -> None:
    whole = Job(write(tmp_path / source, ROWS[:33]), tmp_path / f"whole.{out}", pace=PACE, resume=True)
    seen = run_observed(whole, settings)
    step, steps = 0, 1
    while step < steps:
        step += 1
        job = replace(whole, out=tmp_path / f"{step}.{out}")
        with pytest.MonkeyPatch.context() as patches:
            count = crashing(patches, step)
            try:
                run_observed(job, settings)
            except Crash:
                steps += 1
            else:
                assert count() < step
        resumed_to_the_end(job, settings, seen)
        assert outcome(job.out) == outcome(whole.out), step
    assert step > 20
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_what_is_written_at_the_end_is_written_again_after_a_kill(tmp_path: Path, settings: Settings) -> None:
    job = Job(write(tmp_path / "in.csv", ROWS[:9]), tmp_path / "out.csv", pace=PACE)
    for error in (Crash(), InputError("no room for the report")):
        observer = Texts()

        def failing(summary: Summary, error: BaseException = error) -> None:
            raise error

        with pytest.raises(type(error)):
            run(replace(job, resume=True), settings, observers=[observer], done=failing)
        assert len(observer.seen) == len(read(job.out)) == 8
    seen: list[int] = []
    observer = Texts()
    run(replace(job, resume=True), settings, observers=[observer], done=lambda summary: seen.append(summary.screened))
    assert (len(observer.seen), seen) == (8, [8])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv", "out.csv.rejects.ndjson"]


@pytest.fixture
def begun(tmp_path: Path, settings: Settings) -> Job:
    """A job of which some is done."""
    job = Job(write(tmp_path / "in.csv", ROWS[:90]), tmp_path / "out.csv", pace=PACE)

    def stop(share: float, rows: int) -> None:
        if rows > 50:
            raise Crash

    with pytest.raises(Crash):
        run(job, settings, stop)
    assert not job.out.exists()
    return job


def refusal(job: Job, **changes: Any) -> str:
    """What is said in place of screening."""
    with pytest.raises(PrescreenError) as error:
        run(replace(job, **changes), Settings.read())
    return str(error.value)


def test_what_was_begun_is_neither_replaced_nor_gone_on_with_unasked(begun: Job) -> None:
    told = refusal(begun)
    assert "out.csv: an earlier run was stopped" in told and "--resume" in told and "--force" in told
    assert run(replace(begun, resume=True), Settings.read()).screened == 87
    assert [row["n"] for row in read(begun.out)] == [row["n"] for row in ROWS[:90] if row["text"]]
    assert [line for line, _ in rejected(begun.out)] == [7, 44, 81]


def test_force_begins_anew(begun: Job) -> None:
    begun.source.write_text(f"text\n{CLEAN}\n", encoding="utf-8")
    run(replace(begun, force=True), Settings.read())
    assert len(read(begun.out)) == 1
    assert not begun.parts.exists()


def test_resume_without_anything_begun_begins(tmp_path: Path, settings: Settings) -> None:
    job = Job(write(tmp_path / "in.csv", ROWS[:9]), tmp_path / "out.csv", resume=True)
    assert run(job, settings).screened == 8
    assert "out.csv: exists already" in refusal(job)


def other_model(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    models = job.out.parent / "models"
    write_models(models)
    shutil.copytree(models / "tiny", models / "newer")
    manifest = models / "newer" / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"tiny"', '"newer"'), encoding="utf-8")
    (models / "CURRENT").write_text("newer\n", encoding="utf-8")
    monkeypatch.setenv("PRESCREEN_MODELS_DIR", str(models))


def other_policy(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRESCREEN_POLICY")


def other_input(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    with job.source.open("a", encoding="utf-8") as file:
        file.write("more,more\n")


@pytest.mark.parametrize(
    ("change", "options", "told"),
    [
        (other_model, {}, "the model was tiny ("),
        (other_policy, {}, "the policy was tiny ("),
        (other_input, {}, "IN was "),
        (None, {"text_column": "n"}, "the column of the text was text when this output was begun, and is n now"),
        (None, {"named": ("sender=n",)}, "--column was not given"),
        (None, {"as_of": date(2026, 11, 30)}, "--as-of was not given"),
        (None, {"by_sent_at": True}, "--as-of was not given"),
    ],
)
def test_an_output_of_two_pieces_is_refused(
    begun: Job,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Job, pytest.MonkeyPatch], None] | None,
    options: dict[str, Any],
    told: str,
) -> None:
    if change is not None:
        change(begun, monkeypatch)
    complaint = refusal(begun, resume=True, **options)
    assert complaint.startswith(f"--resume: {told}") and "start again with --force" in complaint
    assert begun.parts.exists()


def test_an_input_that_vanished_is_told_and_what_was_done_stays(begun: Job) -> None:
    begun.source.unlink()
    assert "in.csv: there is no such file" in refusal(begun, resume=True)
    assert begun.parts.exists()


def test_what_is_counted_must_be_counted_from_the_first_row_on(begun: Job, settings: Settings) -> None:
    with pytest.raises(InputError, match="what is counted was nothing when this output was begun, and is Texts now"):
        run_observed(replace(begun, resume=True), settings)


def test_a_damaged_state_is_told(begun: Job) -> None:
    (begun.parts / "state.json").write_text("{", encoding="utf-8")
    told = refusal(begun, resume=True)
    assert "state.json: cannot be read" in told and "--force" in told
    assert run(replace(begun, force=True), Settings.read()).screened == 87


def test_rows_that_are_fewer_than_the_state_says_are_told(begun: Job) -> None:
    (begun.parts / "rows").write_bytes(b"")
    assert "is shorter than it was" in refusal(begun, resume=True)


def test_two_processes_do_not_write_one_output(begun: Job, settings: Settings) -> None:
    def meanwhile(share: float, rows: int) -> None:
        for changes in ({"resume": True}, {"force": True}):
            assert "out.csv: another process is writing it" in refusal(begun, **changes)

    run(replace(begun, resume=True), settings, meanwhile)
    assert len(read(begun.out)) == 87
