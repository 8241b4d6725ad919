"""Checks of the model's categories."""

from classifier import taxonomy
from classifier.checks.model_categories import CATEGORIES, category_of


def test_the_code_of_a_check_follows_from_its_category_and_not_from_its_place() -> None:
    by_category = {category_of(check): check.code for check in CATEGORIES}
    assert by_category == {code: f"MDL{taxonomy.BY_CODE[code].number:03d}" for code in taxonomy.LEAVES}
