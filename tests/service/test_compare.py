"""`prescreen compare` over real files: what flips, the gate, the days."""

import json
from pathlib import Path

import pytest

from service.comparing import gate_of
from tests.service.comparing import FROM_DECEMBER, STRICT, compare, compared, flips, models_of, policies_of
from tests.service.files import Rows, write
from tests.service.tiny_model import BLOCKED, BOTH, CLEAN, REVIEWED, VERSION

OPENING = "Grand opening on Friday"
ROWS: Rows = [
    {"text": REVIEWED, "sender": "+14155550100", "lang": "en"},
    {"text": CLEAN, "sender": "+14155550100", "lang": "es"},
    {"text": BLOCKED, "sender": "", "lang": "es"},
    {"text": OPENING, "sender": "+14155550111", "lang": ""},
]


@pytest.fixture(autouse=True)
def models(tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Both models, of which the tiny one is in use."""
    directory = tmp_path / "models"
    directory.mkdir()
    monkeypatch.setenv("PRESCREEN_MODELS_DIR", str(directory))
    return models_of(directory)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "traffic.ndjson", ROWS)


@pytest.mark.parametrize("name", ["in.csv", "in.csv.gz", "in.ndjson", "in.ndjson.gz", "in.jsonl", "in.parquet"])
def test_a_new_model_is_held_against_the_one_in_use_over_any_format(tmp_path: Path, name: str) -> None:
    facts = compared("--model", STRICT, write(tmp_path / name, ROWS))
    assert (facts["before"]["model"], facts["after"]["model"]) == (VERSION, STRICT)
    assert (facts["rows"], flips(facts)) == (4, {("review", "block"): 1})
    assert [(one["name"], one["new_blocks"]) for one in facts["categories"] if one["changed"]] == [("gambling", 1)]
    assert [(one["name"], one["rows"]) for one in facts["languages"]] == [("en", 1), ("es", 2), ("und", 1)]
    assert facts["senders"][0]["name"] == "+14155550100" and facts["sender_count"] == 2


def test_two_models_are_compared_in_the_order_given_in_both_forms(source: Path) -> None:
    named = compared("--model", STRICT, "--model", VERSION, source)
    assert flips(named) == {("block", "review"): 1}
    assert named == compared(STRICT, VERSION, source)


def test_a_draft_of_a_policy_is_held_against_the_one_in_use(source: Path, tmp_path: Path) -> None:
    _, new = policies_of(tmp_path)
    facts = compared("--policy", new, source)
    assert (facts["before"]["policy"], facts["after"]["policy"]) == ("tiny", "new")
    assert flips(facts) == {("allow", "block"): 1}
    assert [one["name"] for one in facts["checks"] if one["changed"]] == ["keyword"]


def test_model_and_policy_are_compared_together(source: Path, tmp_path: Path) -> None:
    old, new = policies_of(tmp_path)
    facts = compared("--policy", old, "--policy", new, "--model", STRICT, source)
    assert flips(facts) == {("allow", "block"): 1, ("review", "block"): 1}


@pytest.mark.parametrize(("most", "code"), [("50%", 0), ("25%", 0), ("0.25", 0), ("24.9%", 1), ("0", 1)])
def test_the_gate_decides_on_the_exit_code(source: Path, most: str, code: int) -> None:
    facts = compared("--model", STRICT, source, "--max-new-blocks", most, code=code)
    assert facts["gate"] == {"max_new_blocks": float(gate_of(most).most), "new_blocks": 0.25, "passed": code == 0}
    told = compare("--model", STRICT, source, "--max-new-blocks", most)
    assert told.exit_code == code
    verb = "fails" if code else "passes"
    assert told.stdout.rstrip().splitlines()[-1].startswith(f"The gate {verb}: 1 message of 4 (25")


def test_without_a_gate_blocks_are_no_failure(source: Path) -> None:
    assert compared("--model", STRICT, source)["gate"] is None


@pytest.mark.parametrize("text", ["0.5%", "0.005", ".5 %", "5e-3"])
def test_a_share_can_be_written_in_per_cent_or_as_a_number(text: str) -> None:
    assert gate_of(text).most == gate_of("0.5%").most


@pytest.mark.parametrize("most", ["5", "1", "-1%", "101%", "half", "", "%", "nan", "inf", "1/2", "0.5%%", "5%x", "1/0"])
def test_what_is_no_share_is_refused(source: Path, most: str) -> None:
    result = compare("--model", STRICT, source, f"--max-new-blocks={most}")
    assert result.exit_code == 2
    assert f"--max-new-blocks: expected a share such as 0.5% or 0.005, got {most!r}" in result.stderr


def test_a_number_that_was_meant_in_per_cent_is_told_so(source: Path) -> None:
    assert "did you mean 5%?" in compare("--model", STRICT, source, "--max-new-blocks", "5").stderr


def test_each_message_is_judged_by_its_day(tmp_path: Path) -> None:
    old, new = policies_of(tmp_path, FROM_DECEMBER)
    days = ["2026-11-30T23:59:59Z", "2026-12-01T00:00:00Z", "2026-11-30T23:30:00-05:00"]
    source = write(tmp_path / "in.ndjson", [{"text": f"{OPENING} {day}", "sent_at": day} for day in days])
    facts = compared("--policy", old, "--policy", new, "--as-of", "sent_at", source)
    assert flips(facts) == {("allow", "block"): 2}
    assert sorted(one["row"] for one in facts["examples"] if one["after"]["decision"] == "block") == [2, 3]
    assert (facts["as_of"], facts["undated"]) == ("sent_at", 0)
    assert {one["after"]["as_of"] for one in facts["examples"] if one["row"] == 2} == {"2026-12-01"}


def test_messages_without_a_time_are_judged_by_today_and_that_is_told(tmp_path: Path) -> None:
    old, new = policies_of(tmp_path)
    source = write(tmp_path / "in.ndjson", [{"text": CLEAN, "sent_at": "2026-11-30T10:00:00Z"}, {"text": OPENING}])
    result = compare("--policy", old, "--policy", new, "--as-of", "sent_at", source)
    assert "1 message without a time as of 2" in result.stdout


@pytest.mark.parametrize(("day", "blocked"), [("2026-11-30", 0), ("2026-12-01", 1)])
def test_all_messages_are_judged_by_a_day_that_is_given(tmp_path: Path, source: Path, day: str, blocked: int) -> None:
    old, new = policies_of(tmp_path, FROM_DECEMBER)
    facts = compared("--policy", old, "--policy", new, "--as-of", day, source)
    assert (facts["new_blocks"], facts["day"]) == (blocked, day)
    told = [note for note in facts["notes"] if "one rule not yet in force on 2026-11-30" in note]
    assert len(told) == (0 if blocked else 1)


def test_rows_that_cannot_be_read_are_counted_and_told(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(f'text,lang\n{CLEAN},en\n"  ",en\n{REVIEWED}\n{BLOCKED},en\n', encoding="utf-8")
    facts = compared("--model", STRICT, source)
    assert (facts["rows"], facts["unread"]["rows"]) == (2, 2)
    assert [one["line"] for one in facts["unread"]["first"]] == [3, 4]
    told = compare("--model", STRICT, source).stdout
    assert "2 rows of in.csv could not be read and are not counted here; the first, line 3: the text is empty" in told


def test_examples_carry_the_full_verdicts_of_both_sides(source: Path) -> None:
    (example,) = [one for one in compared("--model", STRICT, source)["examples"] if one["row"] == 1]
    assert (example["before"]["decision"], example["after"]["decision"]) == ("review", "block")
    assert (example["cause"], example["message"]["text"]) == ("gambling", REVIEWED)
    for side in (example["before"], example["after"]):
        (gambling,) = [one for one in side["explanations"] if one["category"] == "gambling"]
        weights = sum(word["weight"] for word in gambling["evidence"])
        assert weights + gambling["rest"] + gambling["bias"] == pytest.approx(gambling["logit"], abs=1e-9)


def test_columns_of_other_names_are_mapped(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", [{"body": REVIEWED, "from": "72345", "tongue": "FR"}])
    columns = ["--text-column", "body", "--column", "sender=from", "--column", "lang=tongue"]
    facts = compared("--model", STRICT, source, *columns)
    assert [facts["senders"][0]["name"], facts["languages"][0]["name"]] == ["72345", "fr"]


def test_people_are_told_what_was_compared_what_flips_and_why(source: Path, tmp_path: Path) -> None:
    _, new = policies_of(tmp_path)
    told = compare("--model", STRICT, "--policy", new, source).stdout
    for line in (
        f"before  model {VERSION}, policy tiny",
        f"after   model {STRICT}, policy new ({new})",
        "4 messages of traffic.ndjson, judged by the policies as of 2",
        "1 allow → block; 1 review → block.",
        "Allowed before, blocked after",
        'The phrase "grand opening" is on the keyword list',
    ):
        assert line in told


def test_a_terminal_is_not_obeyed_by_a_message(tmp_path: Path) -> None:
    hostile = {"text": f"{REVIEWED} \x1b[31mred\u202e [bold]x[/bold]", "sender": "\x1b[2J[red]", "lang": "\x1b]0;x\x07"}
    told = compare("--model", STRICT, write(tmp_path / "in.ndjson", [hostile])).stdout
    assert not set("\x1b\x07\u202e") & set(told)
    assert "[bold]x[/bold]" in told and "[red]" in told


def test_the_report_is_written_beside_what_machines_read(source: Path, tmp_path: Path) -> None:
    result = compare("--model", STRICT, source, "--report", tmp_path / "deep" / "report", "--json")
    assert result.exit_code == 0 and "comparison.html" in result.stderr
    written = json.loads((tmp_path / "deep" / "report" / "comparison.json").read_text(encoding="utf-8"))
    assert written == json.loads(result.stdout)
    page = (tmp_path / "deep" / "report" / "comparison.html").read_text(encoding="utf-8")
    assert page.index("No gate was set") < page.index(f"model {VERSION}") < page.index(f"model {STRICT}")


def test_decisions_are_counted_on_both_sides(tmp_path: Path) -> None:
    facts = compared("--model", STRICT, write(tmp_path / "in.ndjson", [{"text": BOTH}, {"text": CLEAN}]))
    assert facts["decisions"] == {side: {"allow": 1, "review": 0, "block": 1} for side in ("before", "after")}
