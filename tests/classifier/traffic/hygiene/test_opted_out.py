"""Messages after an opt-out in the same file."""

from datetime import date

import pytest

from classifier.traffic.hygiene.opted_out import NAME
from tests.classifier.traffic.hygiene.finding import findings, report
from tests.classifier.traffic.traffic import Sent, day

BRAND, PERSON, OTHER = "+14155550100", "+14155550001", "+14155550002"
CONFIRMS = "Halden Books: you have been unsubscribed and will receive no more texts."
SELLS = "You are unsubscribed. Come back for 20% off: haldenbooks.com/sale"
NEWS = "Halden Books: new novels are in"


def stop(minute: float | None = 0, text: str = "STOP", sender: str = PERSON) -> Sent:
    return Sent(text, sender, BRAND, None, minute)


def sent(minute: float | None, text: str = NEWS, to: str = PERSON, sender: str | None = BRAND) -> Sent:
    return Sent(text, sender, to, "north", minute)


def test_messages_after_an_opt_out_are_found_by_their_sender() -> None:
    told = report([sent(-5), stop(), sent(day(1)), sent(day(2)), sent(day(3), to=OTHER)])
    (finding,) = told.findings
    assert finding.name == NAME and finding.count == 2 and finding.senders == (BRAND,)
    assert finding.sub_accounts == ("north",)
    assert (finding.first, finding.last) == (date(2026, 11, 3), date(2026, 11, 4))
    assert finding.examples[0].row == 3 and finding.examples[0].text == NEWS
    assert told.by_sender == {BRAND: (NAME,)} and told.by_sub_account == {"north": (NAME,)}


@pytest.mark.parametrize(
    "word", ["stop", " Stop. ", "STOP!!!", "arrêt", "ARRET", "opt-out", "Opt  out", "“Stop”", "STOP 🙏", "ＳＴＯＰ"]
)
def test_every_honoured_word_opts_out(word: str) -> None:
    assert len(findings(NAME, [stop(text=word), sent(60)])) == 1


@pytest.mark.parametrize("text", ["stop it", "HELP", "please stop texting me", "Stopp", "s t o p", "don't stop", ""])
def test_other_replies_do_not(text: str) -> None:
    assert not findings(NAME, [stop(text=text), sent(60)])


@pytest.mark.parametrize("to", ["+1 415 555 0001", "1 (415) 555-0001", "14155550001", " +14155550001 "])
def test_numbers_are_compared_by_their_digits(to: str) -> None:
    assert len(findings(NAME, [stop(), sent(60, to=to)])) == 1


def test_it_holds_for_every_sender_known_or_not() -> None:
    found = findings(NAME, [stop(), sent(60, sender="84470"), sent(61, sender=None)])
    assert {one.senders for one in found} == {(), ("84470",)}


def test_one_confirmation_is_left_alone_within_five_minutes() -> None:
    assert not findings(NAME, [stop(), sent(1, CONFIRMS)])
    assert not findings(NAME, [stop(), sent(5, CONFIRMS)])
    assert findings(NAME, [stop(), sent(6, CONFIRMS)])[0].count == 1
    assert findings(NAME, [stop(), sent(1, CONFIRMS), sent(2, CONFIRMS)])[0].count == 1
    assert findings(NAME, [stop(), sent(1, SELLS)])[0].count == 1
    assert findings(NAME, [stop(), sent(1, NEWS), sent(2, CONFIRMS)])[0].count == 1


def test_where_times_are_not_known_one_confirmation_is_left_alone() -> None:
    assert findings(NAME, [stop(None), sent(None, CONFIRMS), sent(None, CONFIRMS)])[0].count == 1
    assert findings(NAME, [stop(None), sent(None)])[0].first is None


def test_who_opts_in_again_may_be_written_to_until_the_next_opt_out() -> None:
    again = [stop(), sent(1, CONFIRMS), stop(10, "START"), sent(20), stop(30), sent(31, CONFIRMS)]
    assert not findings(NAME, again)
    assert findings(NAME, [*again, sent(40)])[0].count == 1


def test_what_was_sent_before_is_left_alone_wherever_it_stands() -> None:
    assert not findings(NAME, [sent(0), stop(10), sent(9)])


def test_short_codes_and_names_cannot_opt_out() -> None:
    assert not findings(
        NAME, [stop(sender="84470"), sent(60, to="84470"), stop(sender="HALDEN"), sent(60, to="HALDEN")]
    )
