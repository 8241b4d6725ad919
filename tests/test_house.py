"""The house keeps its own rules: floors, one list of categories, small rooms, documented names."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from classifier import taxonomy

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for room in ("classifier", "service", "benchmarks") for path in (ROOT / room).rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_import_floors_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_room_is_small_and_says_what_it_is(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 300
    tree = ast.parse(source)
    if source.strip():
        assert ast.get_docstring(tree), "module without a docstring"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_public_names_have_docstrings(path: Path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_function_is_long(path: Path) -> None:
    """Its head is not counted: the options of a command are its parameters, each with a line of help."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.body[0].lineno < 40, f"{node.name} is longer than 40 lines"


def test_the_core_reads_no_clock() -> None:
    for path in (ROOT / "classifier").rglob("*.py"):
        assert not re.search(
            r"\.(now|today|utcnow)\(|\btime\.(time|perf_counter)\(", path.read_text(encoding="utf-8")
        ), path


def test_the_categories_are_listed_once() -> None:
    listed = [
        path for path in SOURCES if all(f'"{code}"' in path.read_text(encoding="utf-8") for code in taxonomy.CODES)
    ]
    assert [name_of(path) for path in listed] == ["classifier/taxonomy.py"]


def test_no_committed_file_speaks_of_the_machine_it_was_made_on() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    forbidden = re.compile("|".join(("/" + "work/", "/" + "root/", "py" + r"pi\.org", "files.python" + "hosted")))
    for name in tracked.stdout.split("\n"):
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".lock", ".ipynb", ".json", ".yaml"} and path.is_file():
            assert not forbidden.search(path.read_text(encoding="utf-8")), name
