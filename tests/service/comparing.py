"""Two models and two policies to compare, and the command that does it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from classifier.model import bundle
from service.cli import app
from tests.service.tiny_model import tiny_model, write_models

STRICT = "strict"
"""A model that blocks what the tiny one reviews."""
OLD = 'version = "old"\ndated_on = 2026-11-01\n'
NEW = 'version = "new"\ndated_on = 2026-11-01\n'
LISTS = '[lists]\nkeywords = "none.tsv"\n'
RULE = """
[[keywords]]
id = "own-1"
phrase = "grand opening"
category = "gambling"
"""
FROM_DECEMBER = RULE + "announced_on = 2026-11-01\neffective_from = 2026-12-01\n"


def models_of(directory: Path) -> Path:
    """A models directory with the tiny model, which is in use, and the strict one."""
    write_models(directory)
    model = tiny_model()
    strict = replace(model, version=STRICT, bias=model.bias + 1.0)
    bundle.save(strict, directory / STRICT, {}, {})
    return directory


def policies_of(directory: Path, new: str = RULE) -> tuple[Path, Path]:
    """Two policies without a keyword list, the second with a rule of its own."""
    heads = ["id", "phrase", "category", "lang", "match", "effect", "precision", "messages"]
    (directory / "none.tsv").write_text("\t".join(heads) + "\n", encoding="utf-8")
    old, changed = directory / "old.toml", directory / "new.toml"
    old.write_text(OLD + LISTS, encoding="utf-8")
    changed.write_text(NEW + LISTS + new, encoding="utf-8")
    return old, changed


def compare(*arguments: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["compare", *map(str, arguments)])


def compared(*arguments: str | Path, code: int = 0) -> dict[str, Any]:
    """What the command says for machines."""
    result = compare(*arguments, "--json")
    assert result.exit_code == code, result.output
    facts: dict[str, Any] = json.loads(result.stdout)
    return facts


def flips(facts: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Direction -> messages."""
    return {(flip["before"], flip["after"]): flip["rows"] for flip in facts["flips"]}
