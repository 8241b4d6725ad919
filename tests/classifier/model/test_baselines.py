"""Baselines learn from the training rows alone, are measured by the same code, and say so when they can't run."""

import sys
from random import Random

import numpy as np
import pytest

from classifier import taxonomy
from classifier.errors import InputError
from classifier.model import baselines
from classifier.model.dataset import Row
from tests.classifier.model.fakes import row

OFFERS = {
    "gambling": "casino jackpot slots",
    "financial": "loan credit mortgage",
    "shaft.alcohol": "whisky wine beer",
    "": "see you soon",
}
FILLERS = ["today", "friend", "street", "window", "paper", "morning", "garden", "please", "later", "city"]


def made(number: int, prefix: str) -> list[Row]:
    """Messages of two words of a category and three fillers."""
    rng = Random(prefix)
    found = []
    for index in range(number):
        label, words = list(OFFERS.items())[index % len(OFFERS)]
        text = " ".join([*rng.sample(words.split(), 2), *rng.sample(FILLERS, 3)])
        found.append(row(f"{prefix}{index}", " ".join(taxonomy.with_parents([label] if label else [])), text))
    return found


TRAINING, TEST = made(240, "train"), made(60, "test")


def test_all_three_learn_what_is_easy() -> None:
    steps: list[str] = []
    found = list(baselines.contenders(TRAINING, TEST, steps.append))
    assert [each.name for each in found] == ["Keyword list", "Naive Bayes", "fastText"]
    assert len(steps) == 3
    for each in found:
        assert each.measures is not None
        assert each.measures.macro.f1.value > 0.9, each.name
        assert each.measures.clean_blocked.value < 0.1, each.name


def test_without_fasttext_the_table_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fasttext", None)
    *_, last = baselines.contenders(TRAINING, TEST)
    assert (last.name, last.measures) == ("fastText", None)
    assert "pip install 'prescreen[baselines]'" in last.note


def test_a_family_on_both_sides_is_refused() -> None:
    with pytest.raises(InputError, match="1 message families"):
        list(baselines.contenders(TRAINING, [*TEST, TRAINING[0]]))


def test_learnt_keywords_are_the_categorys_own_words() -> None:
    found = baselines.learnt_keywords(TRAINING, number=3)
    assert set(found["gambling"]) == {"casino", "jackpot", "slots"}
    assert set(found["shaft.alcohol"]) == {"whisky", "wine", "beer"}
    assert found["shaft.hate"] == []


def test_log_odds_by_hand() -> None:
    rows = [row(f"g{i}", "gambling", text="bet" if i < 5 else "odd") for i in range(6)] + [row("c", text="bet")]
    assert baselines.learnt_keywords(rows)["gambling"] == ["bet"]  # "odd" stands in fewer than five messages
    assert baselines._log_odds(5, 6) == pytest.approx(np.log(5.5 / 1.5))


def test_a_shipped_list_with_phrases_replaces_the_learnt_one() -> None:
    score = baselines.keyword_scores({"gambling": ["free spins", "BET"]})
    scores = score(["Get FREE spins, bet now", "free the spins", "better alphabet"])
    assert scores[:, taxonomy.LEAVES.index("gambling")].tolist() == [0.75, 0.0, 0.0]
    found = next(baselines.contenders(TRAINING, TEST, keywords={"gambling": ["casino", "jackpot", "slots"]}))
    assert found.measures is not None
    assert found.measures.category("gambling").quality.recall.value == 1.0


def test_parents_have_the_score_of_their_best_child() -> None:
    leaves = np.linspace(0.1, 0.9, len(taxonomy.LEAVES))[None, :]
    scores = baselines.Baseline("made", {}, lambda texts: leaves).scores(["x"])[0]
    children = [scores[taxonomy.CODES.index(child)] for child in taxonomy.children("shaft")]
    assert scores[taxonomy.CODES.index("shaft")] == max(children)


def test_best_threshold_by_hand() -> None:
    truth = np.array([True, True, False, True, False])
    assert baselines.best_threshold(truth, np.array([0.9, 0.8, 0.7, 0.6, 0.1])) == 0.6
    assert baselines.best_threshold(np.zeros(5, dtype=bool), truth.astype(float)) == 0.5


def test_hostile_text_cannot_add_labels_or_break_lines() -> None:
    hostile = row("h", text="__label__gambling casino\n__label__financial \ud800 \0 </s> loan\u2028x")
    line = baselines._fasttext_line(hostile)
    assert line.count("__label__") == 1
    assert line.startswith("__label__clean ")
    assert len(line.splitlines()) == 1
    scores = baselines.fasttext_classifier([*TRAINING, hostile])([hostile.text, "", "\ud800"])
    assert scores.shape == (3, len(taxonomy.LEAVES))


def test_fasttext_is_reproducible() -> None:
    first, again = (baselines.fasttext_classifier(TRAINING)([row.text for row in TEST]) for _ in range(2))
    np.testing.assert_array_equal(first, again)


def test_too_few_rows_are_an_input_error() -> None:
    with pytest.raises(InputError, match="too few"):
        list(baselines.contenders(TRAINING[:1], TEST))
