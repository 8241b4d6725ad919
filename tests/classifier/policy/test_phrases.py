"""Thousands of phrases at once: whole words, every reading, the rules' inflections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.policy import KeywordRule, Match
from classifier.policy.inflection import MOST_FORMS, inflected
from classifier.policy.phrases import Phrases, even
from classifier.text import readings

RULES = (
    KeywordRule(id="loan", phrase="payday loan", category="financial", match=Match.INFLECTED),
    KeywordRule(id="spins", phrase="free spins", category="gambling"),
    KeywordRule(id="credit", phrase="crédito fácil", category="financial", lang="es", match=Match.INFLECTED),
    KeywordRule(id="off", phrase="50% apr", category="financial"),
)
PHRASES = Phrases(RULES)


def found(text: str) -> dict[str, list[str]]:
    hits = PHRASES.find(readings(text))
    return {rule: [text[e.start : e.end] for e in evidence] for rule, evidence in hits.items()}


@pytest.mark.parametrize(
    ("text", "rule", "shown"),
    [
        ("A payday loan today", "loan", "payday loan"),
        ("PAYDAY   LOANS!", "loan", "PAYDAY   LOANS"),
        ("get p4yday l0an", "loan", "p4yday l0an"),
        ("pay-day? no: payday-loan.", "loan", "payday-loan"),
        ("free\nspins inside", "spins", "free\nspins"),
        ("f r e e spins", "spins", "f r e e spins"),
        ("creditos faciles ya", "credit", "creditos faciles"),
        ("only 50% APR", "off", "50% APR"),
        ("🎰free spins🎰", "spins", "free spins"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(text: str, rule: str, shown: str) -> None:
    assert found(text) == {rule: [shown]}


@pytest.mark.parametrize(
    "text",
    ["paydays loaned", "carefree spins", "free spinsters", "free of spins", "mypayday loan", "50 % of apr", "", "free"],
)
def test_parts_of_words_and_broken_phrases_are_left_alone(text: str) -> None:
    assert "spins" not in found(text) and "off" not in found(text)
    assert "loan" not in found(text) or text == "paydays loaned"


def test_every_occurrence_is_shown_and_phrases_may_share_a_space() -> None:
    assert found("free spins free spins payday loan") == {
        "spins": ["free spins", "free spins"],
        "loan": ["payday loan"],
    }


@given(st.text(), st.text())
def test_a_phrase_between_any_texts_is_found_and_its_place_is_right(before: str, after: str) -> None:
    text = f"{before} free spins {after}"
    hits = PHRASES.find(readings(text)).get("spins", ())
    assert all(text[e.start : e.end] == e.text for e in hits)


@given(st.text())
def test_any_text_is_searched_without_error(text: str) -> None:
    for view in readings(text):
        assert even(view.text).startswith(" ")
    PHRASES.find(readings(text))


@pytest.mark.parametrize(
    ("phrase", "lang", "forms"),
    [
        ("payday loan", "en", {"payday loans", "paydays loan", "payday loaning"}),
        ("bet", "en", {"bet"}),
        ("lottery ticket", "en", {"lotteries tickets"}),
        ("transfer", "en", {"transferred", "transferring"}),
        ("guarantee", "en", {"guaranteed", "guaranteeing"}),
        ("crypto access", "en", {"crypto accesses", "crypto accessed"}),
        ("prestamo rapido", "es", {"prestamos rapidos"}),
        ("credit rapide", "fr", {"credits rapides"}),
    ],
)
def test_inflections_are_the_regular_ones_of_the_language(phrase: str, lang: str, forms: set[str]) -> None:
    assert forms | {phrase} <= inflected(phrase, lang)


@pytest.mark.parametrize(
    ("phrase", "lang", "nonsense"),
    [
        ("stock alerts", "en", {"stock alertsed", "stock alertsing", "stock alertses"}),
        ("loan officer", "en", {"loan officererred", "loan officerred", "loan officerer", "loaner officer"}),
        ("approved loan", "en", {"approveded loan"}),
        ("refinancing", "en", {"refinancinged"}),
        ("creditos", "es", {"creditoses"}),
    ],
)
def test_no_word_is_inflected_twice(phrase: str, lang: str, nonsense: set[str]) -> None:
    assert not nonsense & inflected(phrase, lang)


def test_in_a_long_phrase_every_word_is_inflected() -> None:
    phrase = "double your bitcoin deposit with our trusted robot trader before next weekend"
    forms = inflected(phrase, "en")
    for word in ("doubled", "bitcoins", "deposits", "robots", "traders", "weekends"):
        assert any(word in form.split() for form in forms), word
    assert len(forms) <= MOST_FORMS
