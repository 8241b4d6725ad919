"""What a text must be to be screened."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import InputError, TextTooLong
from classifier.screenable import NOT_BLANK, mended, screenable


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "the text is missing"),
        (7, "the text must be a string"),
        (b"hi", "the text must be a string"),
        ("", "the text is empty"),
        (" \u3000\n", "the text is empty"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(value: object, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        screenable(value, 10)
    assert str(caught.value) == reason


def test_the_limit_counts_code_points() -> None:
    assert screenable("😀" * 10, 10) == "😀" * 10
    with pytest.raises(TextTooLong, match="11 characters; at most 10"):
        screenable("😀" * 11, 10)


@given(st.text(st.characters()))
def test_a_mended_text_can_be_encoded_and_keeps_its_offsets(text: str) -> None:
    found = mended(text)
    found.encode()
    assert len(found) == len(text)
    assert all(
        new == old or (new == "\ufffd" and "\ud800" <= old <= "\udfff") for new, old in zip(found, text, strict=True)
    )


def test_the_pattern_in_the_openapi_document_means_what_is_empty_here() -> None:
    blank = {char for char in map(chr, range(sys.maxunicode + 1)) if not re.search(NOT_BLANK, char)}
    assert blank == {char for char in map(chr, range(sys.maxunicode + 1)) if not char.strip()}
