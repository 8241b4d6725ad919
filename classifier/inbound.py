"""What a subscriber's reply means: opt_out, opt_in, help or none.

A word of the policy's list decides when it is the whole reply: one that providers honour, or an answer that asks for
nothing ("no", "thanks"). Every other reply is read by a small linear model,
because consent can be revoked by any reasonable means (FCC 47 CFR 64.1200(a)(10)). Missing a revocation is the worse
error: where the model hears an opt-out and something else, it is an opt-out, unless the other is far likelier.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from classifier.model.intents import decide
from classifier.model.ngrams import NgramModel
from classifier.policy import Intent, ReplyWord
from classifier.types import Evidence, Explanation

_LETTER = re.compile(r"[^\W_]")
_INSIDE = re.compile(r"[\s_-]+")
LONGEST_WORD = 60
"""Characters, signs and spaces around it aside, that an honoured word may have."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The meaning of a reply. `keyword` is the honoured word that it consists of, or None where the model decided.

    `score` is the probability of the intent. `explanation` is the model's for the intent, and where that is none, for
    opt_out: why this is no revocation. `explanations` are those of every intent that the model knows.
    """

    intent: Intent
    score: float
    keyword: str | None
    evidence: tuple[Evidence, ...]
    explanation: Explanation
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
        by_intent = {explanation.category: explanation for explanation in explanations}
        version = self.model.version
        word = keyword(text, self.words)
        if word is not None:
            whole, why = (Evidence(0, len(text), text),), by_intent.get(word.intent, by_intent[Intent.OPT_OUT])
            return Reply(word.intent, 1.0, word.word, whole, why, explanations, version)
        intent = intent_of(by_intent)
        if intent is Intent.NONE:
            score = 1.0 - max(explanation.score for explanation in explanations)
            return Reply(intent, score, None, (), by_intent[Intent.OPT_OUT], explanations, version)
        chosen = by_intent[intent]
        evidence = tuple(e for e in chosen.evidence if (e.weight or 0.0) > 0.0)
        return Reply(intent, chosen.score, None, evidence, chosen, explanations, version)


def intent_of(explanations: dict[str, Explanation]) -> Intent:
    """The intent that the scores and thresholds of all intents decide; `classifier.model.intents` says how."""
    reached = [label for label, found in explanations.items() if found.score >= found.threshold]
    return decide({label: found.logit for label, found in explanations.items()}, reached)


def keyword(text: str, words: Iterable[ReplyWord]) -> ReplyWord | None:
    """The listed word that the whole reply is, whatever its case, accents and the signs around it."""
    said = _plain(text)
    return _by_spelling(tuple(words)).get(said) if said else None


@lru_cache(maxsize=8)
def _by_spelling(words: tuple[ReplyWord, ...]) -> dict[str, ReplyWord]:
    """The words by what `_plain` makes of them; of two that are the same, the first."""
    return {_plain(word.word): word for word in reversed(words)}


def _plain(text: str) -> str:
    """Small letters without accents and without what is around them; "" where that is too long to be a word."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    first, last = _LETTER.search(bare), _LETTER.search(bare[::-1])  # a pattern of the end alone would try every sign
    if first is None or last is None:
        return ""
    said = bare[first.start() : len(bare) - last.start()]
    return _INSIDE.sub(" ", said) if len(said) <= LONGEST_WORD else ""
