"""Numbers against small cases computed by hand, and resamples against scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, precision_recall_fscore_support

from classifier import taxonomy
from classifier.model import bootstrap, metrics
from classifier.model.bootstrap import Array
from classifier.types import Thresholds
from tests.classifier.model.fakes import HALF

TINY = 1e-12


def table(code: str, values: list[float]) -> Array:
    """Scores of one category and its parent; the others are 0."""
    found = np.zeros((len(values), len(taxonomy.CODES)))
    for each in taxonomy.with_parents([code]):
        found[:, taxonomy.CODES.index(each)] = values
    return found


def measured(code: str, truth: list[int], scores: list[float]) -> metrics.Measures:
    labels = [frozenset(taxonomy.with_parents([code])) if each else frozenset[str]() for each in truth]
    resamples = bootstrap.draw([str(i) for i in range(len(truth))])
    return metrics.measure(metrics.truth_of(labels), table(code, scores), HALF, resamples)


def test_one_category_by_hand() -> None:
    # Sorted by score: hit, miss, hit | below the threshold: hit, clean, clean.
    found = measured("gambling", [1, 0, 1, 1, 0, 0], [0.95, 0.85, 0.55, 0.45, 0.15, 0.05])
    gambling = found.category("gambling")
    assert (gambling.support, gambling.fired) == (3, 3)
    quality = gambling.quality
    assert quality.precision.value == pytest.approx(2 / 3)
    assert quality.recall.value == pytest.approx(2 / 3)
    assert quality.f1.value == pytest.approx(2 / 3)
    assert quality.average_precision.value == pytest.approx((1 / 1 + 2 / 3 + 3 / 4) / 3)
    gaps = [0.05, 0.85, 0.45, 0.55, 0.15, 0.05]  # each message has a bin of its own
    assert quality.calibration_error.value == pytest.approx(sum(gaps) / 6)


def test_messages_by_hand() -> None:
    found = measured("gambling", [1, 0, 1, 1, 0, 0], [0.95, 0.85, 0.55, 0.3, 0.3, 0.05])
    assert (found.rows, found.clean) == (6, 3)
    assert found.clean_blocked.value == pytest.approx(1 / 3)
    assert found.clean_reviewed.value == pytest.approx(2 / 3)
    assert found.caught_blocked.value == pytest.approx(2 / 3)
    assert found.caught_reviewed.value == 1.0


def test_calibration_error_puts_equal_scores_into_one_bin() -> None:
    found = measured("gambling", [1, 1, 1, 0], [0.75, 0.75, 0.75, 0.75])
    assert found.category("gambling").quality.calibration_error.value == pytest.approx(0.0, abs=TINY)
    assert metrics.bin_of(np.array([0.0, 0.1, 0.999, 1.0])).tolist() == [0, 1, 9, 9]


def test_macro_is_the_mean_of_what_occurs_and_micro_pools() -> None:
    labels = [frozenset({"gambling"})] * 3 + [frozenset({"financial"})]
    scores = table("gambling", [0.9, 0.9, 0.9, 0.0]) + table("financial", [0.0, 0.0, 0.0, 0.1])
    found = metrics.measure(metrics.truth_of(labels), scores, HALF, bootstrap.draw(list("abcd")))
    assert found.macro.recall.value == pytest.approx((1.0 + 0.0) / 2)
    assert found.micro.recall.value == pytest.approx(3 / 4)
    assert found.macro.f1.value == pytest.approx(0.5)


def test_what_has_no_meaning_is_nan() -> None:
    found = measured("gambling", [0, 0], [0.1, 0.1])
    quality = found.category("gambling").quality
    assert not any(each.known for each in (quality.precision, quality.recall, quality.f1, quality.average_precision))
    assert quality.calibration_error.known
    assert not found.caught_blocked.known
    assert not found.macro.f1.known


def test_a_parent_fires_with_any_child_at_the_childs_own_threshold() -> None:
    thresholds = {leaf: Thresholds(0.2, 0.9) for leaf in taxonomy.LEAVES} | {"shaft.drugs": Thresholds(0.1, 0.3)}
    scores = np.vstack((table("shaft.drugs", [0.4]), table("shaft.sex", [0.4])))
    fired = metrics.fired(scores, thresholds)
    named = [{code for code, on in zip(taxonomy.CODES, line, strict=True) if on} for line in fired.tolist()]
    assert named == [{"shaft", "shaft.drugs"}, set()]


small_scores = st.integers(0, 10).map(lambda tenth: tenth / 10)
messages = st.lists(st.tuples(st.booleans(), small_scores, st.integers(0, 4)), min_size=1, max_size=25)


@given(messages)
@settings(max_examples=60, deadline=None)
def test_intervals_contain_the_value(drawn: list[tuple[bool, float, int]]) -> None:
    labels = [frozenset({"gambling"}) if true else frozenset[str]() for true, _, _ in drawn]
    resamples = bootstrap.draw([str(family) for _, _, family in drawn], number=50)
    scores = table("gambling", [score for _, score, _ in drawn])
    found = metrics.measure(metrics.truth_of(labels), scores, HALF, resamples)
    qualities = [found.macro, found.micro, *(each.quality for each in found.categories)]
    numbers = [getattr(quality, name) for quality in qualities for name in metrics.NUMBERS]
    for each in [*numbers, found.clean_blocked, found.clean_reviewed, found.caught_blocked, found.caught_reviewed]:
        assert not each.known or 0.0 <= each.low <= each.value <= each.high <= 1.0


@given(messages)
@settings(max_examples=40, deadline=None)
def test_resamples_equal_scikit_learn_with_sample_weights(drawn: list[tuple[bool, float, int]]) -> None:
    truth = np.array([[true] for true, _, _ in drawn])
    scores = np.array([[score] for _, score, _ in drawn])
    fired = scores >= 0.5
    resamples = bootstrap.draw([str(family) for _, _, family in drawn], number=5)
    _, replicates = metrics._numbers(truth, fired, scores, resamples)
    for line, counts in enumerate(resamples.counts):
        weights = counts[resamples.family]
        precision, recall, f1, _ = precision_recall_fscore_support(
            truth[:, 0], fired[:, 0], average="binary", sample_weight=weights, zero_division=np.nan
        )
        np.testing.assert_allclose(replicates[:3, line, 0], [precision, recall, f1], atol=1e-9)
        if weights[truth[:, 0]].sum():
            expected = average_precision_score(truth[:, 0], scores[:, 0], sample_weight=weights)
            assert replicates[3, line, 0] == pytest.approx(expected)
        else:
            assert np.isnan(replicates[3, line, 0])


def test_memory_bound_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    truth, scores = rng.random(200) < 0.3, rng.random(200)
    resamples = bootstrap.draw([str(i // 2) for i in range(200)], number=40)
    whole = metrics._average_precisions(truth, scores, resamples)
    monkeypatch.setattr(bootstrap, "_CELLS_AT_ONCE", 1_000)
    np.testing.assert_array_equal(metrics._average_precisions(truth, scores, resamples), whole)


def test_families_are_drawn_whole() -> None:
    events = np.array([True, False] * 50)
    everything = np.ones(100, dtype=bool)
    single = bootstrap.share(everything, events, bootstrap.draw([str(i) for i in range(100)]))
    pairs = bootstrap.share(everything, np.repeat(events[:50], 2), bootstrap.draw([str(i // 2) for i in range(100)]))
    assert single.value == pairs.value == 0.5
    assert pairs.high - pairs.low > 1.2 * (single.high - single.low)


def test_a_share_of_half_in_a_hundred_has_the_textbook_interval() -> None:
    events = np.array([True, False] * 50)
    found = bootstrap.share(
        np.ones(100, dtype=bool), events, bootstrap.draw([str(i) for i in range(100)], number=4_000)
    )
    assert [found.low, found.high] == pytest.approx([0.402, 0.598], abs=0.015)


def test_nothing_seen_is_not_nothing() -> None:
    none = bootstrap.share(np.ones(7, dtype=bool), np.zeros(7, dtype=bool), bootstrap.draw(list("abcdefg")))
    assert [none.value, none.low, none.high] == pytest.approx([0.0, 0.0, 1.96**2 / (7 + 1.96**2)])


def test_resamples_are_seeded() -> None:
    first, again, other = (bootstrap.draw(["a", "b", "c"], seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.counts, again.counts)
    assert (first.counts != other.counts).any()
