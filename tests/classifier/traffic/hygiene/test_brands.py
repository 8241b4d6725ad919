"""Senders and sub-accounts that speak for two brands, and those who only seem to."""

from datetime import date

import pytest

from classifier.traffic.hygiene.brands import SENDER, SUB_ACCOUNT
from tests.classifier.traffic.hygiene.finding import findings, report
from tests.classifier.traffic.traffic import Sent, day

BOOKS = ("Halden Books: your order has shipped", "Halden Books - 20% off all novels", "[Halden Books] Pick up by 5")


def said(*texts: str, times: int = 3, sender: str = "+14155550100", sub_account: str | None = "north") -> list[Sent]:
    return [Sent(text, sender, None, sub_account, day(n)) for n in range(times) for text in texts]


def test_a_sender_of_two_brands_is_found_with_both_names_and_rows() -> None:
    sent = [*said(*BOOKS, times=1), *said("Corvane Logistics: parcel 4471 is on its way")]
    (finding,) = findings(SENDER, sent)
    assert finding.brands == ("Corvane Logistics", "Halden Books")
    assert finding.senders == ("+14155550100",) and finding.sub_accounts == ("north",)
    assert finding.count == 6 and (finding.first, finding.last) == (date(2026, 11, 2), date(2026, 11, 4))
    assert [example.row for example in finding.examples] == [4, 1]
    assert "2 brands" in finding.seen and '"Halden Books" (3)' in finding.seen


def test_a_sub_account_of_two_brands_is_found_though_each_sender_has_one() -> None:
    sent = [*said(*BOOKS), *said("Corvane Logistics: your parcel is here", sender="+14155550199")]
    assert not findings(SENDER, sent)
    (finding,) = findings(SUB_ACCOUNT, sent)
    assert finding.sub_accounts == ("north",) and set(finding.senders) == {"+14155550100", "+14155550199"}
    told = report(sent)
    assert told.by_sub_account == {"north": (SUB_ACCOUNT,)} and not told.by_sender


@pytest.mark.parametrize(
    "other",
    [
        "HALDEN BOOKS: last day of the sale",
        "HaldenBooks: last day of the sale",
        "Hálden Books: last day of the sale",
        "Halden: last day of the sale",
        "Haldem Books: last day of the sale",
        "Halden Books Alerts: last day of the sale",
        "From Halden Books: last day of the sale",
        "Hi Sam, this is Jo from Halden Books, your order is in",
        "Message from Halden Books: your order is in",
    ],
)
def test_spellings_of_one_name_are_one_brand(other: str) -> None:
    assert not findings(SENDER, said(BOOKS[0], other))


@pytest.mark.parametrize(
    "text",
    [
        "Reminder: the library closes at 5",
        "Appointment Reminder - tomorrow at 9",
        "Dear Members: the hall is closed",
        "Dr. Okafor: your results are in",
        "Update: gate changed to B4",
        "FYI: meeting moved",
        "Your code: 482107",
        "see you at 5: bring the keys",
        "Free gifts inside",
        "2: yes",
        "Meet us at 5 - we have cake",
        "It came from Chicago yesterday",
        "Read more at https://ups.com/track/1Z",
        "Halden Books has moved. From Monday on we are at 5 High St",
        "Shop: 20% off",
    ],
)
def test_what_is_nobodys_name_is_left_alone(text: str) -> None:
    assert not findings(SENDER, said(BOOKS[0], text))


@pytest.mark.parametrize(
    "text",
    [
        "Corvane Logistics: your parcel is on its way",
        "Corvane Logistics – your parcel is on its way",
        "Corvane Logistics | your parcel is on its way",
        "(Corvane Logistics) your parcel is on its way",
        "*Corvane*: your parcel is on its way",
        "Hi Ana, it's Jo from Corvane Logistics. Your parcel is on its way",
        "Épicerie Corvane: votre colis est en route",
    ],
)
def test_another_name_is_found_wherever_names_stand(text: str) -> None:
    assert len(findings(SENDER, said(BOOKS[0], text))) == 1


def test_a_name_that_is_said_once_or_twice_does_not_count() -> None:
    assert not findings(SENDER, [*said(*BOOKS), *said("Corvane Logistics: parcel here", times=2)])


def test_a_name_in_less_than_one_of_a_hundred_messages_does_not_count() -> None:
    assert not findings(SENDER, [*said(BOOKS[0], times=400), *said("Corvane Logistics: parcel here")])


def test_domains_count_for_those_who_never_say_a_name() -> None:
    two = ("Track it at https://haldenbooks.com/t/1", "Your parcel: www.corvane.com/2")
    (finding,) = findings(SENDER, said(*two, sub_account=None))
    assert finding.brands == ("corvane.com", "haldenbooks.com")
    assert not findings(SENDER, said(two[0], "Book again at shop.haldenbooks.com/new"))
    assert not findings(SENDER, said(two[0], "Chat with us on https://wa.me/14155550123", "Or bit.ly/3xYz"))


def test_rows_without_sender_and_sub_account_are_left_alone() -> None:
    assert report([Sent(text) for text in (*BOOKS, *["Corvane Logistics: hello there"] * 3)]).findings == ()
