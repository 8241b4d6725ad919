"""A registration that is fine in every field, to be spoilt in one, and what is found in it."""

from dataclasses import replace
from datetime import date
from typing import Any

from classifier.campaign import CampaignFinding, CampaignVerdict, Registration, screen
from classifier.records import Brand
from classifier.screening import Screener
from tests.service.tiny_model import tiny_model, tiny_policy

DAY = date(2026, 11, 25)
SCREENER = Screener(tiny_model(), tiny_policy())
"""Knows casino, bingo, loan and whiskey, and no other prohibited content."""

FINE = Registration(
    brand=Brand("acme", "Acme Dental", hosts=("acmedental.com",)),
    usecase="CUSTOMER_CARE",
    samples=(
        ("sample1", "Acme Dental: see you on {{date}} at {{time}} with Dr. Osei. Reply STOP to opt out."),
        ("sample2", "Your new night guard is ready to be picked up at our front desk, open until 5 pm."),
    ),
    description="Appointment reminders and notices for patients of Acme Dental who agreed to be texted.",
    message_flow="Patients tick an empty box on the intake form to agree to texts from Acme Dental.",
    optin_message="Acme Dental: you're in. 2 msgs a month. Msg & data rates may apply. HELP for help, STOP to opt out.",
    optout_message="Acme Dental: you are unsubscribed and will receive no more messages.",
    help_message="Acme Dental: call 208-555-0114 for help.",
    flags={
        "embeddedLink": False,
        "embeddedPhone": False,
        "ageGated": False,
        "directLending": False,
        "affiliateMarketing": False,
    },
)


def changed(**changes: Any) -> Registration:
    """The fine registration with other values."""
    return replace(FINE, **changes)


def with_samples(*texts: str, **changes: Any) -> Registration:
    """The fine registration with other samples, from sample1 on."""
    return changed(samples=tuple((f"sample{number}", text) for number, text in enumerate(texts, start=1)), **changes)


def verdict_on(registration: Registration, screener: Screener = SCREENER) -> CampaignVerdict:
    """What the tiny model and policy make of it."""
    return screen(registration, screener, DAY)


def names_in(registration: Registration) -> set[tuple[str, str]]:
    """Field and name of all findings."""
    return {(finding.field, finding.name) for finding in verdict_on(registration).findings}


def finding(registration: Registration, name: str) -> CampaignFinding:
    """The only finding of that name."""
    (found,) = [one for one in verdict_on(registration).findings if one.name == name]
    return found
