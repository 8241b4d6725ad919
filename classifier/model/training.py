"""Training: labelled rows in, a calibrated linear model out; the same bytes for the same rows and seed.

1. Features of the rows and of seeded variants of a share of them (`augmentation`).
2. One logistic regression a leaf category, its rare positives weighted up.
3. The same on folds that no message family crosses, to see how the model scores messages that it has not seen; a
   sigmoid fitted to these scores (Platt 1999) is multiplied into the weights, so that scores are probabilities.
4. Thresholds: the lowest score at which precision on those unseen messages reaches the stated one.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score

from classifier import taxonomy
from classifier.errors import DataError
from classifier.model import augmentation, bundle, dataset, features
from classifier.model.calibration import Calibration, calibration, choose_thresholds
from classifier.model.dataset import Row, fold_of
from classifier.model.kernel import Array
from classifier.model.linear import LinearModel
from classifier.model.ngrams import Block, sigmoid
from classifier.text import readings

Progress = Callable[[str], None]
Analysed = tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that training depends on besides the rows. `bounded` is what `features.word_ngrams` says of it."""

    seed: int = 20261125
    folds: int = 3
    regularisation: float = 10.0
    min_count: tuple[int, int] = (2, 4)
    augmented_share: float = 0.25
    block_precision: float = 0.9
    review_precision: float = 0.7
    bounded: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """Analysed texts: the rows first, then their variants; `origin` is the row behind each."""

    analysed: list[Analysed]
    origin: NDArray[np.intp]
    labels: NDArray[np.bool_]
    folds: NDArray[np.intp]


def fit(rows: list[Row], progress: Progress = lambda line: None, recipe: Recipe | None = None) -> LinearModel:
    """Train a model of the prohibited categories. `progress` is told each step in a line."""
    recipe = recipe or Recipe()
    learnt = learn(rows, taxonomy.LEAVES, recipe, progress)
    thresholds = choose_thresholds(
        sigmoid(learnt.unseen), learnt.truth, recipe.block_precision, recipe.review_precision
    )
    return LinearModel("unreleased", learnt.blocks, learnt.bias, thresholds)


@dataclass(frozen=True, slots=True)
class Learnt:
    """Blocks and bias of a calibrated model, and the rows' calibrated logits by models that had not seen them."""

    blocks: dict[str, Block]
    bias: Array
    unseen: Array
    truth: NDArray[np.bool_]


def learn(rows: list[Row], labels: tuple[str, ...], recipe: Recipe, progress: Progress) -> Learnt:
    """Learn the labels from the rows."""
    progress(f"analysing {len(rows):,} messages")
    corpus = analyse(rows, labels, recipe)
    progress(f"training on {len(corpus.analysed):,} texts, disguised variants included")
    fitted = fit_all(corpus, np.ones(len(corpus.analysed), dtype=bool), recipe)
    progress(f"scoring every message by a model that has not seen its family ({recipe.folds} folds)")
    unseen = _unseen_logits(corpus, len(rows), recipe, progress)
    truth = corpus.labels[: len(rows)]
    scale = calibration(unseen, truth)
    return Learnt(flat_blocks(fitted, scale), scale.applied(fitted.bias), scale.applied(unseen), truth)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What scikit-learn learnt: a vectoriser for each block, weights (features x labels) and bias, not calibrated."""

    vectorisers: list[TfidfVectorizer]
    weights: Array
    bias: Array


def analyse(rows: list[Row], names: tuple[str, ...], recipe: Recipe) -> Corpus:
    """The n-grams of all rows and of their variants."""
    texts = [row.text for row in rows]
    made = augmentation.variants(texts, recipe.seed, recipe.augmented_share)
    origin = np.array([*range(len(rows)), *(index for index, _ in made)], dtype=np.intp)
    analysed = [features.analyse(readings(text)[0], recipe.bounded) for text in [*texts, *(text for _, text in made)]]
    labels = np.array([[name in row.labels for name in names] for row in rows], dtype=bool)
    folds = np.array([fold_of(row.family, recipe.folds, recipe.seed) for row in rows], dtype=np.intp)
    return Corpus(analysed, origin, labels[origin], folds[origin])


def fit_all(corpus: Corpus, chosen: NDArray[np.bool_], recipe: Recipe) -> Fitted:
    """Learn from the chosen texts."""
    texts = [corpus.analysed[index] for index in np.flatnonzero(chosen)]
    vectorisers = [vectoriser(block, recipe) for block in range(len(features.BLOCKS))]
    matrix = sp.hstack([each.fit_transform(texts) for each in vectorisers], format="csr")
    columns = range(corpus.labels.shape[1])
    fitted = [_regression(recipe).fit(matrix, corpus.labels[chosen, column]) for column in columns]
    weights = np.vstack([regression.coef_[0] for regression in fitted]).T
    return Fitted(vectorisers, weights, np.array([regression.intercept_[0] for regression in fitted]))


def vectoriser(block: int, recipe: Recipe) -> TfidfVectorizer:
    """TF-IDF of one block of analysed texts."""
    return TfidfVectorizer(analyzer=_Pick(block), min_df=recipe.min_count[block], sublinear_tf=True, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Pick:
    """The n-grams of one block of an analysed text (a class, so that processes can share it)."""

    block: int

    def __call__(self, analysed: Analysed) -> list[str]:
        return analysed[self.block]


def _regression(recipe: Recipe) -> LogisticRegression:
    return LogisticRegression(
        C=recipe.regularisation, class_weight="balanced", solver="liblinear", tol=1e-3, random_state=recipe.seed
    )


def _unseen_logits(corpus: Corpus, count: int, recipe: Recipe, progress: Progress) -> Array:
    """Logits of the `count` rows (variants left out), each by a model trained without the row's fold."""
    tasks = (delayed(_fold_logits)(corpus, fold, count, recipe) for fold in range(recipe.folds))
    unseen = np.zeros((count, corpus.labels.shape[1]))
    for fold, logits in enumerate(Parallel(n_jobs=2, return_as="generator")(tasks)):
        unseen[corpus.folds[:count] == fold] = logits
        progress(f"fold {fold + 1} of {recipe.folds} scored")
    return unseen


def _fold_logits(corpus: Corpus, fold: int, count: int, recipe: Recipe) -> Array:
    fitted = fit_all(corpus, corpus.folds != fold, recipe)
    rows = [corpus.analysed[index] for index in np.flatnonzero(corpus.folds[:count] == fold)]
    result: Array = (
        sp.hstack([each.transform(rows) for each in fitted.vectorisers], format="csr") @ fitted.weights + fitted.bias
    )
    return result


def flat_blocks(fitted: Fitted, scale: Calibration) -> dict[str, Block]:
    """The flat arrays of what was learnt, in the precision in which they are stored."""
    weights = fitted.weights * scale.slopes
    blocks: dict[str, Block] = {}
    first = 0
    for name, each in zip(features.BLOCKS, fitted.vectorisers, strict=True):
        ngrams = sorted(each.vocabulary_)
        columns = np.array([each.vocabulary_[ngram] for ngram in ngrams], dtype=np.intp)
        own = weights[first : first + len(ngrams)].astype(np.float32)
        blocks[name] = Block(tuple(ngrams), each.idf_.astype(np.float32)[columns], own[columns])
        first += len(ngrams)
    return blocks


def train(data: Path, out: Path, progress: Progress = lambda line: None) -> bundle.Manifest:
    """Train on the labelled data and write a bundle; metrics come from families that were held out of a first fit.

    Raises DataError naming every bad row if the data break the labelling guide.
    """
    rows = dataset.read(data)
    if problems := dataset.check(rows):
        raise DataError(problems)
    training_rows, test_rows = dataset.held_out(rows)
    progress("first fit, without the held-out families, to measure on them")
    metrics = measure(fit(training_rows, progress), test_rows)
    progress("second fit, on all rows, to ship")
    model = fit(rows, progress)
    created_from = {"data": dataset.digest(rows), "rows": len(rows), "recipe": asdict(Recipe())}
    return bundle.save(model, out, created_from, metrics)


def measure(model: LinearModel, rows: list[Row]) -> dict[str, float]:
    """Headline metrics on rows that the model has not seen."""
    truth = np.array([[code in row.labels for code in taxonomy.TOP_LEVEL] for row in rows])
    columns = [taxonomy.CODES.index(code) for code in taxonomy.TOP_LEVEL]
    leaves = [taxonomy.CODES.index(leaf) for leaf in taxonomy.LEAVES]
    scores = model.scores([row.text for row in rows])
    fired = scores[:, leaves] >= np.array([model.thresholds[leaf].block for leaf in taxonomy.LEAVES])
    labels = [taxonomy.with_parents(np.array(taxonomy.LEAVES)[row].tolist()) for row in fired]
    predicted = np.array([[code in each for code in taxonomy.TOP_LEVEL] for each in labels])
    clean = ~truth.any(axis=1)
    return {
        "macro_f1": round(float(f1_score(truth, predicted, average="macro", zero_division=0)), 4),
        "macro_average_precision": round(float(average_precision_score(truth, scores[:, columns], average="macro")), 4),
        "clean_flagged": round(float(predicted[clean].any(axis=1).mean()), 4),
        "rows": len(rows),
    }
