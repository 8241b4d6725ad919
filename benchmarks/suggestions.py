"""Suggestions on our own messages: `python -m benchmarks.suggestions`.

Messages of the held-out families are screened as the first message of a brand, as marketing of it, and with a public
shortener's link put in. Of those that are kept from being sent by rules alone (no finding of the model), the share is
printed that the first suggestion clears; every suggestion is screened again.
"""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from classifier import suggest
from classifier.model import dataset
from classifier.records import Brand, Context
from classifier.screening import Screener
from classifier.types import Effect, Message, Verdict
from service.scoring import load_screener
from service.settings import Settings

LABELLED = Path(__file__).parents[1] / "data" / "labelled"
CONTEXT = Context(brand=Brand("halden", "Halden Books", hosts=("haldenbooks.com",)))


def variants(text: str, lang: str) -> list[Message]:
    """The message as it is, as a first one, as marketing, and with a public shortener's link."""
    plain = Message(text, lang=lang)
    return [
        plain,
        replace(plain, first_contact=True),
        replace(plain, use_case="MARKETING"),
        replace(plain, text=f"{text} bit.ly/3xYzAbC", use_case="MARKETING"),
    ]


def by_rules_alone(verdict: Verdict) -> bool:
    """Whether rules keep the message from being sent and the model does not."""
    grave = [finding for finding in verdict.findings if finding.effect in (Effect.BLOCK, Effect.REVIEW)]
    return bool(grave) and not any(finding.code.startswith("MDL") for finding in grave)


def main() -> None:
    """Print the share that is cleared and what is not."""
    screener: Screener = load_screener(Settings.read())
    _, unseen = dataset.held_out(dataset.read(LABELLED))
    cleared, kept, wrong = 0, Counter[str](), 0
    for row in unseen:
        for message in variants(row.text, row.lang):
            verdict = screener.verdict(message, CONTEXT)
            if not by_rules_alone(verdict):
                continue
            advice = suggest.advise(screener, message, CONTEXT, verdict)
            for suggestion in advice.suggestions[:1]:
                again = screener.verdict(replace(message, text=suggestion.text), CONTEXT)
                wrong += again.decision is not Effect.ALLOW
                cleared += again.decision is Effect.ALLOW
            if not advice.suggestions:
                kept[(advice.reason or "").partition(":")[0]] += 1
    total = cleared + wrong + kept.total()
    print(f"{total:,} messages that rules alone keep from being sent")
    print(f"cleared by the first suggestion: {cleared / total:.1%} (at least 95 %); offered and not clean: {wrong}")
    print("not cleared: " + ", ".join(f"{name} {count}" for name, count in kept.most_common(12)))


if __name__ == "__main__":
    main()
