"""Scorers with made-up scores, so that evaluations can be computed by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from classifier import taxonomy
from classifier.model.bootstrap import Array
from classifier.model.dataset import Row
from classifier.types import Evidence, Explanation, Thresholds

HALF = {leaf: Thresholds(review=0.25, block=0.5) for leaf in taxonomy.LEAVES}


def row(name: str, labels: str = "", text: str = "", family: str = "", lang: str = "en", source: str = "made") -> Row:
    """A labelled message; its text is its id unless given."""
    return Row(name, text or name, frozenset(labels.split()), lang, source, family or name)


@dataclass(frozen=True)
class FakeScorer:
    """Scores by text: {text: {code: score}}; what is not named scores 0, a parent as much as its best child."""

    table: Mapping[str, Mapping[str, float]]
    name: str = "fake"
    thresholds: Mapping[str, Thresholds] = field(default_factory=lambda: HALF)

    def scores(self, texts: Sequence[str]) -> Array:
        found = np.zeros((len(texts), len(taxonomy.CODES)))
        for line, text in zip(found, texts, strict=True):
            for code, score in self.table.get(text, {}).items():
                for each in taxonomy.with_parents([code]):
                    place = taxonomy.CODES.index(each)
                    line[place] = max(line[place], score)
        return found


def explain_words(text: str) -> tuple[Explanation, ...]:
    """Every category explained by the first two words: the first speaks for it, the second against."""
    words: list[Evidence] = []
    for word, weight in zip(text.split()[:2], (2.0, -1.0), strict=False):
        start = text.index(word, words[-1].end if words else 0)
        words.append(Evidence(start, start + len(word), word, weight))
    return tuple(Explanation(code, 0.5, 0.0, 0.5, tuple(words), 0.0, 0.0) for code in taxonomy.CODES)
