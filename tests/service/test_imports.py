"""The doors open fast: what takes seconds and memory to import stays out of the serving processes."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("sklearn", "scipy.sparse", "pandas", "pyarrow", "matplotlib", "joblib")

SCORE_BY_HTTP = """
from service.app import create_app
from service.scoring import load_screener, to_json
from service.settings import Settings
from classifier.records import NOTHING_KNOWN
from classifier.types import Message
create_app().openapi()
to_json(load_screener(Settings()).verdict(Message("Win at our casino"), NOTHING_KNOWN))
"""
SCORE_BY_COMMAND = "from service.cli import app; app(['score', 'hello'], standalone_mode=False)"


@pytest.mark.parametrize("code", [SCORE_BY_HTTP, SCORE_BY_COMMAND])
@pytest.mark.usefixtures("tiny_models")
def test_scoring_imports_nothing_heavy(code: str, tmp_path: Path) -> None:
    asked = f"{code}\nimport sys; print('HEAVY', *sorted(set({HEAVY!r}) & set(sys.modules)))"
    root = str(Path(__file__).parents[2])
    program = f"import sys; sys.path.insert(0, {root!r})\n{asked}"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "HEAVY"
