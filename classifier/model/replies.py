"""The small model of replies: training on data/replies, and measuring by families that it has not seen.

It is of the same kind as the model of the prohibited categories. Missing a revocation is the worse error, so opt_out's
threshold is the highest at which the stated recall is reached on unseen replies.
"""

import csv
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classifier.errors import DataError, InputError
from classifier.model import bundle, dataset
from classifier.model.dataset import Row
from classifier.model.intents import outweighed
from classifier.model.kernel import Array
from classifier.model.ngrams import NgramModel, sigmoid
from classifier.model.training import Progress, Recipe, learn
from classifier.policy import ASKED, Intent
from classifier.types import Thresholds

COLUMNS = ("id", "text", "intent", "lang", "family", "source")
RECIPE = Recipe(min_count=(1, 2), folds=5, bounded=True, regularisation=100.0, augmented_share=0.0)
"""Without variants: senders disguise their texts, subscribers do not, and a footer "Reply STOP" belies the intent."""
OPT_OUT_RECALL = 0.98

Reader = Callable[[NgramModel], Callable[[str], Intent]]
"""Makes of a model what reads replies with it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How replies that the model had not seen are read; the shares are from 0 to 1."""

    replies: int
    opt_out_recall: float
    opt_out_precision: float
    macro_f1: float
    f1: dict[str, float]


def read(directory: Path) -> list[Row]:
    """All replies of the CSV files in a directory; the intent is the row's only label, none is no label.

    Raises InputError when there is no file, DataError naming every bad row.
    """
    files = sorted(directory.glob("*.csv"))
    if not files:
        raise InputError(f"{directory}: no .csv file with replies in this directory")
    rows: list[Row] = []
    problems: list[str] = []
    for file in files:
        with file.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle)
            for number, record in enumerate(reader, start=2):
                if problem := _problem(record):
                    problems.append(f"{file.name}, row {number}: {problem}")
                else:
                    rows.append(_row(record, f"{file.name}:{number}"))
    if problems:
        raise DataError(problems)
    return rows


def _problem(record: dict[str, str]) -> str | None:
    if missing := [name for name in COLUMNS if not (record.get(name) or "").strip()]:
        return f"{missing[0]} is missing or empty"
    if record["intent"] not in list(Intent):
        return f"expected an intent of {', '.join(Intent)}, got {record['intent']!r}"
    return None


def _row(record: dict[str, str], place: str) -> Row:
    labels = frozenset({record["intent"]} - {Intent.NONE.value})
    return Row(record["id"], record["text"], labels, record["lang"], record["source"], record["family"], None, place)


def fit(rows: list[Row], progress: Progress = lambda line: None) -> NgramModel:
    """Train on the rows; the same rows give the same model."""
    learnt = learn(rows, ASKED, RECIPE, progress)
    scores, truth = sigmoid(learnt.unseen), learnt.truth
    chosen = [_best_f1(scores[:, i], truth[:, i]) for i in range(len(ASKED))]
    lost = outweighed(learnt.unseen, scores >= np.array(chosen))
    opt_out = ASKED.index(Intent.OPT_OUT)
    kept = np.where(lost, 0.0, scores[:, opt_out])  # no threshold wins a lost reply back
    chosen[opt_out] = _limit(float(np.quantile(kept[truth[:, opt_out]], 1.0 - OPT_OUT_RECALL)))
    thresholds = {label: Thresholds(limit, limit) for label, limit in zip(ASKED, chosen, strict=True)}
    return NgramModel("unreleased", learnt.blocks, learnt.bias, thresholds, ASKED, RECIPE.bounded)


def _best_f1(scores: Array, truth: NDArray[np.bool_]) -> float:
    candidates = np.unique(scores.round(3))
    f1 = [2 * (truth & (scores >= at)).sum() / (truth.sum() + (scores >= at).sum()) for at in candidates]
    return _limit(float(candidates[int(np.argmax(f1))]))


def _limit(score: float) -> float:
    return round(float(np.clip(score, 0.05, 0.95)), 3)


def measure(rows: list[Row], read_intent: Callable[[str], Intent]) -> Measured:
    """What `read_intent` makes of replies that it has not seen."""
    true = [_intent(row) for row in rows]
    told = [read_intent(row.text) for row in rows]
    f1: dict[str, float] = {}
    precision, recall = 0.0, 0.0
    for intent in Intent:
        hits = sum(a == b == intent for a, b in zip(true, told, strict=True))
        f1[intent.value] = 2 * hits / max(true.count(intent) + told.count(intent), 1)
        if intent is Intent.OPT_OUT:
            recall, precision = hits / max(true.count(intent), 1), hits / max(told.count(intent), 1)
    return Measured(len(rows), recall, precision, sum(f1.values()) / len(f1), f1)


def cross_measured(rows: list[Row], folds: int, reader: Reader) -> Measured:
    """Each reply read by a model that was trained, thresholds included, without its family."""
    told: dict[str, Intent] = {}
    for fold in range(folds):
        model = fit([row for row in rows if dataset.fold_of(row.family, folds, seed=1) != fold])
        read_intent = reader(model)
        held = (row for row in rows if dataset.fold_of(row.family, folds, seed=1) == fold)
        told.update({row.text: read_intent(row.text) for row in held})
    return measure(rows, told.__getitem__)


def _intent(row: Row) -> Intent:
    return Intent(next(iter(row.labels), Intent.NONE.value))


def train(directory: Path, out: Path, reader: Reader, progress: Progress = lambda line: None) -> bundle.Manifest:
    """Train on all replies of the directory and write a bundle; its metrics are cross-measured by family."""
    rows = read(directory)
    progress("training without each fifth of the families, to measure on it")
    measured = cross_measured(rows, 5, reader)
    progress("training on all replies, to ship")
    created_from = {"data": dataset.digest(rows), "rows": len(rows), "recipe": asdict(RECIPE)}
    numbers = {name: round(value, 4) for name, value in asdict(measured).items() if isinstance(value, float)}
    return bundle.save(fit(rows, progress), out, created_from, numbers)
