"""What cannot be compared gets one clear message."""

import shutil
from pathlib import Path

import pytest

from tests.service.comparing import STRICT, compare, models_of, policies_of
from tests.service.files import write
from tests.service.tiny_model import CLEAN, VERSION


@pytest.fixture(autouse=True)
def models(tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "models"
    directory.mkdir()
    monkeypatch.setenv("PRESCREEN_MODELS_DIR", str(directory))
    return models_of(directory)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "in.csv", [{"text": CLEAN}])


def refusal(*arguments: str | Path) -> str:
    """The one message of a command that is refused."""
    result = compare(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) in {1, 2} and lines[0].startswith("prescreen: ")
    return result.stderr


def test_a_model_that_does_not_exist(source: Path) -> None:
    told = refusal("--model", "nope", source)
    assert "nope: there is no such model; known are: strict, tiny" in told


def test_a_damaged_model(source: Path, models: Path) -> None:
    (models / STRICT / "arrays.npz").write_bytes(b"half")
    assert "SHA-256 differs" in refusal("--model", STRICT, source)


@pytest.mark.parametrize("again", [[VERSION], [STRICT, STRICT]])
def test_the_same_model_twice(source: Path, again: list[str]) -> None:
    named = [part for name in again for part in ("--model", name)]
    assert f"both sides are the same (model {again[0]} and policy tiny)" in refusal(*named, source)


def test_a_copy_of_a_model_under_another_name(source: Path, models: Path) -> None:
    shutil.copytree(models / STRICT, models / "copy")
    assert "both sides are the same" in refusal(STRICT, str(models / "copy"), source)


def test_the_same_policy_twice_also_under_another_name(source: Path, tmp_path: Path) -> None:
    old, _ = policies_of(tmp_path)
    copy = tmp_path / "copy.toml"
    copy.write_bytes(old.read_bytes())
    assert "both sides are the same (model tiny and policy old)" in refusal("--policy", old, "--policy", copy, source)


def test_a_policy_that_does_not_exist_or_is_wrong(source: Path, tmp_path: Path) -> None:
    assert "nope.toml" in refusal("--policy", tmp_path / "nope.toml", source)
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("version = 3\n", encoding="utf-8")
    assert "wrong.toml" in refusal("--policy", wrong, source)


def test_nothing_to_hold_against_the_one_in_use(source: Path) -> None:
    assert "nothing to compare: give a model or a policy" in refusal(source)


def test_three_models(source: Path) -> None:
    named = [part for name in ("a", "b", "c") for part in ("--model", name)]
    assert "--model: expected one or two, got 3" in refusal(*named, source)


@pytest.mark.parametrize("named", [["a"], ["a", "b", "c"], ["--model", STRICT, "a", "b"]])
def test_what_is_neither_a_file_nor_two_models_and_a_file(source: Path, named: list[str]) -> None:
    assert "expected FILE with --model or --policy, or A B FILE" in refusal(*named, source)


def test_a_file_that_does_not_exist_or_is_none(tmp_path: Path) -> None:
    assert "nope.csv: there is no such file" in refusal("--model", STRICT, tmp_path / "nope.csv")
    assert "is no file" in refusal("--model", STRICT, tmp_path)


def test_a_file_of_another_format(tmp_path: Path) -> None:
    other = tmp_path / "in.xlsx"
    other.write_bytes(b"PK")
    assert "in.xlsx: expected a name that ends in .csv" in refusal("--model", STRICT, other)


def test_an_empty_file_and_one_without_rows(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    assert "empty.csv: the file is empty" in refusal("--model", STRICT, empty)
    empty.write_text("text\n", encoding="utf-8")
    assert "empty.csv: nothing to compare, the file has no rows" in refusal("--model", STRICT, empty)


def test_a_gate_proves_nothing_on_a_file_of_which_no_row_can_be_read(tmp_path: Path) -> None:
    source = write(tmp_path / "in.ndjson", [{"text": " "}, {"text": 3}])
    told = refusal("--model", STRICT, source, "--max-new-blocks", "1%")
    assert "nothing to compare, none of 2 rows can be read; the first, line 1: the text is empty" in told


def test_a_parquet_file_cut_short(tmp_path: Path) -> None:
    whole = write(tmp_path / "in.parquet", [{"text": CLEAN}] * 50).read_bytes()
    (tmp_path / "in.parquet").write_bytes(whole[: len(whole) // 2])
    assert "not a whole Parquet file" in refusal("--model", STRICT, tmp_path / "in.parquet")


def test_columns_that_do_not_exist(source: Path) -> None:
    assert "no column 'body'" in refusal("--model", STRICT, source, "--text-column", "body")
    assert "there is no column 'from'" in refusal("--model", STRICT, source, "--column", "sender=from")


def test_a_day_that_is_none(source: Path) -> None:
    assert "expected a day such as 2026-12-09" in refusal("--model", STRICT, source, "--as-of", "soon")


def test_a_report_that_cannot_be_written_is_told_before_the_work(source: Path, tmp_path: Path) -> None:
    assert "in.csv" in refusal("--model", STRICT, source, "--report", source)
