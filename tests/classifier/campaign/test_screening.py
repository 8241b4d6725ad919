"""The verdict on a whole registration."""

from dataclasses import replace

import pytest

from classifier import taxonomy
from classifier.campaign import screening
from classifier.campaign.dossier import Dossier
from classifier.campaign.rejections import REJECTIONS, rejection_of
from classifier.campaign.screening import RULES
from classifier.campaign.seen import Seen
from classifier.check import check
from classifier.screening import Screener
from classifier.subject import Subject
from classifier.types import Effect, Hit
from tests.classifier.campaign.registrations import DAY, FINE, SCREENER, changed, verdict_on, with_samples


def test_a_fine_registration_may_be_submitted() -> None:
    verdict = verdict_on(FINE)
    assert (verdict.decision, verdict.findings, verdict.failed) == (Effect.ALLOW, (), ())
    assert (verdict.model_version, verdict.policy_version, verdict.as_of) == ("tiny", "tiny", DAY)


def test_every_text_has_its_own_verdict() -> None:
    verdicts = verdict_on(FINE).verdicts
    assert list(verdicts) == [
        "description",
        "messageFlow",
        "sample1",
        "sample2",
        "optinMessage",
        "optoutMessage",
        "helpMessage",
    ]
    assert {verdict.as_of for verdict in verdicts.values()} == {DAY}
    assert "optinMessage" not in verdict_on(changed(optin_message=None)).verdicts


def test_the_decision_is_the_gravest_effect() -> None:
    assert verdict_on(changed(description=None)).decision is Effect.BLOCK
    copied = FINE.samples[0][1]
    assert verdict_on(with_samples(copied, copied)).decision is Effect.REVIEW


def test_findings_come_gravest_first_and_then_as_the_fields_do() -> None:
    copied = FINE.samples[0][1]
    registration = with_samples(copied, copied, help_message=None, optin_message="Acme Dental: you're in. STOP to end.")
    found = [(one.field, one.effect) for one in verdict_on(registration).findings]
    assert found == [
        ("optinMessage", Effect.BLOCK),
        ("helpMessage", Effect.BLOCK),
        ("sample2", Effect.REVIEW),
    ]


def test_a_check_that_crashes_is_named_and_lifts_the_verdict_to_review() -> None:
    @check("TST001", "broken", clause="none", fix="None.")
    def broken(subject: Subject) -> list[Hit]:
        """Crashes."""
        raise RuntimeError(subject.message.text)

    verdict = verdict_on(FINE, Screener(SCREENER.model, SCREENER.policy, (*SCREENER.checks, broken)))
    assert (verdict.decision, verdict.failed) == (Effect.REVIEW, ("broken",))


def test_a_rule_that_crashes_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing_moon(dossier: Dossier) -> list[Seen]:
        raise RuntimeError(dossier.brand.name)

    monkeypatch.setattr(screening, "RULES", (missing_moon, *RULES))
    verdict = verdict_on(changed(help_message=None))
    assert (verdict.failed, [one.name for one in verdict.findings]) == (("missing-moon",), ["missing-help"])
    assert verdict_on(FINE).decision is Effect.REVIEW


def test_a_registration_of_nothing_is_screened() -> None:
    empty = replace(
        FINE,
        samples=(),
        usecase="",
        description=None,
        message_flow=None,
        optin_message=None,
        optout_message=None,
        help_message=None,
    )
    assert verdict_on(empty).decision is Effect.BLOCK


@pytest.mark.parametrize(
    "text", ["\u202e\ud800x" * 50, "{{" * 500, "[" * 999, ":" * 500, "A " * 500, "🎰" * 300, "\n" * 100]
)
def test_odd_texts_are_screened(text: str) -> None:
    texts = dict.fromkeys(("description", "message_flow", "optin_message", "optout_message", "help_message"), text)
    assert verdict_on(with_samples(text, text, text, **texts)).findings


def test_every_category_has_a_rejection_that_cannot_be_mended() -> None:
    for leaf in taxonomy.LEAVES:
        rejection = rejection_of(f"prohibited-{taxonomy.slug(leaf)}", leaf)
        assert rejection.code.startswith(("CAMPAIGN_NON_COMPLIANT_CONTENT_", "NON_COMPLIANT_USE_CASE"))
        assert not rejection.resubmittable


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("prohibited-gambling", "Play the slots tonight", "CAMPAIGN_NON_COMPLIANT_CONTENT_GAMBLING"),
        ("prohibited-gambling", "Enter to win our raffle", "CAMPAIGN_NON_COMPLIANT_CONTENT_SWEEPSTAKES"),
        ("prohibited-shaft-drugs", "Xanax without prescription", "CAMPAIGN_NON_COMPLIANT_CONTENT_ILLEGAL_SUBSTANCES"),
        ("prohibited-shaft-drugs", "CBD gummies, 25% off", "CAMPAIGN_NON_COMPLIANT_CONTENT_CANNABIS"),
        ("prohibited-shaft-hate", "", "CAMPAIGN_NON_COMPLIANT_CONTENT_SHAFT"),
    ],
)
def test_the_rejection_is_as_narrow_as_the_words_allow(name: str, text: str, code: str) -> None:
    assert rejection_of(name, text=text).code == code


def test_every_rule_s_name_has_a_rejection() -> None:
    named = {rule.__name__.replace("_", "-") for rule in RULES}
    assert named <= REJECTIONS.keys()
