"""A batch that is asked to stop ends at once, says how to go on, and leaves no process behind."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from classifier.errors import PrescreenError
from service.batching.job import Job, Pace
from service.batching.running import run
from service.settings import Settings
from tests.service.files import Rows, batch, read, write
from tests.service.forked import PATIENCE, Running, start, waited
from tests.service.tiny_model import CLEAN, POLICY, VERSION

pytestmark = [
    pytest.mark.usefixtures("tiny_models"),
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes by /proc"),
]

ROWS: Rows = [{"text": f"{CLEAN} {n}"} for n in range(60_000)]


def children(process: int) -> set[int]:
    """The processes that it has started and that run."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return {int(number) for task in tasks for number in task.read_text(encoding="utf-8").split()}


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def is_worker(process: int) -> bool:
    return b"service.batching.worker" in Path(f"/proc/{process}/cmdline").read_bytes()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("rows") / "in.csv", ROWS)


@pytest.fixture
def streams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("streams")


def workers_of(running: Running) -> list[int]:
    return list(filter(is_worker, children(running.pid)))


@pytest.mark.parametrize(("stop", "workers"), [(signal.SIGINT, "1"), (signal.SIGTERM, "2")])
def test_a_batch_that_is_stopped_keeps_what_is_done_and_says_how_to_go_on(
    tmp_path: Path, source: Path, streams: Path, stop: signal.Signals, workers: str
) -> None:
    out = tmp_path / "out.csv"
    options = ("--workers", workers, "--chunk-rows", "50")
    running = start(streams, "batch", str(source), "-o", str(out), *options)
    state = out.with_name(".out.csv.parts") / "state.json"
    waited(lambda: state.exists() and '"following": 1,' not in state.read_text(encoding="utf-8"))
    begun = workers_of(running)
    assert len(begun) == (2 if workers == "2" else 0)
    os.kill(running.pid, stop)
    assert running.ended() == 128 + stop
    (line,) = running.stderr.splitlines()
    assert line.startswith("prescreen: stopped; ") and line.endswith(
        "the same command with --resume goes on from there"
    )
    assert not any(map(alive, begun))
    assert [path.name for path in tmp_path.iterdir()] == [".out.csv.parts"]
    rows = int(line.split()[2].replace(",", ""))
    assert rows % 400 == 0 and 0 < rows < len(ROWS)
    written = (out.with_name(".out.csv.parts") / "rows").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in written[1 : rows + 1]] == [row["text"] for row in ROWS[:rows]]


def test_a_batch_that_is_stopped_before_anything_is_done_leaves_nothing(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "service.cli", "batch", "-", "-o", str(tmp_path / "out.csv")],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        waited((tmp_path / ".out.csv.parts" / "rows").exists)
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 128 + signal.SIGINT
        assert running.stderr is not None and b"stopped; nothing is kept of" in running.stderr.read()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_stop_at_any_moment_ends_the_batch(tmp_path: Path, source: Path, streams: Path, workers: str) -> None:
    moments = random.Random(workers)
    options = ("--resume", "--chunk-rows", "20", "--workers", workers)
    lock = tmp_path / ".out.csv.parts" / "lock"
    for trial in range(4):
        lock.unlink(missing_ok=True)
        running = start(streams / str(trial), "batch", str(source), "-o", str(tmp_path / "out.csv"), *options)
        waited(lock.exists)
        time.sleep(moments.uniform(0.0, 1.5))
        begun = workers_of(running)
        os.kill(running.pid, moments.choice([signal.SIGINT, signal.SIGTERM]))
        assert running.ended() in {128 + signal.SIGINT, 128 + signal.SIGTERM}
        assert not any(map(alive, begun))
        (line,) = running.stderr.splitlines()
        assert line.startswith("prescreen: stopped; ")


def test_workers_end_when_their_batch_is_killed(tmp_path: Path, source: Path, streams: Path) -> None:
    running = start(streams, "batch", str(source), "-o", str(tmp_path / "out.csv"), "--workers", "2")
    waited(lambda: len(workers_of(running)) == 2)
    begun = workers_of(running)
    os.kill(running.pid, signal.SIGKILL)
    assert running.ended() == -signal.SIGKILL
    waited(lambda: not any(map(alive, begun)))


def test_a_worker_that_ends_by_itself_is_one_clear_error(tmp_path: Path, source: Path, tiny_models: Path) -> None:
    job = Job(source, tmp_path / "out.csv", workers=2, pace=Pace(50, commit_seconds=0.0))
    killed: list[int] = []

    def kill(share: float, rows: int) -> None:
        if rows >= 400 and not killed:
            killed.append(next(filter(is_worker, children(os.getpid()))))
            os.kill(killed[0], signal.SIGKILL)

    with pytest.raises(PrescreenError, match=r"a worker ended by itself \(exit code -9\)"):
        run(job, Settings(models_dir=tiny_models, policy=POLICY), kill)
    assert killed and not alive(killed[0])
    assert job.parts.exists()
    small = write(tmp_path / "small.csv", ROWS[:1_000])
    assert batch(small, tmp_path / "small.out.csv", "--workers", "2", "--chunk-rows", "50").exit_code == 0
    assert len(read(tmp_path / "small.out.csv")) == 1_000


def test_workers_that_cannot_load_the_model_say_why(tmp_path: Path, source: Path, tiny_models: Path) -> None:
    models = tmp_path / "models"
    shutil.copytree(tiny_models, models)
    for arrays in (models / VERSION).glob("*.npz"):
        arrays.write_bytes(arrays.read_bytes()[:-1])
    job = Job(source, tmp_path / "out.csv", workers=2)
    with pytest.raises(PrescreenError, match="SHA-256 differs"):
        run(job, Settings(models_dir=models, policy=POLICY))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["models"]
