"""What was seen becomes findings: with an effect by the policy, the registry's answer, and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from classifier.campaign.dossier import Dossier
from classifier.campaign.rejections import rejection_of
from classifier.campaign.seen import Place, Seen
from classifier.types import Effect, Verdict


@dataclass(frozen=True, slots=True)
class CampaignFinding:
    """What is wrong with a field (`samples`: with all samples), and the registry's answer to it.

    `rejection_code` is how registries name it, and `resubmittable` whether a corrected campaign may be submitted again.
    """

    field: str
    name: str
    effect: Effect
    reason: str
    evidence: tuple[Place, ...]
    rejection_code: str
    resubmittable: bool
    fix: str


@dataclass(frozen=True, slots=True)
class CampaignVerdict:
    """Whether the campaign may be submitted, and exactly why not; `verdicts` are those on each text by itself.

    `decision` is the greatest effect of the findings, where `warn` allows. `failed` names the checks and rules that
    crashed, which lifts the decision to `review`.
    """

    decision: Effect
    findings: tuple[CampaignFinding, ...]
    verdicts: Mapping[str, Verdict]
    model_version: str
    policy_version: str
    as_of: date
    failed: tuple[str, ...] = ()


_USUAL: Mapping[str, tuple[Effect, str]] = {
    "missing-opt-in": (
        Effect.BLOCK,
        "Tell how people agree to be texted by this brand (an unticked box, a keyword); use no other numbers.",
    ),
    "missing-opt-out": (Effect.BLOCK, "Add to one sample how to opt out, such as: Reply STOP to opt out."),
    "missing-help": (Effect.BLOCK, "Give a phone number, an e-mail address or a link in the answer to HELP."),
    "missing-brand-name": (Effect.BLOCK, "Name the brand in the samples, as it is registered."),
    "use-case-mismatch": (Effect.REVIEW, "Take the sample out, or register the campaign as MARKETING or MIXED."),
    "attribute-mismatch": (Effect.BLOCK, "Make the flag agree with the samples."),
    "multiple-brands": (Effect.REVIEW, "Register a campaign of its own for each brand."),
    "copied-samples": (Effect.REVIEW, "Give samples of different messages."),
    "field-length": (Effect.BLOCK, "Keep to the field's limits."),
    "confirmation-incomplete": (Effect.BLOCK, "Add what is missing."),
    "indirect-brand": (Effect.BLOCK, "Register the brand that deals with the subscribers itself."),
}
"""Effect and fix of what only the whole shows; the policy may give a name another effect."""


def findings_of(dossier: Dossier, seen: Iterable[Seen], day: date) -> tuple[CampaignFinding, ...]:
    """The findings, gravest first; of equal ones in the order of the registration's fields."""
    texts = dossier.registration.texts
    order = {field: place for place, field in enumerate(texts)}
    found = [_finding(dossier, one, texts.get(one.field, ""), day) for one in seen]
    return tuple(sorted(found, key=lambda finding: (-finding.effect.rank, order.get(finding.field, len(order)))))


def _finding(dossier: Dossier, seen: Seen, text: str, day: date) -> CampaignFinding:
    usual, fix = _USUAL.get(seen.name, (Effect.REVIEW, ""))
    rejection = rejection_of(seen.name, seen.about, text)
    return CampaignFinding(
        field=seen.field,
        name=seen.name,
        effect=seen.effect or dossier.policy.effect_on(day, seen.name, usual),
        reason=seen.reason,
        evidence=seen.places,
        rejection_code=rejection.code,
        resubmittable=rejection.resubmittable,
        fix=seen.fix or fix,
    )
