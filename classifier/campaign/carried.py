"""What the verdict on a single text means for the campaign that it is in.

Recipients, senders and hours do not arise in a registration; whether the brand is named and how to opt out is told is
judged over all samples. Content is screened in what is sent, samples and confirmation texts: the model reads messages,
and a description or a message flow may well speak of what is never sent. A confirmation text is short and much alike
for all brands, so that a name or an address decides for the model; what counts there must be said besides those.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from classifier import taxonomy
from classifier.campaign.registration import CONFIRMATIONS, SAMPLES
from classifier.campaign.seen import Place, Seen
from classifier.policy import Policy
from classifier.types import Effect, Finding, Verdict

_TOLD = ("description", "messageFlow")
"""Fields that describe the campaign; all others are texts that subscribers get."""
_ADVICE_IN_MESSAGES = {"insecure-link": Effect.BLOCK}
"""What registries reject and is mere advice in a single message."""
_CONTENT = ("KEY", "MDL")
"""Families of checks that find prohibited content."""


def carried(verdicts: Mapping[str, Verdict], plain: Mapping[str, Verdict], policy: Policy) -> tuple[Seen, ...]:
    """What holds for the campaign, one for each field and name.

    `plain` are verdicts on the confirmation texts without names and addresses; those that are not there are taken to
    have no prohibited content.
    """
    return tuple(
        seen for field, verdict in verdicts.items() for seen in _of_field(field, verdict, plain.get(field), policy)
    )


def is_content(finding: Finding) -> bool:
    """Whether a keyword or the model found prohibited content."""
    return finding.code[:3] in _CONTENT


def _of_field(field: str, verdict: Verdict, plain: Verdict | None, policy: Policy) -> Iterator[Seen]:
    said = {(finding.code, finding.category, finding.effect) for finding in plain.findings} if plain else set()
    findings = [finding for finding in verdict.findings if _counts(field, finding)]
    if field in CONFIRMATIONS:
        findings = [one for one in findings if not is_content(one) or (one.code, one.category, one.effect) in said]
    blocked = any(_is_model(finding) and finding.effect is Effect.BLOCK for finding in findings)
    kept = [finding for finding in findings if not (blocked and _doubtful(finding))]
    yield from merged(_seen(field, finding, verdict, policy) for finding in kept)


def _counts(field: str, finding: Finding) -> bool:
    """Whether a finding of this family counts in that field."""
    match finding.code[:3]:
        case "RED":
            return True
        case "LNK":
            return field not in _TOLD
        case "KEY":
            return field in SAMPLES or field in CONFIRMATIONS
        case "MDL":
            return field in SAMPLES or (field in CONFIRMATIONS and finding.effect is Effect.BLOCK)
        case _:
            in_samples = finding.name == "unrecognised-opt-out" and field in SAMPLES
            return in_samples or (finding.name == "marketing-after-opt-out" and field not in _TOLD)


def _is_model(finding: Finding) -> bool:
    return finding.code.startswith("MDL")


def _doubtful(finding: Finding) -> bool:
    """A category that the model merely suspects. Beside one that blocks it adds nothing: the sample must go anyway.

    On held-out messages a category under review was right in 47 of 235 cases beside one that blocks.
    """
    return _is_model(finding) and finding.effect is Effect.REVIEW


def _seen(field: str, finding: Finding, verdict: Verdict, policy: Policy) -> Seen:
    name, effect = finding.name, finding.effect
    if finding.category is not None:
        name = f"prohibited-{taxonomy.slug(finding.category)}"
    elif name in _ADVICE_IN_MESSAGES:
        effect = policy.effect_on(verdict.as_of, name, _ADVICE_IN_MESSAGES[name])
    places = tuple(Place.of(field, evidence) for evidence in finding.evidence)
    return Seen(field, name, finding.reason, places, finding.category, effect, finding.fix)


def merged(seen: Iterable[Seen]) -> Iterator[Seen]:
    """One for each field and name: the gravest, and of equals the first, with the places of all."""
    kept: dict[tuple[str, str], Seen] = {}
    for one in seen:
        key = (one.field, one.name)
        other = kept.get(key)
        if other is None:
            kept[key] = one
            continue
        graver = one if _rank(one) > _rank(other) else other
        places = dict.fromkeys((place.start, place.end) for place in other.places)
        more = tuple(place for place in one.places if (place.start, place.end) not in places)
        kept[key] = replace(graver, places=other.places + more)
    yield from kept.values()


def _rank(seen: Seen) -> int:
    return seen.effect.rank if seen.effect else 0
