"""What the doors tell about the checks and the policy: one form for command line and HTTP."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from classifier.check import Check
from classifier.checks import CHECKS
from classifier.policy import Dated, KeywordRule, Policy, read, shipped
from classifier.policy.changes import effect_key, threshold_key
from classifier.types import Effect

NAMES = frozenset(check.name for check in CHECKS)
"""The names of all checks, for the policy, which is below them."""


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """A check as its documentation has it."""

    code: str
    name: str
    effect: Effect
    clause: str
    title: str
    documentation: str
    fix: str


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A rule of the policy file, with its phase on the day that was asked for."""

    kind: str
    name: str
    phase: str
    effective_from: date | None
    effective_to: date | None


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """The policy on a day. `listed_keywords` counts the rules of the keyword list, by category and effect."""

    version: str
    dated_on: date
    as_of: date
    notice_days: int
    home_regions: tuple[str, ...]
    rules: tuple[RuleFacts, ...]
    listed_keywords: dict[str, int]
    shorteners: int


def read_policy(path: Path | None, draft: bool = False) -> Policy:
    """The policy of a file, or the shipped one; PolicyError when it is wrong, or has a rule about no known check."""
    return shipped() if path is None else read(path, NAMES, draft)


def described(check: Check) -> CheckFacts:
    """The facts of a check."""
    return CheckFacts(check.code, check.name, check.effect, check.clause, check.title, check.documentation, check.fix)


def summary_of(policy: Policy, day: date) -> PolicyFacts:
    """The policy on that day."""
    dated: list[RuleFacts] = []
    listed: Counter[str] = Counter()
    for rule in policy.keywords:
        if rule.effective_from is None and rule.effective_to is None:
            listed[f"{rule.category} {rule.effect.value}"] += 1
        else:
            dated.append(_fact("keyword", _named(rule), rule, day))
    dated += [_fact("effect", effect_key(rule), rule, day) for rule in policy.effects]
    dated += [_fact("threshold", threshold_key(rule), rule, day) for rule in policy.thresholds]
    return PolicyFacts(
        version=policy.version,
        dated_on=policy.dated_on,
        as_of=day,
        notice_days=policy.notice_days,
        home_regions=tuple(sorted(policy.home_regions)),
        rules=tuple(dated),
        listed_keywords=dict(sorted(listed.items())),
        shorteners=len(policy.lists.shorteners),
    )


def _named(rule: KeywordRule) -> str:
    return f"{rule.id}: {rule.phrase} ({rule.category}, {rule.effect.value})"


def _fact(kind: str, name: str, rule: Dated, day: date) -> RuleFacts:
    return RuleFacts(kind, name, rule.phase(day).value, rule.effective_from, rule.effective_to)
