"""Screening a whole campaign: every text by itself, then what only all of them together show."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from classifier.campaign.attributes import attribute_mismatch
from classifier.campaign.brands import missing_brand_name, multiple_brands
from classifier.campaign.carried import carried, is_content
from classifier.campaign.confirmations import confirmation_incomplete, missing_help
from classifier.campaign.dossier import Dossier, Rule
from classifier.campaign.lengths import field_length
from classifier.campaign.message_flow import missing_opt_in
from classifier.campaign.naming import context_of
from classifier.campaign.registration import Registration
from classifier.campaign.samples import copied_samples, missing_opt_out
from classifier.campaign.seen import Seen
from classifier.campaign.use_case_mismatch import use_case_mismatch
from classifier.campaign.verdict import CampaignVerdict, findings_of
from classifier.checks.brands import indirect_brand as indirect
from classifier.failures import Failure, failure_of
from classifier.screening import Screener, decided
from classifier.types import Effect, Message, Verdict

RULES: tuple[Rule, ...] = (
    field_length,
    missing_opt_in,
    missing_brand_name,
    missing_opt_out,
    multiple_brands,
    copied_samples,
    use_case_mismatch,
    attribute_mismatch,
    confirmation_incomplete,
    missing_help,
)
"""What is looked for in the whole registration."""


def screen(registration: Registration, screener: Screener, as_of: date | None) -> CampaignVerdict:
    """Whether the campaign may be submitted, and exactly why not; without a day, by the policy of its own day."""
    day = as_of or screener.policy.dated_on
    context = context_of(registration, screener.policy, day)
    verdicts = {field: screener.verdict(Message(text), context) for field, text in registration.texts.items()}
    dossier = Dossier(registration, context, screener.policy)
    plain = _plain(dossier, verdicts, screener)
    dossier = replace(dossier, single=carried(verdicts, plain, screener.policy))
    whole, crashed = _whole(dossier, screener.on_failure)
    findings = findings_of(dossier, _told(dossier, whole), day)
    failed = tuple(sorted({name for verdict in verdicts.values() for name in verdict.failed}.union(crashed)))
    worst = [finding.effect for finding in findings] + ([Effect.REVIEW] if failed else [])
    return CampaignVerdict(
        decision=decided(worst),
        findings=findings,
        verdicts=verdicts,
        model_version=screener.model.version,
        policy_version=screener.policy.version,
        as_of=day,
        failed=failed,
    )


def _plain(dossier: Dossier, verdicts: Mapping[str, Verdict], screener: Screener) -> Mapping[str, Verdict]:
    """Verdicts on the confirmation texts without names and addresses, where there is content to be doubted."""
    return {
        field: screener.verdict(Message(dossier.plain(text)), dossier.context)
        for field, text in dossier.registration.confirmations.items()
        if any(is_content(finding) for finding in verdicts[field].findings)
    }


def _whole(dossier: Dossier, on_failure: Callable[[Failure], None]) -> tuple[list[Seen], list[str]]:
    """What the rules see, and the names of those that crashed: each runs on its own."""
    found: list[Seen] = []
    crashed: list[str] = []
    for rule in RULES:
        try:
            found.extend(list(rule(dossier)))
        except Exception as error:
            name = rule.__name__.replace("_", "-")
            on_failure(failure_of(name, error))
            crashed.append(name)
    return found, crashed


def _told(dossier: Dossier, whole: list[Seen]) -> Iterator[Seen]:
    opt_out_missing = any(seen.name == "missing-opt-out" for seen in whole)
    for seen in dossier.single:
        if not (opt_out_missing and seen.name == "unrecognised-opt-out"):  # one is the reason for the other
            yield seen
    yield from whole
    brand = dossier.brand
    if not brand.direct and not brand.approved_reseller:
        reason = f"{brand.name} does not deal directly with subscribers and is not approved as a reseller."
        yield Seen("brand", indirect.name, reason, fix=indirect.fix)
