"""HRS: when marketing may arrive. Source: `classifier/lists/quiet_hours.tsv`, each row with its own."""

from collections.abc import Iterator
from datetime import datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from classifier import numbers
from classifier.check import Need, check
from classifier.policy import QuietHours
from classifier.subject import Subject
from classifier.types import Hit

MOST_ZONES = 3
"""A number that may be in more time zones (toll-free, satellite) tells nothing about the hour."""


_ALWAYS = (time.min, time.max)
"""Where no rule holds."""


@check(
    "HRS001",
    "quiet-hours",
    clause="Quiet hours for marketing",
    fix="Send it within the hours of the recipient's place.",
    needs=(Need.PROMOTION,),
)
def quiet_hours(subject: Subject) -> Iterator[Hit]:
    """Marketing outside the hours of the recipient's place.

    The place and its time zone follow from the number; the hours from a dated table by country and state, of which the
    strictest rule of the day holds. Where a number may be in two zones, both must be within the hours. Other messages
    than marketing are left alone, and so is a message whose time or recipient is not known.
    """
    sent, number = subject.message.sent_at, subject.recipient
    if not subject.is_marketing or sent is None or sent.tzinfo is None or number is None or number.e164 is None:
        return
    zones = numbers.time_zones(number.e164)
    if not 0 < len(zones) <= MOST_ZONES:
        return
    state = numbers.us_state(number.e164)
    for zone in zones:
        local = sent.astimezone(_zone(zone))
        opens, closes = _hours(subject.policy.lists.quiet_hours, number.region, state, local)
        if not (opens <= local.time() < closes or (opens, closes) == _ALWAYS):
            place = f"{state}, {number.region}" if state else number.region
            allowed = f"{opens:%H:%M} to {closes:%H:%M}" if opens < closes else "at no hour that day"
            yield Hit(f"It is {local:%A %H:%M} where the recipient is ({place}); marketing is allowed {allowed}.")
            return


@lru_cache(maxsize=500)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _hours(table: tuple[QuietHours, ...], country: str | None, state: str | None, local: datetime) -> tuple[time, time]:
    """The hours that all rules of the place allow on that day."""
    opens, closes = _ALWAYS
    for rule in table:
        if rule.country == country and rule.state in (None, state) and rule.holds(local.date()):
            opens, closes = max(opens, rule.opens), min(closes, rule.closes)
    return opens, closes
