"""What differs between two policies, and when a change may take effect.

Source: ISV guideline, row keyword monitoring: two weeks' notice before a change is enforced.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from classifier.errors import PolicyError
from classifier.policy.lists import Shortener
from classifier.policy.rules import Dated, EffectRule, ThresholdRule
from classifier.policy.value import Policy

_R = TypeVar("_R", bound=Dated)
_SETTINGS = ("version", "dated_on", "in_force_from", "notice_days")
_REGIONS = ("home_regions", "no_short_codes", "no_alphanumeric")


class Kind(StrEnum):
    """What it is that differs. Regions and hosts have no dates: a change of them holds as soon as the file is used."""

    SETTING = "setting"
    REGION = "region"
    KEYWORD = "keyword"
    EFFECT = "effect"
    THRESHOLD = "threshold"
    HOST = "host"
    LIST = "list"


_DATED = (Kind.KEYWORD, Kind.EFFECT, Kind.THRESHOLD)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: `what` is a rule or setting by its name; before and after are None where it is not."""

    kind: Kind
    what: str
    before: str | None
    after: str | None
    effective_from: date | None = None


def diff(old: Policy, new: Policy) -> tuple[Change, ...]:
    """All that differs, settings first, then rules, then lists, each in order of its name."""
    return (
        *_settings(old, new),
        *_rules(Kind.KEYWORD, old.keywords, new.keywords, lambda rule: rule.id),
        *_rules(Kind.EFFECT, old.effects, new.effects, effect_key),
        *_rules(Kind.THRESHOLD, old.thresholds, new.thresholds, threshold_key),
        *_lists(old, new),
    )


def effect_key(rule: EffectRule) -> str:
    """What tells an effect rule from others: its check and the day that it begins."""
    return f"{rule.check} from {rule.effective_from or 'ever'}"


def threshold_key(rule: ThresholdRule) -> str:
    """What tells a threshold rule from others: its category and the day that it begins."""
    return f"{rule.category} from {rule.effective_from or 'ever'}"


def announce(old: Policy, new: Policy, today: date) -> Policy:
    """The new policy with every changed rule announced today, in force after the days of notice at the earliest.

    A rule that says when it takes effect keeps its day. PolicyError when that is too soon, or when a rule that is in
    force is left out or changed in its place instead of being given an end. A change without days of its own, of
    regions or of hosts, makes the whole file one that is not put into use before `in_force_from`.
    """
    days = max(old.notice_days, new.notice_days)
    earliest = today + timedelta(days=days)
    found = diff(old, new)
    too_soon = [change for change in found if _soon(change, earliest)]
    if too_soon:
        first = too_soon[0]
        raise PolicyError(
            f"{first.what}: a change of the live policy needs {days} days of notice: announced on {today} "
            f"it takes effect on {earliest} at the earliest, got {first.effective_from or 'at once'}"
        )
    known = {("keyword", rule.id) for rule in old.keywords}
    known |= {("effect", effect_key(rule)) for rule in old.effects}
    known |= {("threshold", threshold_key(rule)) for rule in old.thresholds}
    return replace(
        new,
        dated_on=today,
        in_force_from=_in_force_from(found, new, earliest),
        keywords=tuple(_dated(new.keywords, lambda r: ("keyword", r.id) in known, today, earliest)),
        effects=tuple(_dated(new.effects, lambda r: ("effect", effect_key(r)) in known, today, earliest)),
        thresholds=tuple(_dated(new.thresholds, lambda r: ("threshold", threshold_key(r)) in known, today, earliest)),
    )


def _soon(change: Change, earliest: date) -> bool:
    """Whether the rule would change before the notice is over. A new rule without a day is given one."""
    if change.kind not in _DATED:
        return False
    if change.before is None and change.effective_from is None:
        return False
    return change.effective_from is None or change.effective_from < earliest


def _in_force_from(found: Iterable[Change], new: Policy, earliest: date) -> date | None:
    """The day before which the new file must not be used. A host that is no longer listed blocks nothing new."""
    undated = any(
        change.kind is Kind.REGION or (change.kind is Kind.HOST and change.after is not None) for change in found
    )
    return max(new.in_force_from or earliest, earliest) if undated else new.in_force_from


def _dated(rules: Iterable[_R], known: Callable[[_R], bool], today: date, earliest: date) -> Iterator[_R]:
    for rule in rules:
        if known(rule) or rule.announced_on is not None:
            yield rule
        else:
            yield replace(rule, announced_on=today, effective_from=rule.effective_from or earliest)


def _settings(old: Policy, new: Policy) -> Iterator[Change]:
    for name in (*_SETTINGS, *_REGIONS):
        before, after = (getattr(policy, name) for policy in (old, new))
        if before != after:
            kind = Kind.REGION if name in _REGIONS else Kind.SETTING
            yield Change(kind, f"policy {name}", _shown(before), _shown(after))


def _rules(kind: Kind, old: Iterable[_R], new: Iterable[_R], key: Callable[[_R], str]) -> Iterator[Change]:
    before, after = {key(rule): rule for rule in old}, {key(rule): rule for rule in new}
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if was != now:
            yield Change(kind, f"{kind} {name}", _told(was), _told(now), _day(was, now))


def _day(was: Dated | None, now: Dated | None) -> date | None:
    """When the difference is felt: a new rule on its first day, an ended one on its last; None at once."""
    if was is None or now is None:
        return now.effective_from if now else None
    ended = replace(was, effective_to=now.effective_to)
    return now.effective_to if ended == now else None


def _told(rule: Dated | None) -> str | None:
    if rule is None:
        return None
    facts: Mapping[str, Any] = asdict(rule)
    return ", ".join(f"{name} {_shown(value)}" for name, value in facts.items() if value not in (None, ""))


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    if isinstance(value, dict):
        return " ".join(f"{name} {part}" for name, part in value.items())
    return str(value)


def _lists(old: Policy, new: Policy) -> Iterator[Change]:
    before, after = old.lists.shorteners, new.lists.shorteners
    for host in sorted(before.keys() | after.keys()):
        was, now = before.get(host), after.get(host)
        if was != now:
            yield Change(Kind.HOST, f"list shorteners {host}", _owned(was), _owned(now))
    for name in ("reply_words", "quiet_hours"):
        if getattr(old.lists, name) != getattr(new.lists, name):
            was_rows, now_rows = (f"{len(getattr(policy.lists, name))} rows" for policy in (old, new))
            yield Change(Kind.LIST, f"list {name}", was_rows, now_rows)


def _owned(entry: Shortener | None) -> str | None:
    return " ".join(filter(None, (entry.owner, entry.brand))) if entry else None
