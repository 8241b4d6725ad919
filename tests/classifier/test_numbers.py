"""Numbers: what is a number, what it is, where it is, and what is wrong with it."""

import re
from zoneinfo import available_timezones

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import numbers
from classifier.numbers import NumberKind

ANY_TEXT = st.text(st.characters(codec=None), max_size=80)
NUMBERLIKE = st.text(st.sampled_from("+0123456789 ()-xX*#A.\u00a0\u202a٣"), max_size=24)


@pytest.mark.parametrize(
    ("raw", "e164", "region", "kind"),
    [
        ("+14155550123", "+14155550123", "US", NumberKind.FIXED_OR_MOBILE),
        ("+1 (415) 555-0123", "+14155550123", "US", NumberKind.FIXED_OR_MOBILE),
        (" +1\u00a0415\u2011555\u20110123 ", "+14155550123", "US", NumberKind.FIXED_OR_MOBILE),
        ("+16135550123", "+16135550123", "CA", NumberKind.FIXED_OR_MOBILE),
        ("+17875550123", "+17875550123", "PR", NumberKind.FIXED_OR_MOBILE),
        ("+18005550123", "+18005550123", "US", NumberKind.TOLL_FREE),
        ("+19005550123", "+19005550123", "US", NumberKind.PREMIUM),
        ("+447400123456", "+447400123456", "GB", NumberKind.MOBILE),
        ("+442079460958", "+442079460958", "GB", NumberKind.FIXED_LINE),
        ("+44 (0)20 7946 0958", "+442079460958", "GB", NumberKind.FIXED_LINE),
        ("+33612345678", "+33612345678", "FR", NumberKind.MOBILE),
        ("+34612345678", "+34612345678", "ES", NumberKind.MOBILE),
        ("+390612345678", "+390612345678", "IT", NumberKind.FIXED_LINE),
        ("+80012345678", "+80012345678", None, NumberKind.TOLL_FREE),
        ("+19245551234", "+19245551234", "US", NumberKind.FIXED_OR_MOBILE),
    ],
)
def test_a_number_is_read(raw: str, e164: str, region: str | None, kind: NumberKind) -> None:
    found = numbers.parse(raw)
    assert (found.raw, found.e164, found.region, found.kind, found.reason) == (raw, e164, region, kind, None)


@pytest.mark.parametrize("raw", ["123", "80488", "787878", "12345678", " 80488 "])
def test_three_to_eight_digits_are_a_short_code(raw: str) -> None:
    assert numbers.parse(raw) == numbers.Number(raw, None, None, NumberKind.SHORT_CODE)


@pytest.mark.parametrize("raw", ["ACME", "Acme Bank", "A&B_c-d.e", "4U", "TJMAXX", "800FLOWERS", "XBOX", "ABCDEFGHIJK"])
def test_a_name_of_up_to_eleven_characters_is_alphanumeric(raw: str) -> None:
    assert numbers.parse(raw) == numbers.Number(raw, None, None, NumberKind.ALPHANUMERIC)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("4155550123", "no + and country code: expected a number like +14155550123"),
        ("(415) 555-0123", "no + and country code: expected a number like +14155550123"),
        ("555-0123", "no + and country code: expected a number like +14155550123"),
        ("0014155550123", "no + and country code: expected a number like +14155550123"),
        ("1-800-FLOWERS", "has letters"),
        ("+1-800-FLOWERS", "has letters"),
        ("+14155550123x5", "has letters"),
        ("whatsapp:+14155550123", "has letters"),
        ("ABCDEFGHIJKL", "has letters"),
        ("Società", "has letters"),
        ("+1415555012", "too short for US"),
        ("+141555501234", "too long for US"),
        ("+33612345", "too short for FR"),
        ("+10155550123", "not in use in US"),
        ("+15555550123", "not in use in US"),
        ("+999123456789", "no such country code"),
        ("+", "no digits after the +"),
        ("+1", "too short after the country code"),
        ("+04155550123", "no country code begins with 0: expected a number like +14155550123"),
        ("+1234567890123456", "longer than the 15 digits of E.164"),
        ("++14155550123", "has +, which no number has"),
        ("+1.415.555.0123", "has ., which no number has"),
        ("+1415555٠123", "has ٠, which no number has"),
        ("\u202a+14155550123\u202c", "has an invisible character (U+202A)"),
        ("+1415\x00555", "has an invisible character (U+0000)"),
        ("+1415\ud800555", "has an invisible character (U+D800)"),
        ("12", "too short for a short code"),
        ("{{phone}}", "a merge field that was not filled in"),
        ("[phone]", "a merge field that was not filled in"),
        ("+1415***0123", "redacted"),
        ("+1415XXX0123", "redacted"),
        ("+1415•0123", "redacted"),
        ("+1415…0123", "redacted"),
        ("+1415...0123", "redacted"),
        ("…0123", "redacted"),
        ("[número oculto]", "redacted"),
        ("[numéro masqué]", "redacted"),
        ("(number hidden)", "redacted"),
        ("[hidden]", "redacted"),
        ("XXX-XXX-1234", "redacted"),
        ("(xxx) xxx-1234", "redacted"),
        ("xxxxxxxxxx", "redacted"),
        ("#######0123", "redacted"),
        ("[REDACTED]", "redacted"),
        ("Redacted", "redacted"),
        ("<PHONE_NUMBER>", "redacted"),
        ("[phone redacted]", "redacted"),
        ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "redacted"),
        ("+1" * 40, "far too long for a number"),
    ],
    ids=ascii,
)
def test_what_is_wrong_is_said(raw: str, reason: str) -> None:
    assert numbers.parse(raw) == numbers.Number(raw, None, None, NumberKind.MALFORMED, reason)


@given(ANY_TEXT | NUMBERLIKE)
def test_reading_never_raises_and_says_what_is_wrong_if_and_only_if_something_is(text: str) -> None:
    found = numbers.parse(text)
    assert found.raw == text
    assert (found.reason is not None) == (found.kind is NumberKind.MALFORMED)
    if found.e164 is not None:
        assert re.fullmatch(r"\+[1-9][0-9]{1,14}", found.e164)
        assert numbers.parse(found.e164).e164 == found.e164


@given(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)), st.integers(0, 99))
def test_the_example_number_of_every_country_is_read(region: str, kind: int) -> None:
    example = phonenumbers.example_number_for_type(region, kind % 11)
    if example is not None:
        e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
        assert numbers.parse(e164).e164 == e164


@pytest.mark.parametrize("text", ["1" * 1_000_000, "+" * 1_000_000, "\x00" * 1_000_000, " " * 1_000_000 + "1"])
def test_a_huge_text_is_refused_at_once(text: str) -> None:
    assert numbers.parse(text).kind is NumberKind.MALFORMED


@pytest.mark.parametrize(
    ("e164", "zones"),
    [
        ("+14155550123", ("America/Los_Angeles",)),
        ("+12125550123", ("America/New_York",)),
        ("+13575550123", ("America/Los_Angeles",)),
        ("+18505550123", ("America/Chicago", "America/New_York")),
        ("+19075550123", ("America/Adak", "America/Anchorage")),
        ("+33612345678", ("Europe/Paris",)),
        ("+999", ()),
        ("4155550123", ()),
        ("", ()),
    ],
)
def test_time_zones_follow_from_the_longest_known_prefix(e164: str, zones: tuple[str, ...]) -> None:
    assert numbers.time_zones(e164) == zones


def test_a_number_that_may_be_anywhere_has_many_zones() -> None:
    assert len(numbers.time_zones("+18005550123")) > 10


def test_every_listed_zone_exists_and_no_row_repeats_its_parent() -> None:
    listed = numbers._time_zones()
    assert len(listed) > 3000
    assert {zone for zones in listed.values() for zone in zones} <= available_timezones()
    for prefix, zones in listed.items():
        parents = (listed[prefix[:n]] for n in range(len(prefix) - 1, 0, -1) if prefix[:n] in listed)
        assert next(parents, None) != zones


@pytest.mark.parametrize(
    ("e164", "state"),
    [
        ("+15125550123", "TX"),
        ("+13105550123", "CA"),
        ("+17185550123", "NY"),
        ("+12025550123", "DC"),
        ("+16215550123", "TX"),
        ("+16135550123", None),
        ("+17875550123", None),
        ("+18005550123", None),
        ("+1512555012", None),
        ("+447400123456", None),
        ("15125550123", None),
        ("", None),
    ],
)
def test_the_state_follows_from_the_area_code(e164: str, state: str | None) -> None:
    assert numbers.us_state(e164) == state


def test_every_state_has_an_area_code_and_every_area_code_a_zone() -> None:
    states = numbers._us_area_codes()
    assert len(set(states.values())) == 51
    assert len(states) > 360
    for code in states:
        assert 0 < len(numbers.time_zones(f"+1{code}5550123")) <= 3
