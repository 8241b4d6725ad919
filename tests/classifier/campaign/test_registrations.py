"""Whole registrations written for this project: sixty, half of them fine, and two dozen odd ones."""

import pytest

from benchmarks.campaigns import CAMPAIGNS, Case, quality, read, results
from classifier import policy
from classifier.model.linear import LinearModel
from classifier.screening import Screener

TARGET = 0.95
ODD = read(CAMPAIGNS / "odd")


def test_precision_and_recall_over_the_sixty_registrations(shipped_model: LinearModel) -> None:
    cases = read()
    found = results(cases, Screener(shipped_model, policy.shipped()))
    for result in found:
        if result.extra or result.missed:
            print(result)
    precision, recall = quality(found)
    print(f"precision {precision:.3f}, recall {recall:.3f}")
    assert len(cases) == 60 and sum(not case.expected for case in cases) == 30
    assert precision >= TARGET and recall >= TARGET


@pytest.mark.parametrize("case", ODD, ids=[case.name for case in ODD])
def test_the_rules_hold_for_odd_registrations(case: Case, shipped_model: LinearModel) -> None:
    """What the model says is left aside, with the flag that hangs on it."""
    (result,) = results([case], Screener(shipped_model, policy.shipped()))
    for side in (result.extra, result.missed):
        assert not {(field, name) for field, name in side if not name.startswith("prohibited-") and field != "ageGated"}
