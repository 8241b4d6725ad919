"""The README is a contract: its code blocks run, its tables are generated."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from classifier import policy, taxonomy
from classifier.checks import CHECKS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"<!-- run(?:: exit (\d))? -->\n```(console|python)\n(.*?)```", README, re.DOTALL)
SCRIPTS = Path(sys.executable).parent


def categories_table() -> str:
    """The table of categories, from the taxonomy."""
    rows = [f"| `{c.code}` | {c.title} | {c.meaning} |" for c in taxonomy.CATEGORIES]
    return "\n".join(["| code | title | what it carries |", "| --- | --- | --- |", *rows])


def checks_table() -> str:
    """The table of checks, from their documentation."""
    rows = [f"| {c.code} | `{c.name}` | {c.effect.value} | {c.title} |" for c in CHECKS]
    return "\n".join(["| code | name | effect | sees |", "| --- | --- | --- | --- |", *rows])


def test_there_are_blocks_to_run() -> None:
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize(("code", "kind", "body"), BLOCKS, ids=[f"{kind}-{n}" for n, (_, kind, _) in enumerate(BLOCKS)])
def test_a_code_block_of_the_readme_runs(code: str, kind: str, body: str, tmp_path: Path) -> None:
    (tmp_path / "models").symlink_to(ROOT / "models")
    env = os.environ | {"PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    if kind == "python":
        commands = [[sys.executable, "-c", body]]
    else:
        commands = [["sh", "-c", line.removeprefix("$ ")] for line in body.splitlines() if line.startswith("$ ")]
    for number, command in enumerate(commands, start=1):
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        expected = int(code or 0) if number == len(commands) else 0
        assert done.returncode == expected, done.stdout + done.stderr


def test_the_table_of_categories_is_that_of_the_taxonomy() -> None:
    assert categories_table() in README


def test_the_table_of_checks_is_their_documentation() -> None:
    assert checks_table() in README


def test_the_policy_that_the_readme_shows_can_be_read(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "redirectors.inc").write_text("short.example\n", encoding="utf-8")
    (tmp_path / "policy.toml").write_text(shown, encoding="utf-8")
    assert policy.read(tmp_path / "policy.toml").rules["own-1"].phrase == "lucky draw"


def test_the_commands_that_the_readme_names_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make (\w+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_relative_link_leads_somewhere() -> None:
    for link in re.findall(r"\]\((?!http)([^)#]+)", README):
        assert (ROOT / link).exists(), link
