"""Which model the settings ask for, and what is logged when a check crashes."""

from dataclasses import replace
from pathlib import Path

import pytest

from classifier.check import check
from classifier.errors import BundleMissing
from classifier.subject import Subject
from classifier.types import Hit, Message
from service.scoring import as_of, load_screener
from service.settings import Settings
from tests.service.tiny_model import VERSION


@pytest.mark.parametrize("named", ["nothing", "version", "path"])
def test_the_model_is_the_current_one_or_the_named_one(models_dir: Path, named: str) -> None:
    model = {"nothing": None, "version": VERSION, "path": str(models_dir / VERSION)}[named]
    assert load_screener(Settings(models_dir=models_dir, model=model)).model.version == VERSION


@pytest.mark.parametrize("model", ["other", "/nowhere/at/all", ".."])
def test_a_model_that_is_not_there_is_missing(models_dir: Path, model: str) -> None:
    with pytest.raises(BundleMissing):
        load_screener(Settings(models_dir=models_dir, model=model))


@pytest.mark.usefixtures("tiny_models")
def test_a_crash_is_logged_once_by_type_and_place_without_the_message(caplog: pytest.LogCaptureFixture) -> None:
    @check("TST009", "fragile", clause="none", fix="None.")
    def fragile(subject: Subject) -> list[Hit]:
        """Crashes."""
        raise KeyError(subject.message.text)

    screener = replace(load_screener(Settings.read()), checks=(fragile,))
    for text in ("first secret", "second secret"):
        assert screener.verdict(Message(text), as_of(None)).failed == ("fragile",)
    (record,) = [each for each in caplog.records if "fragile" in each.getMessage()]
    assert "KeyError at test_scoring.py:" in record.getMessage() and "secret" not in record.getMessage()
