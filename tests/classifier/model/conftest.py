"""A small model, trained once for all tests of this folder on a part of the committed data."""

from pathlib import Path

import pytest

from classifier.model import dataset, training
from classifier.model.linear import LinearModel

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def some_rows() -> list[dataset.Row]:
    return [row for index, row in enumerate(dataset.read(ROOT / "data" / "labelled")) if index % 8 == 0]


@pytest.fixture(scope="session")
def small_model(some_rows: list[dataset.Row]) -> LinearModel:
    return training.fit(some_rows, recipe=training.Recipe(folds=2, augmented_share=0.1))
