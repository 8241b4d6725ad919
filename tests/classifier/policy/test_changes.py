"""What differs between two policies, and the notice that a change needs."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from classifier import policy
from classifier.errors import PolicyError
from classifier.policy import EffectRule, KeywordRule, Owner, Phase, Policy, Shortener, changes
from classifier.types import Effect

TODAY = date(2026, 11, 25)
EARLIEST = TODAY + timedelta(days=14)
RULE = KeywordRule(id="own-1", phrase="lucky draw", category="gambling")


@pytest.fixture
def live(tmp_path: Path) -> Policy:
    path = tmp_path / "p.toml"
    path.write_text('version = "1"\ndated_on = 2026-11-01\n', encoding="utf-8")
    return policy.read(path)


def test_equal_policies_do_not_differ(live: Policy) -> None:
    assert changes.diff(live, live) == ()


def test_each_thing_that_differs_is_told_with_before_and_after(live: Policy) -> None:
    new = replace(
        live,
        version="2",
        keywords=(*live.keywords, RULE),
        effects=(EffectRule(check="unknown-shortener", effect=Effect.BLOCK),),
    )
    told = {change.what: (change.before, change.after) for change in changes.diff(live, new)}
    assert told["policy version"] == ("1", "2")
    assert told["keyword own-1"][0] is None and "lucky draw" in str(told["keyword own-1"][1])
    assert "effect unknown-shortener from ever" in told
    assert all(change.before for change in changes.diff(new, live) if change.what.startswith("keyword"))


def test_a_new_rule_is_announced_and_takes_effect_when_the_notice_is_over(live: Policy) -> None:
    announced = changes.announce(live, replace(live, keywords=(*live.keywords, RULE)), TODAY)
    rule = announced.rules["own-1"]
    assert (rule.announced_on, rule.effective_from) == (TODAY, EARLIEST)
    assert rule.phase(TODAY) is Phase.NOTICE and rule.phase(EARLIEST) is Phase.LIVE


def test_a_rule_that_is_given_a_later_day_keeps_it(live: Policy) -> None:
    later = replace(RULE, effective_from=EARLIEST + timedelta(days=30))
    announced = changes.announce(live, replace(live, keywords=(*live.keywords, later)), TODAY)
    assert announced.rules["own-1"].effective_from == later.effective_from


@pytest.mark.parametrize(
    "rules",
    [
        (replace(RULE, effective_from=EARLIEST - timedelta(days=1)),),
        (replace(RULE, effective_from=date(2020, 1, 1)),),
    ],
)
def test_a_change_that_comes_too_soon_is_refused_with_the_earliest_day(
    live: Policy, rules: tuple[KeywordRule, ...]
) -> None:
    with pytest.raises(PolicyError, match=f"takes effect on {EARLIEST} at the earliest"):
        changes.announce(live, replace(live, keywords=(*live.keywords, *rules)), TODAY)


def test_a_live_rule_cannot_be_dropped_or_changed_at_once_but_it_can_be_given_an_end(live: Policy) -> None:
    old = replace(live, keywords=(RULE,))
    for kept in ((), (replace(RULE, phrase="other words"),), (replace(RULE, effective_to=TODAY),)):
        with pytest.raises(PolicyError, match="at the earliest"):
            changes.announce(old, replace(old, keywords=kept), TODAY)
    ended = replace(RULE, effective_to=EARLIEST)
    assert changes.announce(old, replace(old, keywords=(ended,)), TODAY).rules["own-1"].effective_to == EARLIEST


def test_the_longer_notice_of_both_policies_counts(live: Policy) -> None:
    old = replace(live, notice_days=30)
    announced = changes.announce(old, replace(live, keywords=(*live.keywords, RULE)), TODAY)
    assert announced.rules["own-1"].effective_from == TODAY + timedelta(days=30)


def test_what_has_no_dates_makes_the_file_one_that_is_in_force_after_the_notice(live: Policy) -> None:
    hosts = {**live.lists.shorteners, "new.example": Shortener("new.example", Owner.PUBLIC)}
    listed = replace(live, lists=replace(live.lists, shorteners=hosts))
    for old, new, day in (
        (live, replace(live, home_regions=frozenset({"US", "FR"})), EARLIEST),
        (live, replace(live, no_short_codes=frozenset({"US"})), EARLIEST),
        (live, replace(live, no_alphanumeric=frozenset({"US"}), in_force_from=date(2027, 5, 1)), date(2027, 5, 1)),
        (live, listed, EARLIEST),
        (listed, live, None),
        (live, replace(live, keywords=(*live.keywords, RULE)), None),
    ):
        assert changes.announce(old, new, TODAY).in_force_from == day
    told = {change.kind: change for change in changes.diff(live, changes.announce(live, listed, TODAY))}
    assert (told[changes.Kind.HOST].before, told[changes.Kind.HOST].after) == (None, "public")
    assert ("policy in_force_from", None, str(EARLIEST)) in [
        (change.what, change.before, change.after)
        for change in changes.diff(live, changes.announce(live, listed, TODAY))
    ]
