"""What holds for a campaign of the verdicts on its single texts."""

from dataclasses import replace

import pytest

from classifier.policy import EffectRule
from classifier.records import Brand
from classifier.screening import Screener
from classifier.types import Effect
from tests.classifier.campaign.registrations import FINE, SCREENER, changed, finding, names_in, verdict_on, with_samples

OWN = FINE.samples[0][1]
LOOSE = {"flags": {}, "usecase": "MIXED"}


@pytest.mark.parametrize("field", ["optinMessage", "optoutMessage", "helpMessage"])
def test_prohibited_content_counts_in_confirmation_texts(field: str) -> None:
    name = field.replace("Message", "_message")
    text = FINE.confirmations[field] + " Win at our casino tonight."
    assert names_in(changed(**{name: text})) == {(field, "prohibited-gambling")}
    keyword = FINE.confirmations[field] + " Get our guaranteed signals."
    assert (field, "prohibited-investment") in names_in(changed(**{name: keyword}))


def test_what_is_suspected_in_a_confirmation_text_or_only_named_there_is_left_alone() -> None:
    assert names_in(changed(help_message="Acme Dental: call 208-555-0114 about the bingo evening.")) == set()
    brand = Brand("b", "Casino Street Dental")
    texts = {name: text.replace("Acme", "Casino Street") for name, text in FINE.confirmations.items()}
    registration = changed(
        brand=brand, optin_message=texts["optinMessage"], help_message="Casino Street Dental: casino.com/help"
    )
    assert not {(field, name) for field, name in names_in(registration) if name == "prohibited-gambling"}


def test_prohibited_content_does_not_count_in_what_describes_the_campaign() -> None:
    assert names_in(with_samples(OWN, "Win at our casino tonight, come and play.", flags={})) == {
        ("sample2", "prohibited-gambling")
    }
    casino = "We write to the guests of our casino who agreed to be texted about their bookings."
    registration = changed(description=casino, message_flow=casino, help_message="Acme Dental: casino@acmedental.com")
    assert names_in(registration) == set()


def test_what_the_model_suspects_is_reviewed_unless_another_category_blocks_the_sample() -> None:
    bingo = finding(with_samples(OWN, "The bingo evening is on Friday, come."), "prohibited-gambling")
    assert bingo.effect is Effect.REVIEW
    found = names_in(with_samples(OWN, "Whiskey at the bingo evening on Friday.", flags={}))
    assert found == {("sample2", "prohibited-shaft-alcohol")}


def test_a_keyword_alone_is_reported_as_its_category() -> None:
    found = finding(
        with_samples(OWN, "Get our guaranteed signals today, dear member.", flags={}), "prohibited-investment"
    )
    assert (found.effect, found.rejection_code) == (Effect.BLOCK, "CAMPAIGN_NON_COMPLIANT_CONTENT_HIGH_RISK_FINANCIAL")


def test_a_keyword_that_is_only_announced_warns() -> None:
    found = finding(with_samples(OWN, "Come to the lucky draw on Friday at nine.", flags={}), "prohibited-gambling")
    assert found.effect is Effect.WARN
    assert verdict_on(with_samples(OWN, "Come to the lucky draw on Friday at nine.", flags={})).decision is Effect.ALLOW


def test_keyword_and_model_make_one_finding_with_the_places_of_both() -> None:
    found = finding(with_samples(OWN, "The lucky draw at the casino is on Friday.", flags={}), "prohibited-gambling")
    assert found.effect is Effect.BLOCK
    assert {place.text for place in found.evidence} == {"casino", "lucky draw"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Look here: bit.ly/3sunfold now", "public-shortener"),
        ("Pick a time: https://app.stylebookly.io/acme", "domain-mismatch"),
        ("Look here: https://192.168.7.1/acme now", "ip-link"),
        ("Look here: https://acmedenta1.com/x now", "lookalike-domain"),
        ("Your login code is ****** for today", "redacted-content"),
        ("Hi [REDACTED], your night guard is ready", "redacted-content"),
    ],
)
def test_links_and_redaction_in_a_sample_are_carried_over(text: str, name: str) -> None:
    assert names_in(with_samples(OWN, text, **LOOSE)) == {("sample2", name)}


def test_links_count_in_answers_and_not_in_what_describes_the_campaign() -> None:
    text = "Acme Dental: see https://acme.helpdesk-portal.io/x"
    assert names_in(changed(help_message=text)) == {("helpMessage", "domain-mismatch")}
    flow = "Patients tick an empty box at https://forms.jotform.com/acme to agree to texts from us."
    assert names_in(changed(message_flow=flow)) == set()
    assert names_in(changed(description="We send [REDACTED] to the patients of our practice who agreed.")) == {
        ("description", "redacted-content")
    }


def test_a_link_over_plain_http_is_advice_in_a_message_and_blocks_a_campaign() -> None:
    registration = with_samples(OWN, "Look here: http://acmedental.com/sale", **LOOSE)
    found = finding(registration, "insecure-link")
    assert (found.effect, found.rejection_code, found.resubmittable) == (Effect.BLOCK, "EMBEDDED_LINK_ISSUES", True)
    single = verdict_on(registration).verdicts["sample2"].findings
    assert [one.effect for one in single if one.name == "insecure-link"] == [Effect.WARN]


def test_the_policy_has_the_last_word_on_effects() -> None:
    rules = (
        EffectRule(check="insecure-link", effect=Effect.WARN),
        EffectRule(check="missing-help", effect=Effect.REVIEW),
    )
    lenient = Screener(SCREENER.model, replace(SCREENER.policy, effects=rules))
    registration = with_samples(OWN, "Look here: http://acmedental.com/sale", help_message=None, **LOOSE)
    effects = {one.name: one.effect for one in verdict_on(registration, lenient).findings}
    assert effects == {"insecure-link": Effect.WARN, "missing-help": Effect.REVIEW}


def test_two_links_of_a_kind_are_one_finding_that_shows_both() -> None:
    registration = with_samples(OWN, "Look: bit.ly/3abc or tinyurl.com/9xyz now", **LOOSE)
    assert [place.text for place in finding(registration, "public-shortener").evidence] == [
        "bit.ly/3abc",
        "tinyurl.com/9xyz",
    ]


@pytest.mark.parametrize("website", ["https://www.acme.dental", "acme.dental/about", "www.acme.dental"])
def test_the_website_s_host_is_the_brand_s_own(website: str) -> None:
    registration = with_samples(OWN, "Pick a time: https://book.acme.dental/x", website=website, **LOOSE)
    assert names_in(registration) == set()


@pytest.mark.parametrize(
    ("website", "link"),
    [
        ("https://bit.ly/acme", "bit.ly/3abcdef"),
        ("https://www.facebook.com/acmedental", "facebook.com/other"),
        ("https://linktr.ee/acme", "linktr.ee/other"),
        ("https://wixsite.com/acme", "other.wixsite.com/x"),
        ("https://github.io/acme", "other.github.io/x"),
        ("https://sites.google.com/view/acme", "sites.google.com/view/other"),
    ],
)
def test_a_website_on_a_host_that_others_share_makes_it_nobody_s_own(website: str, link: str) -> None:
    registration = with_samples(OWN, f"Look here: https://{link} now", website=website, **LOOSE)
    found = {name for field, name in names_in(registration) if field == "sample2"}
    assert found & {"public-shortener", "domain-mismatch"}


def test_a_name_of_its_own_under_a_shared_host_is_the_brand_s_alone() -> None:
    site = {"website": "https://acme.wixsite.com/home", **LOOSE}
    assert ("sample2", "domain-mismatch") not in names_in(with_samples(OWN, "See acme.wixsite.com/x now", **site))
    assert ("sample2", "domain-mismatch") in names_in(with_samples(OWN, "See other.wixsite.com/x now", **site))


def test_hosts_may_be_given_as_addresses() -> None:
    brand = Brand("b", "Acme Dental", hosts=("https://www.acme.dental/home",))
    assert names_in(with_samples(OWN, "Pick a time: https://acme.dental/x", brand=brand, **LOOSE)) == set()
