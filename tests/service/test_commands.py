"""prescreen checks, policy and reply as a person runs them."""

import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from classifier.checks import CHECKS
from service.cli import app

pytestmark = pytest.mark.usefixtures("tiny_models")
TOP = 'version = "{version}"\ndated_on = 2026-11-25\n'
RULE = '[[keywords]]\nid = "own-1"\nphrase = "lucky draw"\ncategory = "gambling"\n'


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def policies(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(TOP.format(version="1"), encoding="utf-8")
    new.write_text("# kept\n" + TOP.format(version="2") + RULE, encoding="utf-8")
    return old, new


def test_all_checks_are_listed_a_line_each() -> None:
    lines = run("checks").splitlines()
    assert [line.split()[0] for line in lines] == [check.code for check in CHECKS]


@pytest.mark.parametrize("name", ["OPT003", "opt003", "missing-opt-out"])
def test_one_check_is_told_with_its_clause_and_what_to_do(name: str) -> None:
    told = run("checks", name)
    assert told.startswith("OPT003 missing-opt-out (review)") and "Reply STOP to opt out" in told


def test_a_check_that_does_not_exist_is_an_error_that_says_where_they_are() -> None:
    assert "`prescreen checks` lists them" in run("checks", "NOPE", code=2)


def test_the_policy_is_shown_with_the_phase_of_its_rules() -> None:
    assert "notice    keyword own-2: lucky draw" in run("policy", "show", "--as-of", "2026-12-01")
    told = json.loads(run("policy", "show", "--as-of", "2026-12-01", "--json"))
    assert [(rule["name"].split(":")[0], rule["phase"]) for rule in told["rules"]] == [
        ("own-1", "live"),
        ("own-2", "notice"),
    ]


def test_two_policies_are_compared(policies: tuple[Path, Path]) -> None:
    old, new = policies
    assert run("policy", "diff", str(old), str(old)) == "no difference\n"
    told = run("policy", "diff", str(old), str(new))
    assert "policy version\n  - 1\n  + 2\n" in told and "keyword own-1" in told and "phrase lucky draw" in told


def test_a_change_is_announced_with_its_dates_and_the_file_is_otherwise_kept(
    policies: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = policies
    out = tmp_path / "announced.toml"
    run("policy", "announce", str(new), "--old", str(old), "-o", str(out))
    today = datetime.now(UTC).date()
    written = out.read_text(encoding="utf-8")
    assert written.startswith("# kept\n")
    assert f"effective_from = {today + timedelta(days=14)}" in written
    assert "own-1" in run("policy", "diff", str(old), str(out))


def test_a_change_that_comes_too_soon_is_refused_and_nothing_is_written(
    policies: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = policies
    soon = datetime.now(UTC).date() + timedelta(days=13)
    new.write_text(new.read_text(encoding="utf-8") + f"effective_from = {soon}\n", encoding="utf-8")
    out = tmp_path / "announced.toml"
    told = run("policy", "announce", str(new), "--old", str(old), "-o", str(out), code=2)
    assert f"takes effect on {soon + timedelta(days=1)} at the earliest" in told
    assert not out.exists()


def test_nothing_is_announced_in_the_past(policies: tuple[Path, Path], tmp_path: Path) -> None:
    told = run("policy", "announce", str(policies[1]), "-o", str(tmp_path / "x"), "--on", "2020-01-01", code=2)
    assert "nothing can be announced in the past" in told


def test_a_bad_policy_is_told_in_a_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("colour = 1\n", encoding="utf-8")
    told = run("score", "hello", "--policy", str(bad), code=2)
    assert f"{bad}, line 1, key colour: unknown key" in told


def test_a_day_judges_by_that_days_policy() -> None:
    assert run("score", "Join our lucky draw", "--as-of", "2026-12-01").startswith("ALLOW")
    assert run("score", "Join our lucky draw", "--as-of", "2027-01-15", code=1).startswith("BLOCK")
    assert "expected a day such as" in run("score", "x", "--as-of", "soon", code=2)


def test_replies_are_read() -> None:
    told = run("reply", "STOP", "leave me", "see you at five")
    assert [line.split()[0] for line in told.splitlines()] == ["opt_out", "opt_out", "none"]
    assert json.loads(run("reply", "who", "--json"))["intent"] == "help"


def test_a_policy_can_be_announced_in_its_place_and_is_left_as_it_was_when_that_fails(
    policies: tuple[Path, Path],
) -> None:
    old, new = policies
    run("policy", "announce", str(new), "--old", str(old), "-o", str(new))
    assert "announced_on" in new.read_text(encoding="utf-8")
    listed = new.parent / "mine.tsv"
    head = "id\tphrase\tcategory\tlang\tmatch\teffect\tprecision\tmessages\n"
    listed.write_text(head + "x1\tabc\tgambling\ten\tphrase\tblock\t\t\n", encoding="utf-8")
    old.write_text(old.read_text(encoding="utf-8") + '[lists]\nkeywords = "none.tsv"\n', encoding="utf-8")
    (old.parent / "none.tsv").write_text(head, encoding="utf-8")
    draft = TOP.format(version="2") + '[lists]\nkeywords = "mine.tsv"\n'
    new.write_text(draft, encoding="utf-8")
    told = run("policy", "announce", str(new), "--old", str(old), "-o", str(new), code=2)
    assert "a new rule of a list has no dates" in told
    assert new.read_text(encoding="utf-8") == draft
    assert sorted(path.name for path in new.parent.glob("*new*")) == ["new.toml"]


def test_a_policy_with_lists_beside_it_is_not_written_elsewhere(policies: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = policies
    (tmp_path / "mine.txt").write_text("short.example\n", encoding="utf-8")
    (tmp_path / "there").mkdir()
    draft = new.read_text(encoding="utf-8")
    out = tmp_path / "there" / "out.toml"
    new.write_text(draft + '[lists]\nshorteners = "mine.txt"\n', encoding="utf-8")
    told = run("policy", "announce", str(new), "--old", str(old), "-o", str(out), code=2)
    assert "lists.shorteners is relative to" in told and not out.exists()
    new.write_text(draft + f'[lists]\nshorteners = "{tmp_path / "mine.txt"}"\n', encoding="utf-8")
    run("policy", "announce", str(new), "--old", str(old), "-o", str(out))
    assert out.exists()


def test_every_rule_gets_its_own_dates(policies: tuple[Path, Path]) -> None:
    old, new = policies
    late = datetime.now(UTC).date() + timedelta(days=30)
    rule = '[[effects]]\ncheck = "{}"\neffect = "{}"\neffective_{} = {}\n'
    ends = rule.format("keyword", "warn", "to", late)
    old.write_text(old.read_text(encoding="utf-8") + ends, encoding="utf-8")
    other = '[[effects]]\ncheck = "unknown-shortener"\neffect = "block"\n'
    new.write_text(TOP.format(version="2") + ends + other + rule.format("keyword", "review", "from", late), "utf-8")
    run("policy", "announce", str(new), "--old", str(old), "-o", str(new))
    tables = tomllib.loads(new.read_text(encoding="utf-8"))["effects"]
    starts = [(table["check"], table.get("effective_from")) for table in tables]
    earliest = datetime.now(UTC).date() + timedelta(days=14)
    assert starts == [("keyword", None), ("unknown-shortener", earliest), ("keyword", late)]


def test_a_change_without_dates_is_refused_before_its_day(policies: tuple[Path, Path]) -> None:
    old, new = policies
    new.write_text(TOP.format(version="2") + '[regions]\nhome = ["US", "FR"]\n', encoding="utf-8")
    earliest = datetime.now(UTC).date() + timedelta(days=14)
    told = run("policy", "announce", str(new), "--old", str(old), "-o", str(new))
    assert f"policy in_force_from\n  + {earliest}" in told
    assert f"take effect on {earliest}" in run("score", "hello", "--policy", str(new), code=2)


def test_a_rule_about_no_check_is_refused(policies: tuple[Path, Path]) -> None:
    bad = policies[1]
    bad.write_text(TOP.format(version="2") + '[[effects]]\ncheck = "nope"\neffect = "warn"\n', encoding="utf-8")
    assert "line 4, key effects.check: there is no check 'nope'" in run("score", "hello", "--policy", str(bad), code=2)
