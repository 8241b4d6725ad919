"""Every check has documentation and cases, and does what its cases say."""

import re

import pytest

from classifier import policy
from classifier.check import Check
from classifier.checks import BY_CODE, CHECKS
from classifier.model.linear import LinearModel
from classifier.subject import Subject
from classifier.text import readings
from classifier.types import Hit
from tests.classifier.checks import cases
from tests.classifier.checks.cases import Case

ENOUGH = 12
HITS = [(check, case) for check in CHECKS for case in cases.of(check).hits]
MISSES = [(check, case) for check in CHECKS for case in cases.of(check).misses]


def hits_of(check: Check, case: Case, model: LinearModel) -> list[Hit]:
    explanations = model.explain(case.message.text) if check.code.startswith("MDL") else ()
    views = readings(case.message.text)
    return list(
        check.sees(Subject(case.message, case.context, policy.shipped(), views, explanations, model.thresholds))
    )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_is_documented_and_has_enough_cases(check: Check) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", check.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name)
    assert check.title.endswith(".") and check.clause and check.fix.endswith(".")
    found = cases.of(check)
    assert found.check == check.name
    for group in (found.hits, found.misses):
        assert len({(case.message, str(case.context)) for case in group}) >= ENOUGH


def test_codes_and_names_are_given_once() -> None:
    assert len(BY_CODE) == len(CHECKS) == len({check.name for check in CHECKS})


def test_every_file_of_cases_belongs_to_a_check() -> None:
    assert {path.stem for path in cases.CASES.glob("*.yaml")} == BY_CODE.keys()


@pytest.mark.parametrize(("check", "case"), HITS, ids=[case.name for _, case in HITS])
def test_a_check_sees_what_it_must(check: Check, case: Case, shipped_model: LinearModel) -> None:
    hits = hits_of(check, case, shipped_model)
    assert hits, case.message.text
    shown = [evidence for hit in hits for evidence in hit.evidence]
    assert all(evidence.text == case.message.text[evidence.start : evidence.end] for evidence in shown)
    assert set(case.evidence) <= {evidence.text for evidence in shown}


@pytest.mark.parametrize(("check", "case"), MISSES, ids=[case.name for _, case in MISSES])
def test_a_check_leaves_alone_what_it_must(check: Check, case: Case, shipped_model: LinearModel) -> None:
    allowed = [hit for hit in hits_of(check, case, shipped_model) if hit.reference is None]
    assert not allowed, [hit.reason for hit in allowed]
