"""Input columns keep their names, unless screening adds a column of that name."""

from hypothesis import given
from hypothesis import strategies as st

from classifier.traffic.naming import kept_names

NAMES = st.lists(st.sampled_from(["text", "labels", "input_labels", "decision", "input_input_labels"]), unique=True)


def test_a_column_is_renamed_only_where_it_has_the_name_of_an_added_one() -> None:
    assert kept_names(["text", "decision"], ["decision", "labels"]) == {"text": "text", "decision": "input_decision"}


def test_a_name_that_is_taken_by_the_input_is_not_given_twice() -> None:
    assert kept_names(["labels", "input_labels"], ["labels"]) == {
        "labels": "input_input_labels",
        "input_labels": "input_labels",
    }


def test_case_makes_no_difference() -> None:
    assert kept_names(["Decision", "Text"], ["decision"]) == {"Decision": "input_Decision", "Text": "Text"}
    assert kept_names(["labels", "INPUT_LABELS"], ["labels"])["labels"] == "input_input_labels"


@given(NAMES, NAMES)
def test_no_two_columns_of_the_output_share_a_name(columns: list[str], added: list[str]) -> None:
    kept = kept_names(columns, added)
    assert list(kept) == columns
    assert len({*kept.values(), *added}) == len(columns) + len(added)
