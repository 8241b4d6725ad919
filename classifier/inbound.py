"""What a subscriber's reply means: opt_out, opt_in, help or none.

A word that providers honour decides when it is the whole reply. Every other reply is read by a small linear model,
because consent can be revoked by any reasonable means (FCC 47 CFR 64.1200(a)(10)). Missing a revocation is the worse
error: where the model hears an opt-out and something else, it is an opt-out.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from classifier.model.ngrams import NgramModel
from classifier.policy import Intent, ReplyWord
from classifier.types import Evidence, Explanation

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_INSIDE = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Reply:
    """The meaning of a reply. `keyword` is the honoured word that it consists of, or None where the model decided.

    `score` is the probability of the intent; `explanations` are those of every intent that the model knows.
    """

    intent: Intent
    score: float
    keyword: str | None
    evidence: tuple[Evidence, ...]
    explanations: tuple[Explanation, ...]
    model_version: str


@dataclass(frozen=True, slots=True)
class ReplyReader:
    """Reads replies with the honoured words of a policy and a model."""

    model: NgramModel
    words: tuple[ReplyWord, ...]

    def read(self, text: str) -> Reply:
        """What the reply means, and why."""
        explanations = self.model.explain_labels(text)
        word = keyword(text, self.words)
        if word is not None:
            whole = (Evidence(0, len(text), text),)
            return Reply(word.intent, 1.0, word.word, whole, explanations, self.model.version)
        intent = intent_of({explanation.category: explanation for explanation in explanations})
        if intent is Intent.NONE:
            score = 1.0 - max(explanation.score for explanation in explanations)
            return Reply(intent, score, None, (), explanations, self.model.version)
        chosen = next(explanation for explanation in explanations if explanation.category == intent)
        evidence = tuple(e for e in chosen.evidence if (e.weight or 0.0) > 0.0)
        return Reply(intent, chosen.score, None, evidence, explanations, self.model.version)


def intent_of(explanations: dict[str, Explanation]) -> Intent:
    """The intent whose score reaches its threshold: opt_out before all others, else the one with the highest score."""
    reached = [Intent(label) for label, found in explanations.items() if found.score >= found.threshold]
    if Intent.OPT_OUT in reached:
        return Intent.OPT_OUT
    return max(reached, key=lambda intent: explanations[intent].score, default=Intent.NONE)


def keyword(text: str, words: Iterable[ReplyWord]) -> ReplyWord | None:
    """The honoured word that the whole reply is, whatever its case, accents and the signs around it."""
    said = _plain(text)
    return next((word for word in words if _plain(word.word) == said), None) if said else None


def _plain(text: str) -> str:
    if len(text) > 60:
        return ""
    bare = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return _INSIDE.sub(" ", _EDGES.sub("", bare))
