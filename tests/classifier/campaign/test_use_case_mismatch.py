"""use-case-mismatch: nothing may be advertised in a campaign that was not registered for it."""

import pytest

from classifier import policy, use_cases
from classifier.records import NOTHING_KNOWN, Brand
from classifier.subject import Subject
from classifier.types import Message
from tests.classifier.campaign.registrations import FINE, finding, names_in, with_samples

MISMATCH = ("sample2", "use-case-mismatch")

MARKETING = [
    "Sunny weekend ahead! Unlock free all weekend and 30% off the monthly pass.",
    "While you pick up your glasses, take $40 off a second pair.",
    "Buy 20 units, get 10 free on Tuesday!",
    "Our summer sale starts on Friday at ten.",
    "Hurry, $89 tune-ups this week only! Book today.",
    "Use coupon SMILE at the desk.",
    "Go Premium today and save 40%!",
    "Refer a friend and get a whitening kit.",
    "Come back and get your first month free.",
    "Hoy 2x1 en limpiezas, no te lo pierdas",
    "Profitez de 20 % de rabais sur votre prochaine visite",
    "Special offer for you: new arrivals in our shop.",
]
SERVICE = [
    "Your parcel is awaiting customs clearance and comes tomorrow.",
    "Your free trial ends tomorrow, you can manage your plan in the app.",
    "See you tomorrow for your balayage! Street parking is free after 4 pm.",
    "Your bill: a 10% discount was applied because you pay by autopay.",
    "Did you try to spend $312.40 with your card ending in 4821?",
    "Book online at our website or reply here, we save a spot for you.",
    "61% of the panel said yes. The next poll comes in two weeks.",
    "Your admission offer is in the portal, accept it by the first of May.",
    "Nous livrons demain, remise en main propre. Votre solde est de 20 $.",
    "Sus resultados ya están listos. Puede recogerlos de 8 a 4.",
    "An extra shift is open this Saturday for aides of the West team.",
    "Save this number and the date: your surgery is on the third.",
]


@pytest.mark.parametrize("text", MARKETING)
@pytest.mark.parametrize("use_case", ["CUSTOMER_CARE", "account notification", "SECURITY_ALERT"])
def test_marketing_under_a_transactional_use_case_is_found(text: str, use_case: str) -> None:
    found = finding(with_samples(FINE.samples[0][1], text, usecase=use_case), "use-case-mismatch")
    assert (found.field, found.rejection_code) == ("sample2", "SAMPLE_MESSAGE_USE_CASE_MISMATCH")
    assert found.evidence


@pytest.mark.parametrize("text", SERVICE)
def test_service_messages_are_left_alone(text: str) -> None:
    assert MISMATCH not in names_in(with_samples(FINE.samples[0][1], text))


@pytest.mark.parametrize("use_case", ["MARKETING", "MIXED", "LOW_VOLUME", "mixed", "CHARITY"])
def test_marketing_is_fine_where_it_was_registered(use_case: str) -> None:
    assert MISMATCH not in names_in(with_samples(FINE.samples[0][1], MARKETING[0], usecase=use_case))


def test_the_words_of_the_brand_s_name_do_not_sell() -> None:
    brand = Brand("b", "Discount Deals Tire")
    text = "Discount Deals Tire: your tires are ready. Reply STOP to end"
    assert ("sample1", MISMATCH[1]) not in names_in(with_samples(text, "See you at nine then.", brand=brand))


@pytest.mark.parametrize("use_case", ["2FA", "2fa", " 2FA"])
def test_a_sample_of_2fa_must_be_about_a_code(use_case: str) -> None:
    codes = ("Acme Dental: your code is 123456. Reply STOP to opt out.", "Use {{code}} to reset your password at Acme.")
    assert names_in(with_samples(*codes, usecase=use_case)) == set()
    assert MISMATCH in names_in(with_samples(codes[0], "See you tomorrow at nine with Dr. Lee.", usecase=use_case))


def test_the_sets_are_of_known_use_cases() -> None:
    assert list(use_cases.KNOWN) == sorted(set(use_cases.KNOWN))
    assert {*use_cases.KNOWN, "OTP"} >= use_cases.MARKETING | use_cases.WITHOUT_MARKETING | use_cases.ONE_TIME_CODES
    assert not use_cases.MARKETING & use_cases.WITHOUT_MARKETING


@pytest.mark.parametrize("use_case", ["MARKETING", " marketing", "Marketing "])
def test_a_message_s_use_case_is_read_as_registries_write_it(use_case: str) -> None:
    subject = Subject(Message("text", use_case=use_case), NOTHING_KNOWN, policy.shipped(), ())
    assert (subject.use_case, subject.is_marketing) == ("MARKETING", True)
