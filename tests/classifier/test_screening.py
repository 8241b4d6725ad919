"""Checks see, the policy judges, time decides: what becomes of hits."""

from collections.abc import Iterator
from dataclasses import astuple, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import check, links
from classifier.checks import keywords
from classifier.failures import Failure
from classifier.policy import EffectRule, KeywordRule, ThresholdRule
from classifier.records import Context, Exemption
from classifier.screening import Screener
from classifier.subject import Subject
from classifier.types import Effect, Evidence, Finding, Hit, Message, Thresholds, Verdict
from tests.service.tiny_model import BLOCKED, CLEAN, REVIEWED, tiny_model, tiny_policy

RULE = KeywordRule(
    id="w",
    phrase="lucky draw",
    category="gambling",
    announced_on=date(2026, 12, 1),
    effective_from=date(2026, 12, 20),
    effective_to=date(2027, 6, 1),
)


@check.check("TST001", "sees-everything", effect=Effect.REVIEW, clause="none", fix="Nothing.")
def sees_everything(subject: Subject) -> Iterator[Hit]:
    """Sees the first character of every message."""
    yield Hit("Seen.", (Evidence(0, 1, subject.message.text[:1]),))


@check.check("TST002", "crashes", clause="none", fix="Nothing.")
def crashes(subject: Subject) -> Iterator[Hit]:
    """Breaks."""
    raise RuntimeError("broken")


def verdict(text: str, context: Context | None = None, **changes: object) -> Verdict:
    policy = replace(tiny_policy(), **changes)  # type: ignore[arg-type]
    return Screener(tiny_model(), policy).verdict(Message(text), context or Context())


def finding(found: Verdict, name: str) -> Finding:
    (one,) = [each for each in found.findings if each.name == name]
    return one


@pytest.mark.parametrize(
    ("day", "effect", "decision", "enforced_from"),
    [
        (date(2026, 11, 30), None, Effect.ALLOW, None),
        (date(2026, 12, 1), Effect.WARN, Effect.ALLOW, date(2026, 12, 20)),
        (date(2026, 12, 19), Effect.WARN, Effect.ALLOW, date(2026, 12, 20)),
        (date(2026, 12, 20), Effect.BLOCK, Effect.BLOCK, None),
        (date(2027, 6, 1), None, Effect.ALLOW, None),
    ],
)
def test_a_keyword_rule_is_judged_by_its_phase_on_the_day(
    day: date, effect: Effect | None, decision: Effect, enforced_from: date | None
) -> None:
    found = verdict("Join our lucky draw", Context(as_of=day), keywords=(RULE,))
    assert (found.decision, found.as_of) == (decision, day)
    assert [each.effect for each in found.findings] == ([effect] if effect else [])
    if effect:
        assert found.findings[0].enforced_from == enforced_from
        assert ("Blocks from 2026-12-20." in found.findings[0].reason) == (effect is Effect.WARN)
    assert found.labels == (("gambling",) if effect is Effect.BLOCK else ())


def test_an_exempted_keyword_stays_visible_as_allowed_until_the_exemption_expires() -> None:
    exemption = Exemption("ex-7", "Lucky Draw", "compliance", "charity licence", expires_on=date(2027, 1, 31))
    for day, effect in ((date(2027, 1, 31), Effect.ALLOW), (date(2027, 2, 1), Effect.BLOCK)):
        context = Context(exemptions=(exemption,), as_of=day)
        found = finding(verdict("Join our lucky draw", context, keywords=(RULE,)), "keyword")
        assert found.effect is effect
        assert ("ex-7" in found.reason) == (effect is Effect.ALLOW)


def test_a_policy_changes_what_a_check_means_from_its_day_on_and_says_so_before() -> None:
    rule = EffectRule(
        check="sees-everything",
        effect=Effect.BLOCK,
        announced_on=date(2026, 12, 1),
        effective_from=date(2026, 12, 15),
    )
    screener = Screener(tiny_model(), replace(tiny_policy(), effects=(rule,)), (sees_everything,))
    before = screener.verdict(Message(CLEAN), Context(as_of=date(2026, 12, 14)))
    assert before.decision is Effect.REVIEW
    assert before.findings[0].enforced_from == date(2026, 12, 15)
    assert before.findings[0].reason.endswith("Blocks from 2026-12-15.")
    assert screener.verdict(Message(CLEAN), Context(as_of=date(2026, 12, 15))).decision is Effect.BLOCK


@pytest.mark.parametrize(("text", "decision"), [(CLEAN, "allow"), (REVIEWED, "review"), (BLOCKED, "block")])
def test_the_models_score_blocks_or_is_reviewed_by_its_thresholds(text: str, decision: str) -> None:
    assert verdict(text).decision == decision


def test_thresholds_of_the_policy_take_the_place_of_the_models() -> None:
    strict = ThresholdRule(category="gambling", thresholds=Thresholds(0.2, 0.3))
    found = verdict(REVIEWED, thresholds=(strict,))
    assert found.decision is Effect.BLOCK
    assert next(e for e in found.explanations if e.category == "gambling").threshold == 0.3


def test_a_check_that_crashes_is_named_and_the_others_go_on() -> None:
    screener = Screener(tiny_model(), tiny_policy(), (crashes, sees_everything))
    found = screener.verdict(Message(CLEAN), Context())
    assert found.failed == ("crashes",)
    assert [each.name for each in found.findings] == ["sees-everything"]
    assert Screener(tiny_model(), tiny_policy(), (crashes,)).verdict(Message(CLEAN), Context()).decision == "review"


def test_checks_whose_facts_cannot_be_worked_out_are_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> tuple[links.Link, ...]:
        raise RuntimeError(text)

    monkeypatch.setattr(links, "find", broken)
    found = verdict(f"{BLOCKED}, see bit.ly/3xYz")
    assert "public-shortener" in found.failed and "keyword" not in found.failed
    assert "gambling" in found.labels


def test_of_a_crash_the_type_and_the_place_are_told_and_nothing_of_the_message() -> None:
    told: list[Failure] = []
    screener = Screener(tiny_model(), tiny_policy(), (crashes, sees_everything), on_failure=told.append)
    screener.verdict(Message("A private text"), Context())
    ((name, error, place),) = [astuple(failure) for failure in told]
    assert (name, error) == ("crashes", "RuntimeError") and place.startswith("test_screening.py:")


def test_the_gravest_finding_comes_first_and_decides() -> None:
    found = verdict("Casino news at bit.ly/3xYz and http://example.com/a")
    ranks = [each.effect.rank for each in found.findings]
    assert ranks == sorted(ranks, reverse=True) and found.decision is found.findings[0].effect


def test_every_verdict_names_both_versions_the_day_and_the_segments() -> None:
    found = verdict("Hello “you”")
    assert (found.model_version, found.policy_version, found.as_of) == ("tiny", "tiny", tiny_policy().dated_on)
    assert (found.segments.encoding, [e.text for e in found.segments.forced_by]) == ("UCS-2", ["“", "”"])


@settings(deadline=None)
@given(st.text(), st.text(max_size=20), st.text(max_size=20))
def test_whatever_the_text_and_the_numbers_no_check_crashes(text: str, sender: str, recipient: str) -> None:
    message = Message(text, sender=sender, recipient=recipient, first_contact=True, use_case="MARKETING")
    found = Screener(tiny_model(), tiny_policy()).verdict(message, Context())
    assert found.failed == ()
    for each in found.findings:
        assert all(e.text == text[e.start : e.end] for e in each.evidence)


def test_an_exemption_does_not_revive_a_rule_that_has_ended_or_is_not_announced() -> None:
    exemption = Exemption("ex-7", "lucky draw", "compliance", "charity licence")
    for day in (date(2026, 11, 30), date(2027, 6, 1)):
        context = Context(exemptions=(exemption,), as_of=day)
        assert verdict("Join our lucky draw", context, keywords=(RULE,)).findings == ()
    found = verdict("Join our lucky draw", Context(exemptions=(exemption,), as_of=date(2027, 1, 1)), keywords=(RULE,))
    assert (found.findings[0].reference, found.findings[0].fix) == ("ex-7", None)


LIVE = KeywordRule(id="w", phrase="lucky draw", category="gambling")


@pytest.mark.parametrize(
    ("name", "text"), [("keyword", "Join our lucky draw"), ("prohibited-gambling", BLOCKED)], ids=["keyword", "model"]
)
def test_an_effect_rule_caps_what_rules_and_scores_mean(name: str, text: str) -> None:
    def effect(capped: Effect) -> Effect:
        rule = EffectRule(check=name, effect=capped)
        return finding(verdict(text, keywords=(LIVE,), effects=(rule,)), name).effect

    assert [effect(capped) for capped in (Effect.WARN, Effect.REVIEW, Effect.BLOCK)] == ["warn", "review", "block"]


def test_an_effect_rule_never_raises_what_a_rule_or_score_means() -> None:
    milder = replace(LIVE, effect=Effect.WARN)
    rules = (
        EffectRule(check="keyword", effect=Effect.BLOCK),
        EffectRule(check="prohibited-gambling", effect=Effect.BLOCK),
    )
    assert verdict("Join our lucky draw", keywords=(milder,), effects=rules).decision is Effect.ALLOW
    assert verdict(REVIEWED, effects=rules).decision is Effect.REVIEW


def test_an_announced_rule_that_is_stricter_than_what_is_allowed_today_warns() -> None:
    day = date(2026, 12, 20)
    for name, text in (("sees-everything", CLEAN), ("keyword", "Join our lucky draw")):
        rules = (
            EffectRule(check=name, effect=Effect.ALLOW, effective_to=day),
            EffectRule(check=name, effect=Effect.BLOCK, announced_on=date(2026, 12, 1), effective_from=day),
        )
        policy = replace(tiny_policy(), keywords=(LIVE,), effects=rules)
        screener = Screener(tiny_model(), policy, (sees_everything, keywords.keyword))
        noticed = finding(screener.verdict(Message(text), Context(as_of=date(2026, 12, 1))), name)
        assert (noticed.effect, noticed.enforced_from) == (Effect.WARN, day)
        assert noticed.reason.endswith("Blocks from 2026-12-20.")
        before = finding(screener.verdict(Message(text), Context(as_of=date(2026, 11, 30))), name)
        assert (before.effect, before.enforced_from) == (Effect.ALLOW, None)


def test_a_lower_announced_threshold_gives_notice_to_scores_between() -> None:
    coming = ThresholdRule(
        category="gambling",
        thresholds=Thresholds(0.1, 0.3),
        announced_on=date(2026, 12, 1),
        effective_from=date(2026, 12, 20),
    )
    high = ThresholdRule(category="gambling", thresholds=Thresholds(0.9, 0.95), effective_to=date(2026, 12, 20))
    for rules, effect in (((coming,), Effect.REVIEW), ((high, coming), Effect.WARN)):
        noticed = finding(verdict(REVIEWED, Context(as_of=date(2026, 12, 1)), thresholds=rules), "prohibited-gambling")
        assert (noticed.effect, noticed.enforced_from) == (effect, date(2026, 12, 20))
        assert noticed.reason.endswith("Blocks from 2026-12-20.")
        assert verdict(REVIEWED, Context(as_of=date(2026, 12, 20)), thresholds=rules).decision is Effect.BLOCK
    assert verdict(REVIEWED, Context(as_of=date(2026, 11, 30)), thresholds=(high, coming)).findings == ()
    assert verdict(CLEAN, Context(as_of=date(2026, 12, 1)), thresholds=(coming,)).findings == ()


def test_a_policy_with_thresholds_keeps_the_tables_of_the_model() -> None:
    model = tiny_model()
    stricter = model.under({**model.thresholds, "gambling": Thresholds(0.2, 0.3)})
    assert stricter.scorer is model.scorer
    assert (stricter.thresholds["gambling"].block, model.thresholds["gambling"].block) == (0.3, 0.7)
