"""The commands, as a user types them."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli import app
from tests.service.tiny_model import BLOCKED, BOTH, CLEAN, REVIEWED, VERSION

pytestmark = pytest.mark.usefixtures("tiny_models")


def run(*arguments: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def complaint(result: Result) -> str:
    """What a user sees of an error: one or two lines, on stderr alone."""
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) in {1, 2} and lines[0].startswith("prescreen: ")
    return result.stderr


@pytest.mark.parametrize(("text", "code"), [(CLEAN, 0), (REVIEWED, 0), (BLOCKED, 1)])
def test_score_leaves_with_1_only_if_something_is_blocked(text: str, code: int) -> None:
    assert run("score", text).exit_code == code
    assert run("score", "--json", CLEAN, text, CLEAN).exit_code == code


def test_score_shows_the_decision_the_categories_and_the_words() -> None:
    shown = run("score", BOTH).stdout
    assert shown.startswith("BLOCK  financial, shaft, shaft.alcohol")
    assert BOTH in shown
    assert "whiskey +12.7" in shown
    assert "\x1b" not in shown


def test_score_obeys_no_control_characters_of_a_message() -> None:
    shown = run("score", "\x1b[2J casino \u202eabc\x9b").stdout
    assert "␛[2J casino �abc�" in shown


def test_score_prints_one_object_a_line_for_machines() -> None:
    lines = run("score", "--json", BLOCKED, CLEAN).stdout.splitlines()
    assert [json.loads(line)["decision"] for line in lines] == ["block", "allow"]


def test_score_reads_lines_of_stdin() -> None:
    result = run("score", "--json", CLEAN, "-", stdin=f"{BLOCKED}\r\n{CLEAN} 😀\n".encode())
    assert [json.loads(line)["decision"] for line in result.stdout.splitlines()] == ["allow", "block", "allow"]
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "stdin", "told"),
    [
        (["score", ""], b"", "text 1: the text is empty"),
        (["score", "x" * 10_001], b"", "text 1: the text has 10,001 characters"),
        (["score", "-"], b"\nhello\n", "line 1 of standard input: the text is empty"),
        (["score", "-"], b"caf\xe9\n", "line 1 of standard input: not UTF-8, see its byte 3"),
        (["score"], b"", "Missing argument"),
        (["score", "--jsn", "x"], b"", "No such option"),
        (["score", "--model", "none", "x"], b"", "no model here"),
        (["scroe", "x"], b"", "No such command"),
        ([], b"", "Missing command"),
        (["batch", "in.csv"], b"", "Missing option"),
        (["batch", "in.csv", "-o", "out.csv"], b"", "in.csv: there is no such file"),
        (["batch", "in.csv", "-o", "out.csv", "--workers", "0"], b"", "workers"),
        (["serve", "--port", "none"], b"", "valid integer"),
        (["train", "--data", "nowhere"], b"", "nowhere: no such file or directory"),
        (["evaluate", "nowhere.csv"], b"", "nowhere.csv: no such file or directory"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_line_or_two(arguments: list[str], stdin: bytes, told: str) -> None:
    assert told in complaint(run(*arguments, stdin=stdin))


def test_a_damaged_model_is_told(models_dir: Path, tmp_path: Path) -> None:
    copy = tmp_path / VERSION
    copy.mkdir()
    for file in (models_dir / VERSION).iterdir():
        (copy / file.name).write_bytes(file.read_bytes()[:-1])
    assert "SHA-256 differs" in complaint(run("score", "--model", str(copy), CLEAN))


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "Address already in use" in complaint(run("serve", "--port", str(taken.getsockname()[1])))


def test_a_bad_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESCREEN_WORKERS", "many")
    assert "PRESCREEN_WORKERS" in complaint(run("score", CLEAN))


def test_models_lists_them_and_marks_the_one_in_use(models_dir: Path) -> None:
    assert run("models").stdout.split()[:2] == ["*", VERSION]
    assert json.loads(run("models", "--json").stdout)["current"] is True
    (models_dir / "CURRENT").rename(models_dir / "AWAY")
    try:
        assert run("models").stdout.split()[0] == VERSION
    finally:
        (models_dir / "AWAY").rename(models_dir / "CURRENT")


def test_models_says_when_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESCREEN_MODELS_DIR", str(tmp_path))
    assert run("models").stderr == f"no models in {tmp_path}\n"


def test_version_and_help_are_told() -> None:
    assert run("--version").stdout.startswith("prescreen ")
    for command in ("score", "batch", "serve", "train", "evaluate", "models"):
        assert command in run("--help").stdout
        assert run(command, "--help").exit_code == 0


def test_bytes_that_are_no_characters_are_screened_and_printed_by_a_real_process() -> None:
    command: list[bytes] = [os.fsencode(sys.executable), b"-m", b"service.cli", b"score", b"--json", b"\xff casino"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["findings"][0]["evidence"][0]["start"] == 2


def test_evaluate_measures_a_labelled_file(tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    rows = [
        f'{i},"{text} {i}",{label},en,own' for i, (text, label) in enumerate([(BLOCKED, "gambling"), (CLEAN, "")] * 6)
    ]
    file.write_text("\n".join(["id,text,labels,lang,source", *rows]), encoding="utf-8")
    result = run("evaluate", str(file), "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["subject"].endswith(VERSION)
