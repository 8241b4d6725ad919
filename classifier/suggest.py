"""The smallest edit that clears a message: made from what the findings show, screened again before it is offered.

Each finding that an edit of the text can clear has its own mend: a link is led to the brand's own host, opt-out words
or the brand's name are added, a listed phrase is dropped, and for a category of the model the words that weigh most are
dropped, one after the other, as few as possible. Where more than a third of the words would have to go, the category
itself is what is prohibited, and nothing is offered.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from classifier import segments
from classifier.records import Brand, Context
from classifier.screening import Screener
from classifier.types import Effect, Evidence, Finding, Message, Suggestion, Verdict

MOST_DROPPED = 1 / 3
"""Share of a message's words that an edit may drop."""
MOST_ROUNDS = 12
"""How often a draft is screened anew before it is given up."""
OPT_OUT = {"es": "Responda STOP para cancelar.", "fr": "Répondez STOP pour vous désabonner."}
OPT_OUT_ENGLISH = "Reply STOP to opt out."

_WORD = re.compile(r"\S+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*\s*")
_SPACES = re.compile(r"[ \t]{2,}")
_STRAY = re.compile(r"\s+([.,;:!?])|([,;:])(?=[.!?,;:])")


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


_Mend = Callable[[_Draft, Finding, Message, Context], _Draft | None]


def advised(screener: Screener, message: Message, context: Context) -> Verdict:
    """The verdict on the message, with what could be done about it."""
    verdict = screener.verdict(message, context)
    advice = advise(screener, message, context, verdict)
    return replace(verdict, suggestions=advice.suggestions, no_suggestion=advice.reason)


def advise(screener: Screener, message: Message, context: Context, verdict: Verdict) -> Advice:
    """The smallest edit that clears the message, if there is one; nothing for a message that may be sent."""
    if verdict.decision is Effect.ALLOW:
        return Advice()
    draft, found = _Draft(message.text), verdict
    for _ in range(MOST_ROUNDS):
        finding = _first(found)
        if finding is None:
            break
        mend = _MENDS.get(finding.name) or (_drop_heaviest if finding.name.startswith("prohibited-") else None)
        changed = mend(draft, finding, message, context) if mend else None
        if changed is None or changed.text == draft.text:
            return Advice(reason=f"{finding.name}: no edit of the text clears this. {finding.fix or ''}".strip())
        if not changed.text.strip() or changed.dropped > MOST_DROPPED * len(_WORD.findall(message.text)):
            return Advice(reason=_prohibited(verdict))
        draft = changed
        found = screener.verdict(replace(message, text=draft.text), context)
    if found.decision is not Effect.ALLOW:
        return Advice(reason=_prohibited(verdict))
    before, after = segments.count(message.text).count, found.segments.count
    return Advice((Suggestion(draft.text, draft.edits, before, after),))


def _first(verdict: Verdict) -> Finding | None:
    """The gravest finding that keeps the message from being sent."""
    return next((f for f in verdict.findings if f.effect in (Effect.BLOCK, Effect.REVIEW)), None)


def _prohibited(verdict: Verdict) -> str:
    named = sorted({f.category for f in verdict.findings if f.category and f.effect is not Effect.ALLOW})
    what = ", ".join(named) or "what it offers"
    return f"No edit of at most a third of the words clears this message: {what} is itself prohibited."


def _replaced(draft: _Draft, evidence: Iterable[Evidence], new: str, edit: str) -> _Draft:
    """The draft with each stretch replaced, and the dropped words counted."""
    text, dropped = draft.text, 0
    for each in sorted(evidence, key=lambda e: -e.start):
        dropped += 0 if new else len(_WORD.findall(each.text))
        text = text[: each.start] + new + text[each.end :]
    return _Draft(_tidy(text), (*draft.edits, edit), draft.dropped + dropped)


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", _STRAY.sub(r"\1", text)).strip()


def _quoted(evidence: Iterable[Evidence]) -> str:
    return ", ".join(sorted({f'"{each.text}"' for each in evidence}))


def _drop_phrase(draft: _Draft, finding: Finding, message: Message, context: Context) -> _Draft | None:
    kept = _without_overlap(finding.evidence)
    return _replaced(draft, kept, "", f"drop {_quoted(kept)}") if kept else None


def _without_overlap(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    kept: list[Evidence] = []
    for each in sorted(evidence, key=lambda e: (e.start, -e.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def _drop_heaviest(draft: _Draft, finding: Finding, message: Message, context: Context) -> _Draft | None:
    """Drop the word that weighs most towards the category; the next round sees whether that is enough."""
    heaviest = max(finding.evidence, key=lambda e: e.weight or 0.0, default=None)
    return None if heaviest is None else _replaced(draft, (heaviest,), "", f'drop "{heaviest.text}"')


def _own_link(draft: _Draft, finding: Finding, message: Message, context: Context) -> _Draft | None:
    host = context.brand.hosts[0] if context.brand and context.brand.hosts else None
    if host is None:
        return _replaced(
            draft, finding.evidence, "", f"drop {_quoted(finding.evidence)}; link to the brand's own domain"
        )
    return _replaced(
        draft, finding.evidence, f"https://{host}", f"replace {_quoted(finding.evidence)} by a link to {host}"
    )


def _add_opt_out(draft: _Draft, finding: Finding, message: Message, context: Context) -> _Draft:
    words = OPT_OUT.get((message.lang or "en")[:2].lower(), OPT_OUT_ENGLISH)
    end = "" if draft.text.rstrip()[-1:] in ".!?" else "."
    return _Draft(f"{draft.text.rstrip()}{end} {words}", (*draft.edits, f'add "{words}"'), draft.dropped)


def _add_brand(draft: _Draft, finding: Finding, message: Message, context: Context) -> _Draft | None:
    if context.brand is None:
        return None
    return _Draft(
        f"{context.brand.name}: {draft.text}", (*draft.edits, f'begin with "{context.brand.name}:"'), draft.dropped
    )


def _name_own_brand(draft: _Draft, finding: Finding, message: Message, context: Context) -> _Draft | None:
    own: Brand | None = context.brand
    if own is None:
        return _drop_phrase(draft, finding, message, context)
    return _replaced(draft, finding.evidence, own.name, f"replace {_quoted(finding.evidence)} by {own.name}")


def _drop_sentences(draft: _Draft, finding: Finding, message: Message, context: Context) -> _Draft | None:
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
