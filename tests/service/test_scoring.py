"""Which model the settings ask for."""

from pathlib import Path

import pytest

from classifier.errors import BundleMissing
from service.scoring import load_screener
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
