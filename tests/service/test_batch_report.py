"""`prescreen batch --report DIR`: one page about a file, as a compliance officer opens it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.service.files import Rows, batch, refused, write
from tests.service.tiny_model import BLOCKED, CLEAN, REVIEWED

pytestmark = pytest.mark.usefixtures("tiny_models")


def sent(number: int, text: str, sender: str = "+14155550100") -> dict[str, str]:
    at = f"2026-11-{1 + number % 28:02}T09:00:00Z"
    return {"text": text, "FROM": sender, "sub_account": "north", "recipient": "+14155550199", "sent_at": at}


ROWS: Rows = [
    *(sent(number, CLEAN) for number in range(30)),
    *(sent(number, f"Halden Books: <b>{BLOCKED}</b> at table {number}", "HALDEN") for number in range(5)),
    *(sent(number, f"Juniper Dental: your bill is ready, see bit.ly/{number}abc", "HALDEN") for number in range(5)),
    sent(9, REVIEWED),
]


def test_the_real_command_writes_a_page_that_a_browser_shows(tmp_path: Path, browser: Browser) -> None:
    source = write(tmp_path / "november.parquet", ROWS)
    command = [str(Path(sys.executable).parent / "prescreen"), "batch", str(source), "-o", str(tmp_path / "out.csv")]
    options = ["--column", "sender=FROM", "--as-of", "sent_at", "--report", str(tmp_path / "report")]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    page = tmp_path / "report" / "index.html"
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == f"{page}: what was found"
    assert [path.name for path in page.parent.iterdir()] == ["index.html"]
    shown = browser.new_page(java_script_enabled=False, viewport={"width": 400, "height": 900})
    shown.goto(page.as_uri())
    text = shown.locator("body").inner_text()
    marked = shown.locator("article mark").all_inner_texts()
    assert "Messages screened\n41" in text
    assert "What was found in november.parquet" in text
    assert "model tiny" in text
    assert "Senders that speak for several brands" in text
    assert '"Halden Books" (5)' in text
    assert "A link of a public shortener" in text
    assert "<b>Win at our casino tonight</b>" in text
    assert {"casino", "bit.ly/0abc"} <= set(marked)


def test_rejects_are_counted_and_the_file_of_them_named(tmp_path: Path) -> None:
    rows: Rows = [*ROWS[:3], {"text": ""}, {"text": None}, *ROWS[30:32]]
    (tmp_path / "in.ndjson").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = batch(tmp_path / "in.ndjson", tmp_path / "out.csv", "--report", str(tmp_path / "report"))
    assert result.exit_code == 0, result.output
    page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    counted = json.loads(f"[{','.join((tmp_path / 'out.csv.rejects.ndjson').read_text().splitlines())}]")
    assert f"<dd>{len(counted)}<small>could not be screened: <bdi>out.csv.rejects.ndjson</bdi>" in page


def test_a_file_without_rows_has_a_page_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("text\n", encoding="utf-8")
    result = batch(tmp_path / "in.csv", tmp_path / "out.csv", "--report", str(tmp_path / "deep" / "report"))
    assert result.exit_code == 0, result.output
    assert "No message was screened." in (tmp_path / "deep" / "report" / "index.html").read_text(encoding="utf-8")


def test_a_page_that_is_there_already_is_kept_unless_force_is_given(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", ROWS)
    page = tmp_path / "index.html"
    page.write_text("mine", encoding="utf-8")
    refusal = refused(batch(source, tmp_path / "out.csv", "--report", str(tmp_path)), tmp_path, "in.csv", "index.html")
    assert "index.html: exists already" in refusal
    assert page.read_text(encoding="utf-8") == "mine"
    assert batch(source, tmp_path / "out.csv", "--report", str(tmp_path), "--force").exit_code == 0
    assert "What was found in <bdi>in.csv</bdi>" in page.read_text(encoding="utf-8")


def test_a_directory_that_is_none_is_refused_before_anything_is_screened(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", ROWS)
    refusal = refused(batch(source, tmp_path / "out.csv", "--report", str(source)), tmp_path, "in.csv")
    assert "expected a directory, got a file" in refusal
    refusal = refused(batch(source, tmp_path / "out.csv", "--report", str(source / "below")), tmp_path, "in.csv")
    assert "cannot be made" in refusal


def test_a_wrong_input_leaves_no_directory_behind(tmp_path: Path) -> None:
    refused(batch(tmp_path / "none.csv", tmp_path / "out.csv", "--report", str(tmp_path / "report")), tmp_path)


def test_without_the_libraries_one_line_says_what_to_install(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", ROWS)
    without = "import sys; sys.modules['matplotlib'] = None; from service.cli import app; app()"
    command = [sys.executable, "-c", without, "batch", str(source), "-o", str(tmp_path / "out.csv")]
    done = subprocess.run([*command, "--report", str(tmp_path / "report")], capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "`prescreen batch --report` needs matplotlib: install it with pip install 'prescreen[train]'" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_a_batch_that_was_stopped_has_the_same_page_as_one_that_was_not(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", ROWS * 5)
    options = ("--column", "sender=FROM", "--chunk-rows", "16")
    command = [sys.executable, "-c", STOPPED, "batch", str(source), "-o", str(tmp_path / "stopped.csv"), *options]
    done = subprocess.run([*command, "--report", str(tmp_path / "stopped")], capture_output=True, check=False)
    assert done.returncode == 9
    assert not (tmp_path / "stopped.csv").exists()
    for name, more in (("stopped", ("--resume",)), ("whole", ())):
        result = batch(source, tmp_path / f"{name}.csv", *options, "--report", str(tmp_path / name), *more)
        assert result.exit_code == 0, result.output
    pages = [(tmp_path / name / "index.html").read_text(encoding="utf-8") for name in ("stopped", "whole")]
    assert pages[0].replace("stopped.csv", "whole.csv") == pages[1]


STOPPED = """
import os
from classifier.traffic.trends import Trends
from service.cli import app

seen = []
add = Trends.add

def stop(self, messages, added):
    seen.append(messages.num_rows)
    if len(seen) == 9:
        os._exit(9)
    add(self, messages, added)

Trends.add = stop
app()
"""
