"""Screener: messages in, verdicts out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classifier import taxonomy
from classifier.model.linear import LinearModel
from classifier.types import Effect, Explanation, Finding, Message, Verdict


@dataclass(frozen=True, slots=True)
class Screener:
    """Judges messages with one trained model."""

    model: LinearModel

    def screen(self, messages: Iterable[Message]) -> Iterator[Verdict]:
        """One verdict a message, in order."""
        for message in messages:
            yield self._verdict(message)

    def _verdict(self, message: Message) -> Verdict:
        explanations = self.model.explain(message.text)
        findings = tuple(
            finding for e in explanations if e.category in taxonomy.LEAVES and (finding := self._finding(e))
        )
        fired = [f.category for f in findings if f.category and f.effect is Effect.BLOCK]
        return Verdict(
            decision=max((finding.effect for finding in findings), key=lambda e: e.rank, default=Effect.ALLOW),
            labels=taxonomy.with_parents(fired),
            findings=findings,
            explanations=explanations,
            model_version=self.model.version,
            id=message.id,
        )

    def _finding(self, explanation: Explanation) -> Finding | None:
        """The model's testimony: over the threshold blocks, between review and block asks for a human."""
        category = taxonomy.BY_CODE[explanation.category]
        review = self.model.thresholds[category.code].review
        if explanation.score < review:
            return None
        blocks = explanation.score >= explanation.threshold
        limit = explanation.threshold if blocks else review
        slug = category.code.replace("_", "-").replace(".", "-")
        return Finding(
            code=f"MDL{list(taxonomy.CODES).index(category.code) + 1:03d}",
            name=f"prohibited-{slug}",
            effect=Effect.BLOCK if blocks else Effect.REVIEW,
            reason=f"{category.title}: score {explanation.score:.2f}, from {limit:.2f} on this is "
            f"{'blocked' if blocks else 'reviewed'}.",
            evidence=tuple(e for e in explanation.evidence if (e.weight or 0.0) > 0.0)[:5],
            category=category.code,
            clause=category.clause,
            fix="No campaign is supported for this category: the message cannot be sent as it is.",
        )
