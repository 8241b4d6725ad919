"""missing-opt-out, copied-samples and field-length: what the samples and fields show together."""

import pytest

from tests.classifier.campaign.registrations import FINE, changed, finding, names_in, with_samples

COPIES = [
    ("Your order {{no}} comes tomorrow between 8 and 12.", "Your order {{no}} comes today between 8 and 12."),
    ("Your code is 123456. Never share it.", "Your code is 654321. Never share it."),
    ("Rent of {{amount}} is due on the 1st.", "Rent of [Amount] is due on the 3rd."),
    ("YOUR TABLE IS READY, please see the host!", "Your table is ready. Please see the host."),
]
APART = [
    ("See you tomorrow at nine for your cleaning.", "Your night guard is ready at our desk."),
    ("Class moved to 6 pm on Friday.", "Class cancelled on Friday, see you Monday."),
    ("Your code is 123456, valid for ten minutes.", "Use 884422 to reset your password; ignore it otherwise."),
]


@pytest.mark.parametrize("samples", COPIES)
def test_a_sample_that_is_nearly_another_is_found_at_the_later_one(samples: tuple[str, str]) -> None:
    first, second = (f"Acme Dental: {text} Reply STOP to opt out." for text in samples)
    found = finding(with_samples(first, second), "copied-samples")
    assert (found.field, found.rejection_code) == ("sample2", "CAMPAIGN_TEMPLATE_REUSE")


@pytest.mark.parametrize("samples", APART)
def test_samples_that_share_name_and_last_sentence_are_left_alone(samples: tuple[str, str]) -> None:
    first, second = (f"Acme Dental: {text} Reply STOP to opt out." for text in samples)
    assert names_in(with_samples(first, second)) == set()


def test_a_sample_is_found_once_however_many_it_copies() -> None:
    text = "Acme Dental: see you tomorrow at nine. Reply STOP to opt out."
    found = names_in(with_samples(text, text, text))
    assert found == {("sample2", "copied-samples"), ("sample3", "copied-samples")}


@pytest.mark.parametrize(
    "last",
    [
        "Text STOP to end",
        "STOP=cancel",
        "Responda ALTO para salir",
        "Répondez ARRET pour ne plus recevoir nos avis",
        "Reply HELP for help or STOP to cancel.",
        "STOP to end texts.",
    ],
)
def test_one_sample_that_says_how_to_opt_out_is_enough(last: str) -> None:
    registration = with_samples(f"Acme Dental: see you at nine. {last}", "Your night guard is ready now.")
    assert ("samples", "missing-opt-out") not in names_in(registration)


@pytest.mark.parametrize("last", ["", "Text 2 to opt out.", "Unsubscribe: acmedental.com/u", "Call us to opt out."])
def test_no_way_to_opt_out_is_found(last: str) -> None:
    registration = with_samples(f"Acme Dental: see you at nine. {last}", "Your night guard is ready now.", flags={})
    assert names_in(registration) == {("samples", "missing-opt-out")}


def test_words_that_no_provider_takes_are_shown() -> None:
    found = finding(with_samples("Acme Dental: nine is fine. Text 2 to opt out.", "See you then."), "missing-opt-out")
    assert [place.field for place in found.evidence] == ["sample1"]
    assert "to opt out" in found.evidence[0].text


def test_words_that_no_provider_takes_are_found_beside_a_sample_that_has_some() -> None:
    registration = with_samples(FINE.samples[0][1], "Your night guard is ready. Text 2 to opt out.")
    assert names_in(registration) == {("sample2", "unrecognised-opt-out")}


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [
        ("description", 40, 4096),
        ("message_flow", 40, 2048),
        ("optout_message", 20, 320),
    ],
)
def test_limits_are_kept_to_the_character(field: str, least: int, most: int) -> None:
    good = "Acme Dental consent: agreed, unsubscribed, no more messages. "
    name = {"message_flow": "messageFlow", "optout_message": "optoutMessage"}.get(field, field)
    for length in (least - 1, least, most, most + 1):
        found = names_in(changed(**{field: (good * 100)[:length]}))
        assert ((name, "field-length") in found) is (not least <= length <= most)


def test_a_length_is_told_with_the_limits() -> None:
    found = finding(changed(description="Reminders."), "field-length")
    assert found.reason == "description has 10 characters; 40 to 4,096 are expected."
    assert found.fix == "Write at least 40 characters."


def test_a_description_must_be_given_and_keywords_may_be_left_out() -> None:
    assert names_in(changed(description=None)) == {("description", "field-length")}
    assert names_in(changed(optin_keywords="x" * 256)) == {("optinKeywords", "field-length")}


def test_fewer_than_two_samples_are_found() -> None:
    assert ("samples", "field-length") in names_in(changed(samples=FINE.samples[:1]))
