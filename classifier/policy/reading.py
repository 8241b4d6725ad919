"""Read a policy from its TOML file and the lists beside it, or say by file, line and key what is wrong with it."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from classifier import taxonomy
from classifier.policy import lists, toml_file
from classifier.policy.breadth import LANGUAGES, too_broad
from classifier.policy.keyword_list import read_keywords
from classifier.policy.phrases import folded
from classifier.policy.rules import Dated, EffectRule, KeywordRule, Match, ThresholdRule
from classifier.policy.toml_file import Table
from classifier.policy.value import Policy
from classifier.tsv import LISTS
from classifier.types import Effect, Thresholds

SHIPPED = LISTS / "policy.toml"
_TOP = ("version", "dated_on", "in_force_from", "notice_days", "lists", "regions", "effects", "thresholds", "keywords")
_DATES = ("announced_on", "effective_from", "effective_to")
_LISTS = ("keywords", "shorteners", "reply_words", "quiet_hours")
_REGIONS = ("home", "no_short_codes", "no_alphanumeric")

_R = TypeVar("_R", bound=Dated)


@dataclass(frozen=True, slots=True)
class _Notice:
    """What dates of rules are held against: days of notice, and the last day that needs no announcement."""

    days: int
    unannounced_until: date


@cache
def shipped() -> Policy:
    """The policy that Prescreen ships with."""
    return read(SHIPPED)


def read(path: Path, check_names: Collection[str] | None = None, draft: bool = False) -> Policy:
    """The policy of a file; PolicyError names file, line and key of the first thing that is wrong.

    `check_names` are the checks that an effect rule may be about: the policy does not know them of itself. The rules of
    a draft may have days to come without having been announced.
    """
    top = toml_file.read(path).only(*_TOP)
    notice_days = top.get("notice_days", int, 14)
    if notice_days < 14:
        raise top.fail("notice_days", f"expected 14 or more (the guideline's two weeks), got {notice_days}")
    regions = top.table("regions").only(*_REGIONS)
    version, dated_on = top.get("version", str), top.get("dated_on", date)
    notice = _Notice(notice_days, date.max if draft else dated_on)
    return Policy(
        version=version,
        dated_on=dated_on,
        notice_days=notice_days,
        keywords=_keywords(top, notice),
        effects=_no_overlap(_effects(top, notice, check_names), lambda rule: rule.check),
        thresholds=_no_overlap(_thresholds(top, notice), lambda rule: rule.category),
        lists=_lists(top),
        in_force_from=top.get("in_force_from", date) if "in_force_from" in top.values else None,
        home_regions=_countries(regions, "home", ["US"]),
        no_short_codes=_countries(regions, "no_short_codes", ["US", "CA"]),
        no_alphanumeric=_countries(regions, "no_alphanumeric", ["US", "CA"]),
    )


def _keywords(top: Table, notice: _Notice) -> tuple[KeywordRule, ...]:
    """The file's own rules, then those of the list; an own rule with the id of a listed one takes its place."""
    found = list(_own_keywords(top, notice))
    own = _no_overlap(iter(found), _about, "phrase")
    taken = {rule.id for rule in own}
    listed = [rule for rule in read_keywords(_listed(top, "keywords")) if rule.id not in taken]
    known = {_about(rule): rule for rule in listed}
    for table, rule in found:
        other = known.get(_about(rule))
        if other is not None and other.effect is not rule.effect and rule.overlaps(other):
            raise table.fail("phrase", f"contradicts {other.id} of the keyword list; give it that id to take its place")
    return (*own, *listed)


def _about(rule: KeywordRule) -> str:
    return f"{rule.category} {folded(rule.phrase)}"


def _own_keywords(top: Table, notice: _Notice) -> Iterator[tuple[Table, KeywordRule]]:
    seen: set[str] = set()
    for table in top.tables("keywords"):
        table.only("id", "phrase", "category", "match", "effect", "lang", "source", *_DATES)
        rule = KeywordRule(
            id=table.get("id", str),
            phrase=_phrase(table),
            category=_category(table),
            match=table.choice("match", Match, "phrase"),
            effect=table.choice("effect", Effect, "block"),
            lang=_lang(table),
            source=table.get("source", str, ""),
            **_dates(table, notice),
        )
        if rule.id in seen:
            raise table.fail("id", f"{rule.id} is given to two rules")
        seen.add(rule.id)
        yield table, rule


def _phrase(table: Table) -> str:
    phrase: str = table.get("phrase", str)
    if broad := too_broad(phrase):
        raise table.fail("phrase", broad)
    return phrase


def _lang(table: Table) -> str | None:
    lang = table.values.get("lang")
    if lang is not None and lang not in LANGUAGES:
        raise table.fail("lang", f"expected one of {', '.join(LANGUAGES)}, got {lang!r}")
    return lang


def _effects(top: Table, notice: _Notice, check_names: Collection[str] | None) -> Iterator[tuple[Table, EffectRule]]:
    for table in top.tables("effects"):
        table.only("check", "effect", *_DATES)
        check, effect = table.get("check", str), table.choice("effect", Effect)
        if check_names is not None and check not in check_names:
            raise table.fail("check", f"there is no check {check!r}; `prescreen checks` lists them")
        yield table, EffectRule(check=check, effect=effect, **_dates(table, notice))


def _thresholds(top: Table, notice: _Notice) -> Iterator[tuple[Table, ThresholdRule]]:
    for table in top.tables("thresholds"):
        table.only("category", "review", "block", *_DATES)
        review, block = table.get("review", float), table.get("block", float)
        if not 0.0 < review <= block < 1.0:
            raise table.fail("review", f"expected 0 < review <= block < 1, got {review} and {block}")
        limits = Thresholds(float(review), float(block))
        yield table, ThresholdRule(category=_category(table), thresholds=limits, **_dates(table, notice))


def _no_overlap(
    found: Iterator[tuple[Table, _R]], key: Callable[[_R], str], names: str = "effective_from"
) -> tuple[_R, ...]:
    """The rules in the file's order; two about one thing that are in force on the same day contradict each other."""
    kept: dict[str, list[_R]] = {}
    rules: list[_R] = []
    for table, rule in found:
        if any(rule.overlaps(other) for other in kept.get(key(rule), ())):
            raise table.fail(names, f"overlaps in time with another rule about {key(rule)}")
        kept.setdefault(key(rule), []).append(rule)
        rules.append(rule)
    return tuple(rules)


def _dates(table: Table, notice: _Notice) -> dict[str, Any]:
    dates = {name: table.get(name, date) for name in _DATES if name in table.values}
    announced, start, end = (dates.get(name) for name in _DATES)
    if announced is not None and start is None:
        raise table.fail("announced_on", "expected effective_from as well")
    if announced is not None and start < announced + timedelta(days=notice.days):
        earliest = announced + timedelta(days=notice.days)
        raise table.fail("effective_from", f"{start} is in less than {notice.days} days; the earliest is {earliest}")
    if announced is None and start is not None and start > notice.unannounced_until:
        raise table.fail("effective_from", f"{start} is after dated_on; expected announced_on as well")
    if end is not None and end <= (start or date.min):
        raise table.fail("effective_to", f"expected a day after {start}, got {end}")
    return dates


def _category(table: Table) -> str:
    code: str = table.get("category", str)
    if code not in taxonomy.LEAVES:
        raise table.fail("category", f"expected one of {', '.join(taxonomy.LEAVES)}, got {code!r}")
    return code


def _countries(table: Table, key: str, default: list[str]) -> frozenset[str]:
    codes = table.get(key, list, default)
    for code in codes:
        if not isinstance(code, str) or not re.fullmatch("[A-Z]{2}", code):
            raise table.fail(key, f"expected ISO 3166 codes such as US, got {code!r}")
    return frozenset(codes)


def _listed(top: Table, name: str) -> Path:
    """A list of the file's own, beside it, or else the shipped one."""
    given = top.table("lists").only(*_LISTS).values.get(name)
    return LISTS / f"{name}.tsv" if given is None else top.path.parent / str(given)


def _lists(top: Table) -> lists.Lists:
    return lists.Lists(
        shorteners=lists.read_shorteners(_listed(top, "shorteners")),
        reply_words=lists.read_reply_words(_listed(top, "reply_words")),
        quiet_hours=lists.read_quiet_hours(_listed(top, "quiet_hours")),
    )
