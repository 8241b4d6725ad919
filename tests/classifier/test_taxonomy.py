import pytest

from classifier import taxonomy


def test_there_are_seven_categories_and_six_under_shaft() -> None:
    assert len(taxonomy.TOP_LEVEL) == 7
    assert taxonomy.children("shaft") == tuple(
        f"shaft.{name}" for name in ("sex", "hate", "alcohol", "firearms", "tobacco", "drugs")
    )


def test_a_parent_follows_from_the_dot() -> None:
    assert taxonomy.BY_CODE["shaft.sex"].parent == "shaft"
    assert taxonomy.BY_CODE["gambling"].parent is None


@pytest.mark.parametrize("category", taxonomy.CATEGORIES, ids=lambda category: category.code)
def test_every_category_says_what_it_is_and_which_clause_it_breaks(category: taxonomy.Category) -> None:
    assert category.title
    assert category.meaning.endswith(".")
    assert category.clause.startswith("Prohibited content")


def test_with_parents_adds_the_parent_once_and_sorts() -> None:
    assert taxonomy.with_parents(["shaft.sex", "gambling", "shaft.drugs"]) == (
        "gambling",
        "shaft",
        "shaft.drugs",
        "shaft.sex",
    )


def test_with_parents_of_nothing_is_nothing() -> None:
    assert taxonomy.with_parents([]) == ()


def test_the_numbers_of_the_checks_never_move() -> None:
    assert {category.code: category.number for category in taxonomy.CATEGORIES} == {
        "financial": 1,
        "investment": 2,
        "lead_gen": 3,
        "employment": 4,
        "real_estate": 5,
        "gambling": 6,
        "shaft": 7,
        "shaft.sex": 8,
        "shaft.hate": 9,
        "shaft.alcohol": 10,
        "shaft.firearms": 11,
        "shaft.tobacco": 12,
        "shaft.drugs": 13,
    }
