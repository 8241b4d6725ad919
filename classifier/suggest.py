"""The smallest edit that clears a message: made from what the findings show, screened again before it is offered.

Each finding that an edit of the text can clear has its own mend: a link is led to the brand's own host, opt-out words
or the brand's name are added, a listed phrase is dropped, and for a category of the model the words that weigh most are
dropped, as few as possible. Where more than a third of the words would have to go, the category itself is what is
prohibited, and nothing is offered.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from classifier import cutting, segments
from classifier.records import Brand, Context
from classifier.screening import Screener
from classifier.types import Effect, Evidence, Finding, Message, Suggestion, Verdict

MOST_DROPPED = 1 / 3
"""Share of a message's words that an edit may drop."""
MOST_MENDS = 12
"""Edits of a draft that drop no word, before it is given up; those that drop words are bounded by MOST_DROPPED."""
MOST_RESTORED = 4
"""Dropped words that are put back, to see whether the message is clear with them as well."""
OPT_OUT = {"es": "Responda STOP para cancelar.", "fr": "Répondez STOP pour vous désabonner."}
OPT_OUT_ENGLISH = "Reply STOP to opt out."

_WORD = re.compile(r"\S+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*\s*")


@dataclass(frozen=True, slots=True)
class Advice:
    """What can be done: suggestions, or why no edit of the text will do."""

    suggestions: tuple[Suggestion, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    text: str
    edits: tuple[str, ...] = ()
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class _Case:
    """The message that is mended, and who judges it."""

    screener: Screener
    message: Message
    context: Context

    def verdict(self, text: str) -> Verdict:
        """The verdict on the message with another text."""
        return self.screener.verdict(replace(self.message, text=text), self.context)

    @property
    def budget(self) -> int:
        """Words that may be dropped."""
        return int(MOST_DROPPED * _words(self.message.text))


_Mend = Callable[[_Draft, Finding, _Case], _Draft | None]


def advised(screener: Screener, message: Message, context: Context) -> Verdict:
    """The verdict on the message, with what could be done about it."""
    verdict = screener.verdict(message, context)
    advice = advise(screener, message, context, verdict)
    return replace(verdict, suggestions=advice.suggestions, no_suggestion=advice.reason)


def advise(screener: Screener, message: Message, context: Context, verdict: Verdict) -> Advice:
    """The smallest edit that clears the message, if there is one; nothing for a message that may be sent."""
    if verdict.decision is Effect.ALLOW:
        return Advice()
    case, draft, found = _Case(screener, message, context), _Draft(message.text), verdict
    for _ in range(MOST_MENDS + case.budget):
        finding = _first(found)
        if found.failed or finding is None:
            break
        mend = _MENDS.get(finding.name) or (_drop_heaviest if finding.name.startswith("prohibited-") else None)
        changed = mend(draft, finding, case) if mend else None
        if changed is None or changed.text == draft.text:
            return Advice(reason=f"{finding.name}: no edit of the text clears this. {finding.fix or ''}".strip())
        if not changed.text.strip() or changed.dropped > case.budget:
            return Advice(reason=_prohibited(verdict))
        draft, found = changed, case.verdict(changed.text)
    if found.failed:
        return Advice(reason=_unjudged(found))
    if found.decision is not Effect.ALLOW:
        return Advice(reason=_prohibited(verdict))
    before, after = segments.count(message.text).count, found.segments.count
    return Advice((Suggestion(draft.text, tuple(dict.fromkeys(draft.edits)), before, after),))


def _first(verdict: Verdict) -> Finding | None:
    """The gravest finding that keeps the message from being sent, with the evidence of all that are like it."""
    grave = [finding for finding in verdict.findings if _is_grave(finding)]
    if not grave:
        return None
    alike = [finding for finding in grave if finding.name == grave[0].name]
    return replace(grave[0], evidence=tuple(each for finding in alike for each in finding.evidence))


def _is_grave(finding: Finding) -> bool:
    return finding.effect in (Effect.BLOCK, Effect.REVIEW)


def _unjudged(verdict: Verdict) -> str:
    named = ", ".join(verdict.failed)
    return f"{named}: this could not be checked, so that nobody knows which edit clears the message; a human decides."


def _prohibited(verdict: Verdict) -> str:
    named = sorted({f.category for f in verdict.findings if f.category and _is_grave(f)})
    what = ", ".join(named) or "what it offers"
    return f"No edit of at most a third of the words clears this message: {what} is itself prohibited."


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _replaced(draft: _Draft, evidence: Iterable[Evidence], new: str, edit: str) -> _Draft:
    """The draft with each stretch replaced, and the dropped words counted."""
    stretches = cutting.apart(evidence)
    text, _ = cutting.replaced(draft.text, stretches, new)
    dropped = 0 if new else sum(_words(each.text) for each in stretches)
    return _Draft(text, (*draft.edits, edit), draft.dropped + dropped)


def _quoted(evidence: Iterable[Evidence]) -> str:
    return ", ".join(sorted({f'"{each.text}"' for each in evidence}))


def _drop_phrase(draft: _Draft, finding: Finding, case: _Case) -> _Draft | None:
    kept = cutting.apart(finding.evidence)
    return _replaced(draft, kept, "", f"drop {_quoted(kept)}") if kept else None


def _drop_heaviest(draft: _Draft, finding: Finding, case: _Case) -> _Draft | None:
    """Drop the words that weigh most towards the category, until the model no longer finds it."""
    dropped: tuple[Evidence, ...] = ()
    text, places = cutting.replaced(draft.text, (), "")
    found = case.verdict(text)
    while _finds(found, finding) and draft.dropped + len(dropped) <= case.budget:
        more = _heaviest(found, finding, case, at_least=max(1, len(dropped) // 2))
        if not more:
            return None
        here = (Evidence(places[e.start], places[e.end - 1] + 1, e.text, e.weight) for e in more)
        dropped = (*dropped, *here)
        text, places = cutting.replaced(draft.text, dropped, "")
        found = case.verdict(text)
    if draft.dropped + len(dropped) <= case.budget:
        dropped = _needed(draft, dropped, finding, case)
    return _replaced(draft, dropped, "", f"drop {_quoted(dropped)}")


def _heaviest(verdict: Verdict, finding: Finding, case: _Case, at_least: int) -> list[Evidence]:
    """The words without which the score would be under the review threshold, if the others weighed what they weigh."""
    explained = next(each for each in verdict.explanations if each.category == finding.category)
    thresholds = case.screener.policy.thresholds_on(verdict.as_of, case.screener.model.thresholds)
    review = thresholds[explained.category].review
    over = explained.logit - math.log(review / (1.0 - review))
    chosen: list[Evidence] = []
    for each in sorted(explained.evidence, key=lambda e: -(e.weight or 0.0)):
        if (each.weight or 0.0) <= 0.0 or (over < 0.0 and len(chosen) >= at_least):
            break
        chosen.append(each)
        over -= each.weight or 0.0
    return chosen


def _needed(draft: _Draft, dropped: tuple[Evidence, ...], finding: Finding, case: _Case) -> tuple[Evidence, ...]:
    """The dropped words without those that can stay; words that weigh little are tried first."""
    for each in sorted(dropped, key=lambda e: e.weight or 0.0)[:MOST_RESTORED]:
        fewer = tuple(other for other in dropped if other is not each)
        if fewer and not _finds(case.verdict(cutting.replaced(draft.text, fewer, "")[0]), finding):
            dropped = fewer
    return dropped


def _finds(verdict: Verdict, finding: Finding) -> bool:
    return any(each.name == finding.name and _is_grave(each) for each in verdict.findings)


def _own_link(draft: _Draft, finding: Finding, case: _Case) -> _Draft | None:
    brand = case.context.brand
    host = brand.hosts[0] if brand and brand.hosts else None
    if host is None:
        return _replaced(
            draft, finding.evidence, "", f"drop {_quoted(finding.evidence)}; link to the brand's own domain"
        )
    return _replaced(
        draft, finding.evidence, f"https://{host}", f"replace {_quoted(finding.evidence)} by a link to {host}"
    )


def _add_opt_out(draft: _Draft, finding: Finding, case: _Case) -> _Draft:
    words = OPT_OUT.get((case.message.lang or "en")[:2].lower(), OPT_OUT_ENGLISH)
    end = "" if draft.text.rstrip()[-1:] in ".!?" else "."
    return _Draft(f"{draft.text.rstrip()}{end} {words}", (*draft.edits, f'add "{words}"'), draft.dropped)


def _add_brand(draft: _Draft, finding: Finding, case: _Case) -> _Draft | None:
    brand = case.context.brand
    if brand is None:
        return None
    return _Draft(f"{brand.name}: {draft.text}", (*draft.edits, f'begin with "{brand.name}:"'), draft.dropped)


def _name_own_brand(draft: _Draft, finding: Finding, case: _Case) -> _Draft | None:
    own: Brand | None = case.context.brand
    if own is None:
        return _drop_phrase(draft, finding, case)
    return _replaced(draft, finding.evidence, own.name, f"replace {_quoted(finding.evidence)} by {own.name}")


def _drop_sentences(draft: _Draft, finding: Finding, case: _Case) -> _Draft | None:
    """Drop the sentences that sell, so that only the confirmation is left."""
    sold = [
        Evidence(match.start(), match.end(), match.group())
        for match in _SENTENCE.finditer(draft.text)
        if any(match.start() <= each.start < match.end() for each in finding.evidence)
    ]
    changed = _replaced(draft, sold, "", f"drop {_quoted(sold)}")
    return replace(changed, dropped=draft.dropped)  # a whole offer goes, however long it is


_MENDS: dict[str, _Mend] = {
    "keyword": _drop_phrase,
    "public-shortener": _own_link,
    "isv-shortener": _own_link,
    "unknown-shortener": _own_link,
    "domain-mismatch": _own_link,
    "lookalike-domain": _own_link,
    "ip-link": _own_link,
    "missing-opt-out": _add_opt_out,
    "unrecognised-opt-out": _add_opt_out,
    "marketing-after-opt-out": _drop_sentences,
    "missing-brand-name": _add_brand,
    "another-brand-named": _name_own_brand,
}
"""Finding -> how the text is mended. What is not here is not in the text: recipient, sender, records, time."""
