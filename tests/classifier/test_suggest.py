"""The smallest edit that clears a message, or why there is none."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from classifier import suggest
from classifier.check import Check
from classifier.checks import CHECKS
from classifier.records import Brand, Context
from classifier.screening import Screener
from classifier.subject import Subject
from classifier.types import Effect, Message, Suggestion, Verdict
from tests.service.tiny_model import tiny_model, tiny_policy

BRAND = Brand("halden", "Halden Books", hosts=("haldenbooks.com",))
OTHER = Brand("acme", "Acme Toys", hosts=("acmetoys.com",))
SCREENER = Screener(tiny_model(), tiny_policy())


def advised(text: str, context: Context | None = None, **facts: Any) -> Verdict:
    message = Message(text, **facts)
    return suggest.advised(SCREENER, message, context or Context(brand=BRAND))


def only(verdict: Verdict) -> Suggestion:
    (one,) = verdict.suggestions
    return one


@pytest.mark.parametrize(
    ("text", "facts", "cleared"),
    [
        ("Your order ships: bit.ly/3xYz", {}, "Your order ships: https://haldenbooks.com"),
        ("See http://192.0.2.7/x today", {}, "See https://haldenbooks.com today"),
        (
            "Halden Books: 20% off today",
            {"use_case": "MARKETING"},
            "Halden Books: 20% off today. Reply STOP to opt out.",
        ),
        (
            "Halden Books: 20 % de descuento hoy.",
            {"use_case": "MARKETING", "lang": "es"},
            "Halden Books: 20 % de descuento hoy. Responda STOP para cancelar.",
        ),
        (
            "Your order ships. Reply STOP to opt out",
            {"first_contact": True},
            "Halden Books: Your order ships. Reply STOP to opt out",
        ),
        ("You have been unsubscribed. Big sale today!", {}, "You have been unsubscribed."),
        ("We print, bind, ship and sell guaranteed signals here", {}, "We print, bind, ship and sell here"),
        ("Our reading is next to the old casino by the river", {}, "Our reading is next to the old by the river"),
    ],
)
def test_an_edit_clears_the_message(text: str, facts: dict[str, Any], cleared: str) -> None:
    found = advised(text, **facts)
    assert found.decision is not Effect.ALLOW
    assert only(found).text == cleared and only(found).edits
    assert SCREENER.verdict(Message(cleared, **facts), Context(brand=BRAND)).decision is Effect.ALLOW


def test_several_findings_are_mended_together() -> None:
    found = advised("20% off: bit.ly/3xYz", first_contact=True)
    assert only(found).text == "20% off: https://haldenbooks.com. Reply STOP to opt out."
    assert len(only(found).edits) == 2


def test_another_brands_name_is_replaced_by_the_own() -> None:
    context = Context(brand=BRAND, known_brands=(OTHER,))
    assert only(advised("Your Acme Toys order ships", context)).text == "Your Halden Books order ships"


def test_segments_before_and_after_are_told() -> None:
    suggestion = only(advised("x" * 150 + " bit.ly/3", use_case="MARKETING"))
    assert (suggestion.segments_before, suggestion.segments_after) == (1, 2)


def test_a_message_that_may_be_sent_gets_no_advice() -> None:
    found = advised("Your order ships")
    assert (found.suggestions, found.no_suggestion) == ((), None)


@pytest.mark.parametrize("text", ["casino", "win casino", "A loan and a whiskey"])
def test_where_more_than_a_third_would_have_to_go_it_says_that_the_category_is_prohibited(text: str) -> None:
    found = advised(text)
    assert found.suggestions == () and "prohibited" in str(found.no_suggestion)


def test_what_is_not_in_the_text_no_edit_clears() -> None:
    found = advised("Your order ships", Context(brand=BRAND, opted_out=True))
    assert found.suggestions == () and str(found.no_suggestion).startswith("opted-out: no edit of the text")


LONG = "Our reading is next to the river and the talk is about old maps. "


def test_in_a_long_message_as_many_words_are_dropped_as_have_to_be() -> None:
    text = LONG * 6 + "casino loan whiskey bingo " * 6 + LONG * 6
    found = only(advised(text))
    assert found.text == LONG * 12 and len(found.edits) == 4


def test_more_phrases_than_a_dozen_are_dropped_as_well() -> None:
    found = only(advised(LONG * 12 + "guaranteed signals, " * 20 + "today"))
    assert found.text == LONG * 12 + "today"


def test_a_message_of_few_words_too_many_is_told_from_one_that_is_prohibited() -> None:
    words = "one two three four five six seven eight nine "
    assert advised(words + "loan whiskey casino").suggestions
    assert advised("one two three four five loan whiskey casino").no_suggestion is not None


def crashing(_: Subject) -> list[Any]:
    raise RuntimeError


def test_where_a_check_crashed_no_edit_is_promised() -> None:
    crashed: Check = replace(CHECKS[0], name="crashed", sees=crashing)
    screener = Screener(tiny_model(), tiny_policy(), (*CHECKS, crashed))
    for text in ("Your order ships", "Our reading is next to the old casino by the river"):
        found = suggest.advised(screener, Message(text), Context(brand=BRAND))
        assert found.failed == ("crashed",) and found.suggestions == ()
        assert str(found.no_suggestion).startswith("crashed: this could not be checked")


def test_only_categories_that_keep_the_message_are_called_prohibited() -> None:
    found = advised("lucky draw, loan whiskey", Context(brand=BRAND, as_of=date(2026, 12, 1)))
    assert {(f.category, f.effect) for f in found.findings} >= {("gambling", Effect.WARN), ("financial", Effect.BLOCK)}
    assert str(found.no_suggestion).endswith(": financial, shaft.alcohol is itself prohibited.")


@pytest.mark.parametrize(
    ("text", "cleared"),
    [
        (
            "Bonjour ! Casino at 12 :30 :)\n    as  ever , see you by the river",
            "Bonjour ! at 12 :30 :)\n    as  ever , see you by the river",
        ),
        ("Old, casino, by the river and so on", "Old, by the river and so on"),
        ("By the old river at our casino. See you there", "By the old river at our. See you there"),
        ("By the old river, see our casino !", "By the old river, see our !"),
        ("Casino, by the old river", "by the old river"),
        ("Here we go\n  casino\nby the river", "Here we go\nby the river"),
        ("Here we go to the casino\nby the river", "Here we go to the\nby the river"),
        ("  casino is the word of the day", "  is the word of the day"),
        ("Here we go to the big casino ", "Here we go to the big"),
    ],
)
def test_only_what_is_next_to_an_edit_is_made_tidy(text: str, cleared: str) -> None:
    assert only(advised(text)).text == cleared
