"""What goes wrong: which categories are taken for which, and the worst mistakes with the words that led to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from classifier import taxonomy
from classifier.model.dataset import Row
from classifier.model.metrics import Mask
from classifier.model.scorer import Scored
from classifier.types import Evidence, Explanation

Explain = Callable[[str], tuple[Explanation, ...]]

FALSE_POSITIVE = "false positive"
FALSE_NEGATIVE = "false negative"
CLEAN = "clean"
WORST = 5
WORDS = 8


@dataclass(frozen=True, slots=True)
class Confusion:
    """Top-level categories and clean, as they are (rows) and as they were seen (columns), in the order of `names`.

    counts[t][p] is the number of messages truly t on which p fired: on the diagonal rightly, elsewhere wrongly (p is
    not among the message's labels). The last column counts the messages on which nothing fired. A message of two
    categories stands in two rows. `support` is the number of messages that are truly of each row.
    """

    names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    support: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong decision about one category; `words` are those with the greatest weights, of either sign."""

    kind: str
    category: str
    score: float
    threshold: float
    id: str
    text: str
    labels: tuple[str, ...]
    lang: str
    source: str
    words: tuple[Evidence, ...]


def confusion(truth: Mask, fired: Mask) -> Confusion:
    """Count what was taken for what; see `Confusion`."""
    top = [taxonomy.CODES.index(code) for code in taxonomy.TOP_LEVEL]
    real, seen = truth[:, top], fired[:, top]
    real = np.column_stack((real, ~real.any(axis=1)))
    seen = np.column_stack((seen, ~seen.any(axis=1)))
    wrongly = seen & ~real
    wrongly[:, -1] = seen[:, -1]
    counts = real.T.astype(np.int64) @ wrongly.astype(np.int64)
    np.fill_diagonal(counts, (real & seen).sum(axis=0))
    names = (*taxonomy.TOP_LEVEL, CLEAN)
    return Confusion(names, tuple(tuple(line) for line in counts.tolist()), tuple(real.sum(axis=0).tolist()))


def worst(scored: Scored, explain: Explain | None = None, number: int = WORST) -> tuple[Mistake, ...]:
    """For each leaf category the false positives with the highest and the false negatives with the lowest scores.

    One message a family. Words come from `explain`; without it there are none.
    """
    found = []
    for code in taxonomy.LEAVES:
        column = taxonomy.CODES.index(code)
        truth, fired, scores = scored.truth[:, column], scored.fired[:, column], scored.scores[:, column]
        for kind, wrong, keys in ((FALSE_POSITIVE, fired & ~truth, -scores), (FALSE_NEGATIVE, truth & ~fired, scores)):
            candidates = np.flatnonzero(wrong)
            order = candidates[np.argsort(keys[candidates], kind="stable")]
            for index in _one_a_family(scored.rows, order.tolist())[:number]:
                limit = scored.thresholds[code].block
                found.append(_mistake(kind, code, float(scores[index]), limit, scored.rows[index], explain))
    return tuple(found)


def _one_a_family(rows: Sequence[Row], order: Sequence[int]) -> list[int]:
    first: dict[str, int] = {}
    for index in order:
        first.setdefault(rows[index].family, index)
    return list(first.values())


def _mistake(kind: str, code: str, score: float, threshold: float, row: Row, explain: Explain | None) -> Mistake:
    words: tuple[Evidence, ...] = ()
    if explain is not None:
        explanation = next(each for each in explain(row.text) if each.category == code)
        words = tuple(sorted(explanation.evidence, key=lambda word: -abs(word.weight or 0.0))[:WORDS])
    labels = tuple(sorted(row.labels))
    return Mistake(kind, code, score, threshold, row.id, row.text, labels, row.lang, row.source, words)
