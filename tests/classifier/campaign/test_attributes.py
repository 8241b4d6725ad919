"""attribute-mismatch: flags against what the samples carry."""

import pytest

from tests.classifier.campaign.registrations import FINE, finding, names_in, with_samples

CARRIES = {
    "embeddedLink": [
        "Book at https://acmedental.com/book or reply here.",
        "Book at acmedental.com/book or reply here.",
        "Follow it here: {{tracking_link}}",
        "Follow it here: [Link]",
    ],
    "embeddedPhone": [
        "Running late? Call (208) 555-0114.",
        "Running late? Call 208.555.0114",
        "Running late? Call 2085550114.",
        "Questions: 1-800-GOSMILE",
        "Running late? Ring +44 20 7946 0958.",
        "Running late? Call {{office_phone}}.",
    ],
    "ageGated": ["Whiskey night on Friday, be there.", "Late show on Saturday, 18+ only.", "Must be 21 or over."],
    "directLending": ["Your loan is ready to be signed, borrow more any time."],
}
CARRIES_NOT = {
    "embeddedLink": ["Write to desk@acmedental.com for more.", "See you at 5.30 in the U.S. office.", "{{first_name}}"],
    "embeddedPhone": [
        "Your order 4082217 comes at 10:00-12:00.",
        "Tracking 1C940011020088123 was left at the door.",
        "Text YES to confirm, code 774120.",
        "Pick up at https://acmedental.com/208-555-0114 please.",
        "Card ending in 4821, account 0042-1187.",
    ],
    "ageGated": ["Non-alcoholic punch for all, ages 5 to 9.", "Room 18 + parking at gate 21.", "Over 18,000 smiles!"],
    "directLending": ["You may borrow three books until Monday.", "Your balance is paid, thank you."],
    "affiliateMarketing": ["Our affiliated clinic on Main Street sees you at nine."],
}
HITS = [(flag, text) for flag, texts in CARRIES.items() for text in texts]
MISSES = [(flag, text) for flag, texts in CARRIES_NOT.items() for text in texts]


@pytest.mark.parametrize(("flag", "text"), HITS)
def test_a_flag_that_denies_what_a_sample_carries_is_found(flag: str, text: str) -> None:
    found = finding(with_samples(FINE.samples[0][1], text, flags={flag: False}), "attribute-mismatch")
    assert found.field == flag
    assert all(place.field == "sample2" and text[place.start : place.end] == place.text for place in found.evidence)


@pytest.mark.parametrize(("flag", "text"), MISSES)
def test_a_flag_that_denies_what_no_sample_carries_is_left_alone(flag: str, text: str) -> None:
    assert (flag, "attribute-mismatch") not in names_in(with_samples(FINE.samples[0][1], text, flags={flag: False}))


@pytest.mark.parametrize(("flag", "text"), HITS)
def test_a_flag_that_declares_what_a_sample_carries_is_left_alone(flag: str, text: str) -> None:
    assert (flag, "attribute-mismatch") not in names_in(with_samples(FINE.samples[0][1], text, flags={flag: True}))


@pytest.mark.parametrize("flag", [*CARRIES, "affiliateMarketing"])
def test_a_flag_that_declares_what_no_sample_carries_is_found(flag: str) -> None:
    found = finding(with_samples(*(text for _, text in FINE.samples), flags={flag: True}), "attribute-mismatch")
    assert (found.field, found.evidence) == (flag, ())


@pytest.mark.parametrize("flag", [*CARRIES, "affiliateMarketing"])
def test_a_flag_that_is_not_given_says_nothing(flag: str) -> None:
    texts = CARRIES.get(flag, ["Earn commission with our affiliate link."])[:5]
    assert not any(name == "attribute-mismatch" for _, name in names_in(with_samples(*texts, flags={})))


def test_what_is_merely_suspected_lets_a_declared_flag_stand_and_proves_none_missing() -> None:
    bingo = "The bingo evening is on Friday."
    for declared in (True, False):
        registration = with_samples(FINE.samples[0][1], bingo, flags={"ageGated": declared})
        assert ("ageGated", "attribute-mismatch") not in names_in(registration)


@pytest.mark.parametrize(
    ("flag", "declared", "text", "code"),
    [
        ("embeddedLink", False, "Book at acmedental.com/book", "EMBEDDED_LINK_ISSUES"),
        ("embeddedPhone", False, "Call 208-555-0114 please.", "EMBEDDED_PHONE_ISSUES"),
        ("embeddedPhone", True, "See you tomorrow at nine.", "SAMPLE_MESSAGE_PHONE_NUMBER"),
        ("ageGated", False, "Whiskey night on Friday.", "CAMPAIGN_NON_COMPLIANT_CONTENT_SHAFT_AGE_GATE"),
        ("directLending", False, "Your loan is ready.", "CAMPAIGN_UNDECLARED_DIRECT_LENDING"),
    ],
)
def test_each_flag_has_the_registry_s_code(flag: str, declared: bool, text: str, code: str) -> None:
    registration = with_samples(FINE.samples[0][1], text, flags={flag: declared})
    assert finding(registration, "attribute-mismatch").rejection_code == code


@pytest.mark.parametrize("declared", [True, False])
def test_a_code_that_is_bound_to_a_host_fits_either_declaration(declared: bool) -> None:
    text = "118204 is your Acme Dental code. @acmedental.dev #118204"
    registration = with_samples(FINE.samples[0][1], text, flags={"embeddedLink": declared})
    assert ("embeddedLink", "attribute-mismatch") not in names_in(registration)
