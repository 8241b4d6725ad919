"""Compiled functions work wherever they are installed; where machine code can be kept, it is."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import resource, sys
from classifier import compiled
compiled._folder = lambda: sys.argv[1]
if len(sys.argv) > 2:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
@compiled.compiled
def doubled(number):
    return 2 * number
print(doubled(21))
"""


def run(tmp_path: Path, *arguments: str) -> str:
    """What a program with a compiled function says; machine code is kept for functions of files alone."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    path = str(Path(__file__).parents[2])
    command = [sys.executable, str(program), *arguments]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_machine_code_is_kept_for_the_next_process(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    assert run(tmp_path, str(folder)) == "42\n"
    assert list(folder.rglob("*.nbi")) and list(folder.rglob("*.nbc"))


def test_a_function_works_where_nothing_can_be_written(tmp_path: Path) -> None:
    assert run(tmp_path, "") == "42\n"
    assert not list(tmp_path.rglob("*.nbi"))


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="file sizes cannot be limited here")
def test_a_function_works_on_a_disk_that_is_full(tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    assert run(tmp_path, str(folder), "100") == "42\n"
    assert not list(folder.rglob("*.nbc"))
