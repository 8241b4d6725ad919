"""OUT.senders.csv, and what a batch says at its end."""

from dataclasses import replace
from pathlib import Path

import pytest

from classifier.errors import PrescreenError
from service.batching.job import Job, Pace
from service.batching.running import run
from service.scoring import load_policy
from service.senders_file import COLUMNS, SendersFile
from service.settings import Settings
from service.watching import Watch
from tests.service.files import Rows, batch, read, refused, write
from tests.service.tiny_model import BLOCKED, CLEAN, POLICY, REVIEWED

pytestmark = pytest.mark.usefixtures("tiny_models")


def sent(
    text: str, sender: str, day: int, sub_account: str = "north", recipient: str = "+14155550199"
) -> dict[str, str]:
    at = f"2026-11-{day:02}T09:00:00Z"
    return {"text": text, "sender": sender, "sub_account": sub_account, "recipient": recipient, "sent_at": at}


ROWS: Rows = [
    *(sent(CLEAN, "+14155550100", day) for day in range(1, 10)),
    *(sent(f"Halden Books: {BLOCKED}", "+14155550102", day) for day in range(3, 6)),
    *(sent("Juniper Dental: your bill is ready", "+14155550102", day) for day in range(3, 7)),
    sent(REVIEWED, "=1+1", 9, sub_account='so "odd", this\n|one'),
]
FILES = ["in.csv", "out.csv", "out.csv.senders.csv"]


def written(tmp_path: Path) -> Path:
    return write(tmp_path / "in.ndjson", ROWS)


def test_the_table_stands_beside_the_output(tmp_path: Path) -> None:
    result = batch(written(tmp_path), tmp_path / "out.parquet")
    assert (result.exit_code, result.stdout) == (0, "")
    table = tmp_path / "out.parquet.senders.csv"
    rows = read(table)
    assert list(rows[0]) == list(COLUMNS)
    assert [(row["kind"], row["id"], row["messages"], row["blocked"]) for row in rows] == [
        ("sender", "+14155550102", "7", "3"),
        ("sender", "=1+1", "1", "1"),
        ("sender", "+14155550100", "9", "0"),
        ("sub_account", "north", "16", "3"),
        ("sub_account", 'so "odd", this\n|one', "1", "1"),
    ]
    assert rows[0] == {
        "kind": "sender",
        "id": "+14155550102",
        "messages": "7",
        "allowed": "4",
        "reviewed": "0",
        "blocked": "3",
        "first_sent": "2026-11-03",
        "last_sent": "2026-11-06",
        "top_category": "gambling",
        "findings": rows[0]["findings"],
        "hygiene": "sender-of-two-brands",
        "examples": "10|11|12",
    }
    assert "prohibited-gambling" in rows[0]["findings"].split("|")
    assert result.stderr.splitlines()[-1] == f"{table}: senders and sub-accounts, and what was found of each"


def test_the_end_tells_what_was_found_where_and_when(tmp_path: Path) -> None:
    lines = batch(written(tmp_path), tmp_path / "out.csv").stderr.splitlines()
    told = {line.split()[0]: " ".join(line.split()[1:]) for line in lines if line.startswith("  ")}
    assert told["categories"] == "gambling 3 (2026-11-03 to 2026-11-05)"
    assert told["senders"] == ("+14155550102 (3 blocked and 0 to review of 7), =1+1 (1 blocked and 0 to review of 1)")
    assert told["sub-accounts"].startswith("north (3 blocked and 0 to review of 16), ")
    assert told["days"] == "9 from 2026-11-01 to 2026-11-09, most blocked on 2026-11-03 (1 of 3)"
    assert told["hygiene"] == "sender-of-two-brands 1, sub-account-of-two-brands 1"


def test_without_senders_there_is_no_table(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", [{"text": CLEAN}])
    (tmp_path / "out.csv.senders.csv").write_text("of before")
    assert batch(source, tmp_path / "out.csv", "--force").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES[:2]


def test_the_table_may_be_left_out(tmp_path: Path) -> None:
    result = batch(write(tmp_path / "in.csv", ROWS[:3]), tmp_path / "out.csv", "--no-senders")
    assert result.exit_code == 0 and len(result.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES[:2]


def test_a_table_that_exists_is_replaced_only_by_force(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", ROWS[:3])
    (tmp_path / FILES[2]).write_text("of before")
    complaint = refused(batch(source, tmp_path / "out.csv"), tmp_path, "in.csv", FILES[2])
    assert f"{FILES[2]}: exists already" in complaint and "--force" in complaint
    assert batch(source, tmp_path / "out.csv", "--force").exit_code == 0
    assert (tmp_path / FILES[2]).read_text().startswith("kind,id,messages,")


def test_a_directory_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILES[2]).mkdir()
    result = batch(write(tmp_path / "in.csv", ROWS[:3]), tmp_path / "out.csv", "--force")
    assert "is a directory" in refused(result, tmp_path, "in.csv", FILES[2])


def test_a_batch_that_was_stopped_and_resumed_has_the_same_table(tmp_path: Path, tiny_models: Path) -> None:
    settings = Settings(models_dir=tiny_models, policy=POLICY)
    whole = Job(written(tmp_path), tmp_path / "whole.csv", pace=Pace(3, 1, 0.0))

    def finished(job: Job) -> list[str]:
        watch = Watch(job, settings, True, None)
        run(job, settings, observers=watch.observers, done=watch.write)
        return watch.told

    class Stop(PrescreenError):
        """In the middle."""

    def stop(share: float, rows: int) -> None:
        if rows > 11:
            raise Stop

    stopped = replace(whole, out=tmp_path / "stopped.csv")
    with pytest.raises(Stop):
        run(stopped, settings, stop, Watch(stopped, settings, True, None).observers)
    assert not (tmp_path / "stopped.csv.senders.csv").exists()
    told = finished(replace(stopped, resume=True))
    assert told[:-1] == finished(whole)[:-1] and len(told) > 4
    tables = [(tmp_path / f"{name}.csv.senders.csv").read_bytes() for name in ("whole", "stopped")]
    assert tables[0] == tables[1]


def test_where_there_is_no_room_for_the_table_it_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_models: Path
) -> None:
    settings = Settings(models_dir=tiny_models, policy=POLICY)
    job = Job(written(tmp_path), tmp_path / "out.csv")
    named = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name.endswith(".senders.csv"):
            raise OSError(28, "No space left on device")
        return named(self, target)

    watch = Watch(job, settings, True, None)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(PrescreenError, match=r"out\.csv\.senders\.csv: cannot be written: No space left on device"):
            run(job, settings, observers=watch.observers, done=watch.write)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.csv.parts", "in.ndjson", "out.csv"]
    again = Watch(replace(job, resume=True), settings, True, None)
    run(replace(job, resume=True), settings, observers=again.observers, done=again.write)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.ndjson", "out.csv", "out.csv.senders.csv"]
    assert len(read(tmp_path / "out.csv.senders.csv")) == 5


def test_senders_file_says_nothing_before_it_has_seen_anything(tmp_path: Path, tiny_models: Path) -> None:
    from classifier.traffic.observed import Observed

    job = Job(written(tmp_path), tmp_path / "out.csv")
    observed = Observed(load_policy(Settings(models_dir=tiny_models, policy=POLICY)))
    assert SendersFile(job, observed).write() is None
