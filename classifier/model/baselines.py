"""Simpler ways to classify, to see the linear model's place: keyword list, naive Bayes and fastText.

Each learns from the training rows alone. Part of the training families is set aside to choose, for each category, the
threshold of greatest F1; then it learns from all of them. They see the raw text, not the folded view.
"""

import math
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import precision_recall_curve
from sklearn.naive_bayes import MultinomialNB

from classifier import taxonomy
from classifier.errors import InputError, MissingExtra
from classifier.model import dataset, metrics
from classifier.model.bootstrap import Array
from classifier.model.dataset import Row
from classifier.model.evaluation import Contender, measure
from classifier.model.scorer import Scored
from classifier.types import Thresholds

Score = Callable[[Sequence[str]], Array]
"""Texts to scores from 0 to 1, texts x taxonomy.LEAVES."""
Learn = Callable[[Sequence[Row]], Score]
Keywords = Mapping[str, Sequence[str]]
"""Words and phrases of each leaf category."""

WORDS_A_CATEGORY = 60
SMALLEST_COUNT = 5
FASTTEXT: dict[str, Any] = {
    "loss": "ova",
    "epoch": 25,
    "lr": 0.5,
    "dim": 50,
    "wordNgrams": 2,
    "minn": 3,
    "maxn": 5,
    "bucket": 200_000,
    "thread": 1,
    "verbose": 0,
}
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[$£€%]")
SLOWEST = 0.2
"""Learning rate below which fastText learns too little here to be a fair peer."""
_NOT_FOR_FASTTEXT = re.compile(r"__label__|</s>|\s+")


@dataclass(frozen=True, slots=True)
class Baseline:
    """A trained baseline: a `Scorer`."""

    name: str
    thresholds: dict[str, Thresholds]
    leaf_scores: Score

    def scores(self, texts: Sequence[str]) -> Array:
        """Scores in the order of taxonomy.CODES; a parent has the greatest of its children's."""
        leaves = self.leaf_scores(texts)
        found = np.zeros((len(texts), len(taxonomy.CODES)))
        for column, code in enumerate(taxonomy.CODES):
            carriers = [i for i, leaf in enumerate(taxonomy.LEAVES) if code in taxonomy.with_parents([leaf])]
            found[:, column] = leaves[:, carriers].max(axis=1)
        return found


def contenders(
    training: Sequence[Row],
    test: Sequence[Row],
    progress: Callable[[str], None] = lambda line: None,
    keywords: Keywords | None = None,
) -> Iterator[Contender]:
    """Every baseline, trained and measured; one whose library is missing says so instead.

    Raises InputError if a message family is on both sides.
    """
    shared = {row.family for row in training} & {row.family for row in test}
    if shared:
        raise InputError(f"{len(shared)} message families are in the training and in the test rows, e.g. {min(shared)}")
    learners: tuple[tuple[str, Learn], ...] = (
        ("Keyword list", lambda rows: keyword_scores(keywords or learnt_keywords(rows))),
        ("Naive Bayes", naive_bayes),
        ("fastText", fasttext_classifier),
    )
    for name, learn in learners:
        progress(f"baseline: {name}, trained on {len(training):,} messages")
        try:
            yield Contender(name, measure(Scored.by(train(name, learn, training), test)))
        except MissingExtra as error:
            yield Contender(name, None, f"not measured: {error}")


def train(name: str, learn: Learn, training: Sequence[Row], seed: int = 1) -> Baseline:
    """Choose thresholds on training families that are set aside, then learn from all of the training rows."""
    rest, aside = dataset.held_out(list(training), seed)
    if not rest or not aside:
        raise InputError(f"baseline {name}: {len(training)} training rows are too few to set some aside for thresholds")
    scores, truth = learn(rest)([row.text for row in aside]), metrics.truth_of([row.labels for row in aside])
    chosen = {}
    for index, leaf in enumerate(taxonomy.LEAVES):
        threshold = best_threshold(truth[:, taxonomy.CODES.index(leaf)], scores[:, index])
        chosen[leaf] = Thresholds(review=threshold, block=threshold)
    return Baseline(name, chosen, learn(training))


def best_threshold(truth: metrics.Mask, scores: Array) -> float:
    """The score from which on F1 is greatest; 0.5 if there is nothing to choose by."""
    if not truth.any():
        return 0.5
    precision, recall, limits = precision_recall_curve(truth, scores)
    f1 = 2.0 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(limits[int(np.argmax(f1[:-1]))])


def words_of(text: str) -> list[str]:
    """Lower-case words of the raw text."""
    return _WORD.findall(text.lower())


def learnt_keywords(rows: Sequence[Row], number: int = WORDS_A_CATEGORY) -> dict[str, list[str]]:
    """The words of each leaf category with the greatest log-odds of standing in a message of it and not in another.

    ln((a + 1/2) / (A - a + 1/2)) - ln((b + 1/2) / (B - b + 1/2)), with the word in a of A messages of the category and
    in b of B others (Haldane 1956); words in fewer than five messages of the category are left out.
    """
    everywhere = Counter(word for row in rows for word in set(words_of(row.text)))
    found = {}
    for leaf in taxonomy.LEAVES:
        own = [row for row in rows if leaf in row.labels]
        inside = Counter(word for row in own for word in set(words_of(row.text)))
        odds = {
            word: _log_odds(count, len(own)) - _log_odds(everywhere[word] - count, len(rows) - len(own))
            for word, count in inside.items()
            if count >= SMALLEST_COUNT
        }
        found[leaf] = sorted(odds, key=lambda word: (-odds[word], word))[:number]
    return found


def _log_odds(count: int, total: int) -> float:
    return math.log((count + 0.5) / (total - count + 0.5))


def keyword_scores(keywords: Keywords) -> Score:
    """A scorer that looks for words and phrases: 1 - 1/2^n for n of a category's keywords in the text."""
    phrases = [[f" {' '.join(words_of(phrase))} " for phrase in keywords.get(leaf, ())] for leaf in taxonomy.LEAVES]

    def score(texts: Sequence[str]) -> Array:
        padded = [f" {' '.join(words_of(text))} " for text in texts]
        hits = [[sum(phrase in text for phrase in own) for own in phrases] for text in padded]
        found: Array = 1.0 - 0.5 ** np.array(hits, dtype=np.float64).reshape(-1, len(taxonomy.LEAVES))
        return found

    return score


def naive_bayes(rows: Sequence[Row]) -> Score:
    """Multinomial naive Bayes over words and pairs of words, one against the rest.

    Smoothing with 0.1 instead of 1, which drowns rare categories in this many pairs (average precision 0.78 to 0.33).
    """
    vectoriser = CountVectorizer(tokenizer=words_of, token_pattern=None, lowercase=False, ngram_range=(1, 2), min_df=2)
    counts = vectoriser.fit_transform([row.text for row in rows])
    truth = metrics.truth_of([row.labels for row in rows])[:, [taxonomy.CODES.index(leaf) for leaf in taxonomy.LEAVES]]
    known = {leaf: MultinomialNB(alpha=0.1).fit(counts, column) for leaf, column in enumerate(truth.T) if column.any()}

    def score(texts: Sequence[str]) -> Array:
        seen, found = vectoriser.transform(texts), np.zeros((len(texts), len(taxonomy.LEAVES)))
        for leaf, model in known.items():
            found[:, leaf] = model.predict_proba(seen)[:, -1]
        return found

    return score


def fasttext_classifier(rows: Sequence[Row]) -> Score:
    """fastText, one against the rest, words and pairs of words with character n-grams; one thread, so reproducible.

    Raises MissingExtra without the library.
    """
    try:
        import fasttext
    except ImportError as error:
        raise MissingExtra("fastText", "baselines", "evaluate") from error
    with tempfile.TemporaryDirectory(prefix="prescreen-fasttext-") as directory:
        file = Path(directory) / "training.txt"
        file.write_text("\n".join(_fasttext_line(row) for row in rows) + "\n", encoding="utf-8")
        model = _converged(fasttext.train_supervised, str(file))
    return lambda texts: _fasttext_scores(model, texts)


def _converged(train: Callable[..., Any], file: str) -> Any:
    """Train at the learning rate and, as long as fastText runs into NaN (it does on some data), at a slower one."""
    rate = FASTTEXT["lr"]
    while True:
        try:
            return train(file, **{**FASTTEXT, "lr": rate})
        except RuntimeError:
            rate *= 0.8
            if rate < SLOWEST:
                raise


def _fasttext_line(row: Row) -> str:
    labels = [leaf for leaf in taxonomy.LEAVES if leaf in row.labels] or ["clean"]
    return " ".join(f"__label__{label}" for label in labels) + " " + _for_fasttext(row.text)


def _for_fasttext(text: str) -> str:
    """One line, without what fastText takes for a label or an end, and of what UTF-8 can carry."""
    plain = text.encode("utf-8", errors="replace").decode("utf-8").replace("\0", " ")
    return _NOT_FOR_FASTTEXT.sub(" ", plain).lower()


def _fasttext_scores(model: Any, texts: Sequence[str]) -> Array:
    found = np.zeros((len(texts), len(taxonomy.LEAVES)))
    for line, text in zip(found, texts, strict=True):
        for probability, label in model.f.predict(_for_fasttext(text) + "\n", -1, 0.0, "strict"):
            code = label.removeprefix("__label__")
            if code in taxonomy.LEAVES:
                line[taxonomy.LEAVES.index(code)] = min(1.0, probability)
    return found
