"""What is checked and under which policy: GET /v1/checks, /v1/checks/{code}, /v1/policy."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from classifier.checks import BY_CODE, CHECKS
from service.api.health import LoadedScreener
from service.api.problems import Refused, documented
from service.checks import CheckFacts, PolicyFacts, described, summary_of
from service.forms.context import Day
from service.scoring import as_of as context_of

router = APIRouter(prefix="/v1", tags=["policy"])


@dataclass(frozen=True, slots=True)
class Checks:
    """All checks."""

    checks: list[CheckFacts]


@router.get("/checks")
async def list_checks() -> Checks:
    """All checks, in the order of their families."""
    return Checks([described(check) for check in CHECKS])


@router.get("/checks/{code}", responses=documented(404))
async def one_check(code: str) -> CheckFacts:
    """One check, by its code or name."""
    named = BY_CODE.get(code.upper()) or next((check for check in CHECKS if check.name == code), None)
    if named is None:
        raise Refused(404, "There is no check of that code or name; see /v1/checks.")
    return described(named)


@router.get("/policy", responses=documented(422, 503))
async def show_policy(screener: LoadedScreener, as_of: Annotated[Day | None, Query()] = None) -> PolicyFacts:
    """The policy in use, and the phase of its rules on a day (today, if left out)."""
    day = context_of(as_of).as_of
    assert day is not None
    return summary_of(screener.policy, day)
