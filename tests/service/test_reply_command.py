"""prescreen reply takes the policy that its words are in, and reads standard input."""

import json
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


@pytest.mark.usefixtures("tiny_models")
def test_reply_reads_lines_of_stdin() -> None:
    done = CliRunner().invoke(app, ["reply", "--json", "who", "-"], input="leave\r\njoin é\n".encode())
    assert done.exit_code == 0
    assert [json.loads(line)["intent"] for line in done.output.splitlines()] == ["help", "opt_out", "opt_in"]


@pytest.mark.usefixtures("tiny_models")
@pytest.mark.parametrize(
    ("stdin", "told"),
    [
        (b"leave\n\n", "line 2 of standard input: the text is empty"),
        (b"caf\xe9\n", "line 1 of standard input: not UTF-8"),
    ],
)
def test_a_line_that_is_no_reply_is_named(stdin: bytes, told: str) -> None:
    done = CliRunner().invoke(app, ["reply", "-"], input=stdin)
    assert done.exit_code == 2 and told in done.output
