"""prescreen reply takes the policy that its words are in."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app

POLICY = 'version = "own"\ndated_on = 2026-11-25\n[lists]\nreply_words = "words.tsv"\n'


@pytest.mark.usefixtures("tiny_models")
def test_the_words_of_the_named_policy_are_honoured(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "words.tsv").write_text("word\tintent\tlang\nGENUG\topt_out\tde\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["reply", "genug!", "--policy", str(tmp_path / "policy.toml")])
    assert done.exit_code == 0 and "(keyword GENUG)" in done.output
    assert "keyword" not in CliRunner().invoke(app, ["reply", "genug!"]).output
    assert CliRunner().invoke(app, ["reply", "genug!", "--policy", str(tmp_path / "none.toml")]).exit_code == 2
