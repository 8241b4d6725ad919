"""The compiled scorer gives the scores of scikit-learn, whatever the text, however it comes, and from many threads."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import taxonomy
from classifier.model import dataset, features, keys, training
from classifier.model.calibration import Calibration
from classifier.model.linear import LinearModel
from classifier.model.ngrams import sigmoid
from classifier.text import readings
from classifier.types import Thresholds
from tests.classifier.model.odd_texts import odd_texts

RECIPE = training.Recipe(augmented_share=0.0)
LABELS = len(taxonomy.LEAVES)
NASTY = st.text(st.sampled_from("loan casino c4$h . * \n🎰аπ…ﬁ\u200b\u0301\ud800\x00'‼️"), max_size=120)

Oracle = tuple[training.Fitted, LinearModel]


@pytest.fixture(scope="module")
def oracle(some_rows: list[dataset.Row]) -> Oracle:
    """What scikit-learn has learnt from a few messages, and the model made of it."""
    corpus = training.analyse(some_rows[:600], taxonomy.LEAVES, RECIPE)
    fitted = training.fit_all(corpus, np.ones(600, dtype=bool), RECIPE)
    blocks = training.flat_blocks(fitted, Calibration(np.ones(LABELS), np.zeros(LABELS)))
    limits = dict.fromkeys(taxonomy.LEAVES, Thresholds(0.3, 0.5))
    return fitted, LinearModel("unreleased", blocks, fitted.bias, limits)


def scikit_learn_scores(fitted: training.Fitted, texts: list[str]) -> np.ndarray:
    """Scores by the vectorisers and weights that were learnt; of two readings the higher logit counts."""
    owners, analysed = [], []
    for index, text in enumerate(texts):
        for view in readings(text):
            owners.append(index)
            analysed.append(features.analyse(view))
    matrix = sp.hstack([each.transform(analysed) for each in fitted.vectorisers], format="csr")
    logits = np.full((len(texts), LABELS), -np.inf)
    np.maximum.at(logits, np.array(owners), matrix @ fitted.weights + fitted.bias)
    return sigmoid(logits)


def test_scores_are_those_of_scikit_learn_for_messages_and_two_thousand_odd_strings(
    oracle: Oracle, some_rows: list[dataset.Row]
) -> None:
    fitted, model = oracle
    texts = [row.text for row in some_rows[600:1600]] + odd_texts(2_000, longest=400)
    ours, theirs = sigmoid(model.logits(texts)), scikit_learn_scores(fitted, texts)
    assert np.abs(ours - theirs).max() <= 2e-6
    assert ((ours >= 0.5) == (theirs >= 0.5)).all()


def test_scores_are_those_of_scikit_learn_for_texts_of_ten_thousand_characters(oracle: Oracle) -> None:
    fitted, model = oracle
    texts = odd_texts(30, longest=10_000)
    assert np.abs(sigmoid(model.logits(texts)) - scikit_learn_scores(fitted, texts)).max() <= 2e-5


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.characters(codec=None), max_size=300) | NASTY)
def test_scores_are_those_of_scikit_learn_for_any_text(text: str, oracle: Oracle) -> None:
    fitted, model = oracle
    assert np.abs(sigmoid(model.logits([text])) - scikit_learn_scores(fitted, [text])).max() <= 2e-6


def test_a_text_has_the_same_logits_alone_and_among_others(shipped_model: LinearModel) -> None:
    texts = odd_texts(300, longest=200)
    alone = np.array([shipped_model.logits([text])[0] for text in texts])
    assert (shipped_model.logits(texts) == alone).all()


def test_threads_that_score_at_once_do_not_disturb_each_other(shipped_model: LinearModel) -> None:
    texts = odd_texts(2_000, longest=200)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(shipped_model.logits, [texts] * 8))
    assert all((logits == found[0]).all() for logits in found)


def test_no_texts_have_no_logits_and_the_empty_text_has_the_bias(oracle: Oracle) -> None:
    _, model = oracle
    assert model.logits([]).shape == (0, LABELS)
    assert model.logits([""])[0].tolist() == model.bias.tolist()


def test_a_text_of_a_million_characters_is_scored(shipped_model: LinearModel) -> None:
    text = "cheap loan today " * 60_000
    assert np.isfinite(shipped_model.logits([text])).all()


def test_n_grams_that_occur_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="occurs twice"):
        keys.table(("loan", "casino", "loan"), ("abc",))


def test_a_key_finds_its_own_column_and_unknown_n_grams_find_none() -> None:
    words, chars = ("loan", "a b", "é"), (" lo", "loan", " a ")
    slots = keys.table(words, chars)
    assert [keys.column_of(slots, name, chars=False) for name in words] == [0, 1, 2]
    assert [keys.column_of(slots, name, chars=True) for name in chars] == [3, 4, 5]
    assert keys.column_of(slots, "loan", chars=True) == 4
    assert keys.column_of(slots, "lend", chars=False) == -1
