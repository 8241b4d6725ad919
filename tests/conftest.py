"""What all tests share: the shipped model, loaded once."""

from pathlib import Path

import pytest

from classifier.model import bundle
from classifier.model.linear import LinearModel

MODELS = Path(__file__).parents[1] / "models"


@pytest.fixture(scope="session")
def shipped_model() -> LinearModel:
    return bundle.load(bundle.current(MODELS))
