"""The flat-array model: equal to scikit-learn, explained exactly, whatever the text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import taxonomy
from classifier.model.linear import LinearModel
from classifier.model.ngrams import Block
from classifier.types import Thresholds

NASTY = st.text(st.sampled_from("loan casino c4$h . * \n🎰аπ\u200b\u0301\ud800\x00"), max_size=120)


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.characters(codec=None), max_size=300) | NASTY)
def test_weights_rest_and_bias_add_up_to_the_logit_for_any_text(text: str, shipped_model: LinearModel) -> None:
    for explanation in shipped_model.explain(text):
        total = sum(evidence.weight or 0.0 for evidence in explanation.evidence) + explanation.rest + explanation.bias
        assert total == pytest.approx(explanation.logit, abs=1e-9)
        assert explanation.score == pytest.approx(1 / (1 + np.exp(-explanation.logit)), abs=1e-12)


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters(codec=None), max_size=300) | NASTY)
def test_evidence_is_what_stands_in_the_raw_text(text: str, shipped_model: LinearModel) -> None:
    for explanation in shipped_model.explain(text):
        assert all(text[e.start : e.end] == e.text and e.text for e in explanation.evidence)
        assert len({(e.start, e.end) for e in explanation.evidence}) == len(explanation.evidence)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200) | NASTY)
def test_scoring_with_and_without_an_explanation_gives_the_same_scores(text: str, shipped_model: LinearModel) -> None:
    explained = [explanation.score for explanation in shipped_model.explain(text)]
    assert shipped_model.scores([text])[0] == pytest.approx(explained, abs=1e-9)


def _limits() -> dict[str, Thresholds]:
    return dict.fromkeys(taxonomy.LEAVES, Thresholds(0.3, 0.5))


def _hand_made() -> LinearModel:
    """Two words, `loan` for financial and `wine` for alcohol, with weights that can be checked by hand."""
    weights = np.zeros((2, len(taxonomy.LEAVES)), dtype=np.float32)
    weights[0, taxonomy.LEAVES.index("financial")] = 3.0
    weights[1, taxonomy.LEAVES.index("shaft.alcohol")] = 2.0
    words = Block(("loan", "wine"), np.ones(2, dtype=np.float32), weights)
    nothing = Block((" zz ",), np.ones(1, dtype=np.float32), np.zeros((1, len(taxonomy.LEAVES)), dtype=np.float32))
    return LinearModel("hand", {"word": words, "char": nothing}, np.full(len(taxonomy.LEAVES), -1.0), _limits())


def test_one_known_word_has_value_one_and_gives_its_whole_weight() -> None:
    (financial, *_) = _hand_made().explain("a LOAN today")
    assert financial.logit == pytest.approx(2.0)
    (word,) = financial.evidence
    assert (word.start, word.end, word.text) == (2, 6, "LOAN")
    assert word.weight == pytest.approx(3.0)


def test_two_known_words_share_the_unit_length() -> None:
    (financial, *_) = _hand_made().explain("loan wine")
    assert financial.logit == pytest.approx(3.0 / np.sqrt(2.0) - 1.0)


def test_a_parent_shows_the_strongest_of_its_children() -> None:
    by_code = {explanation.category: explanation for explanation in _hand_made().explain("wine")}
    assert by_code["shaft"].score == by_code["shaft.alcohol"].score > by_code["shaft.sex"].score
    assert by_code["shaft"].evidence == by_code["shaft.alcohol"].evidence


def test_a_disguised_word_weighs_as_much_as_the_plain_one() -> None:
    model = _hand_made()
    for disguised in ("l0an", "lo.an", "l o a n", "LOOOAN", "lo\u200ban"):
        assert model.explain(disguised)[0].logit == pytest.approx(2.0), disguised


def test_a_text_without_known_words_has_the_bias_alone() -> None:
    explanation = _hand_made().explain("nothing here")[0]
    assert (explanation.logit, explanation.evidence) == (-1.0, ())
