"""Settings from the environment and from the command line."""

from pathlib import Path

import pytest

import service
from classifier.errors import InputError
from service.settings import Settings


def test_the_shipped_models_are_beside_the_package() -> None:
    assert Settings().models_dir == Path(service.__file__).parent.parent / "models"


def test_the_environment_sets_and_what_is_given_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESCREEN_PORT", "9000")
    assert Settings.read(port=None).port == 9000
    assert Settings.read(port=9001).port == 9001


def test_a_bad_value_is_told_with_the_name_of_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESCREEN_MAX_BODY_BYTES", "1 MB")
    with pytest.raises(InputError, match=r"PRESCREEN_MAX_BODY_BYTES.*valid integer"):
        Settings.read()
