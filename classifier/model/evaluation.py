"""Evaluation: any scorer and labelled messages in, an `Evaluation` out, which is numbers and no pictures.

`run` is what `prescreen evaluate` calls. The pictures are made of an evaluation by `report`, the terminal's table and
the JSON form by `summary`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.metrics import precision_recall_curve

from classifier import taxonomy
from classifier.errors import InputError
from classifier.model import bootstrap, errors_seen, metrics, robustness
from classifier.model.dataset import Row
from classifier.model.errors_seen import Confusion, Explain, Mistake
from classifier.model.linear import LinearModel
from classifier.model.metrics import Measures
from classifier.model.robustness import Disguise, DisguiseRecall
from classifier.model.scorer import ModelScorer, Scored, Scorer
from classifier.types import Thresholds

if TYPE_CHECKING:
    from rich.console import Group

Progress = Callable[[str], None]

DIMENSIONS = ("lang", "source", "kind")
SMALLEST_SLICE = 10
POINTS = 60


@dataclass(frozen=True, slots=True)
class Slice:
    """Measures of the messages whose `dimension` (lang, source or kind) is `value`."""

    dimension: str
    value: str
    measures: Measures


@dataclass(frozen=True, slots=True)
class Curves:
    """One category's precision-recall curve (thinned) and reliability (share true and mean score, a filled bin each).

    `operating` is (recall, precision) at the block threshold, None where precision has no meaning there.
    """

    code: str
    recall: tuple[float, ...]
    precision: tuple[float, ...]
    operating: tuple[float, float] | None
    mean_score: tuple[float, ...]
    share_true: tuple[float, ...]
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Contender:
    """A baseline measured on the same messages; `measures` is None when it could not run, and `note` says why."""

    name: str
    measures: Measures | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that was measured. `subject` names what was evaluated, `data` the messages."""

    subject: str
    data: str
    thresholds: dict[str, Thresholds]
    overall: Measures
    slices: tuple[Slice, ...]
    curves: tuple[Curves, ...]
    confusion: Confusion
    mistakes: tuple[Mistake, ...]
    contenders: tuple[Contender, ...] = ()
    disguises: tuple[DisguiseRecall, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form: NaN is null."""
        from classifier.model import summary

        return summary.to_dict(self)

    def to_table(self) -> "Group":
        """The terminal's form."""
        from classifier.model import summary

        return summary.to_table(self)


def run(
    model: LinearModel,
    rows: Sequence[Row],
    report_dir: Path | None = None,
    *,
    data: str = "labelled messages",
    training: Sequence[Row] = (),
    disguises: Mapping[str, Disguise] | None = None,
    progress: Progress = lambda line: None,
) -> Evaluation:
    """Evaluate a trained model; with `report_dir`, write report.html and evaluation.json there.

    `training` are the rows that baselines learn from (none: no baselines). Their families must not be among `rows`.
    """
    from classifier.model import baselines

    progress(f"scoring {len(rows):,} messages")
    evaluation = evaluate(ModelScorer(model), rows, data, model.explain)
    if training:
        evaluation = replace(evaluation, contenders=tuple(baselines.contenders(training, rows, progress)))
    if disguises:
        found = robustness.recall_under_disguise(ModelScorer(model), rows, disguises, progress=progress)
        evaluation = replace(evaluation, disguises=found)
    if report_dir is not None:
        from classifier.model.report import write as write_report

        progress(f"writing the report to {report_dir}")
        write_report(report_dir, evaluation)
    return evaluation


def evaluate(
    scorer: Scorer, rows: Sequence[Row], data: str, explain: Explain | None = None, seed: int = 0
) -> Evaluation:
    """Measure a scorer on labelled rows. Raises InputError without rows."""
    if not rows:
        raise InputError(f"{data}: no messages to evaluate on; expected at least one labelled row")
    scored = Scored.by(scorer, rows)
    return Evaluation(
        subject=scorer.name,
        data=data,
        thresholds={code: scorer.thresholds[code] for code in taxonomy.LEAVES},
        overall=measure(scored, seed),
        slices=tuple(_slices(scored, seed)),
        curves=tuple(curves_of(scored, code) for code in taxonomy.CODES),
        confusion=errors_seen.confusion(scored.truth, scored.fired),
        mistakes=errors_seen.worst(scored, explain),
    )


def measure(scored: Scored, seed: int = 0) -> Measures:
    """The measures of some scored rows, with intervals that resample their families."""
    resamples = bootstrap.draw([row.family for row in scored.rows], seed)
    return metrics.measure(scored.truth, scored.scores, scored.thresholds, resamples)


def _slices(scored: Scored, seed: int) -> list[Slice]:
    """By language, source and kind, most messages first; values of few messages are put together.

    A dimension with one value alone says nothing new and is left out.
    """
    found = []
    for dimension in DIMENSIONS:
        groups = _groups([getattr(row, dimension) or "not stated" for row in scored.rows])
        for value, index in groups if len(groups) > 1 else []:
            found.append(Slice(dimension, value, measure(scored.part(index), seed)))
    return found


def _groups(values: Sequence[str]) -> list[tuple[str, list[int]]]:
    groups: dict[str, list[int]] = {}
    for index, value in enumerate(values):
        groups.setdefault(value, []).append(index)
    small = [value for value, index in groups.items() if len(index) < SMALLEST_SLICE]
    if len(small) > 1:
        groups[f"{len(small)} others"] = sorted(i for value in small for i in groups.pop(value))
    return sorted(groups.items(), key=lambda item: (item[0].endswith(" others"), -len(item[1]), item[0]))


def curves_of(scored: Scored, code: str) -> Curves:
    """The curves of one category."""
    column = taxonomy.CODES.index(code)
    truth, fired, scores = scored.truth[:, column], scored.fired[:, column], scored.scores[:, column]
    recall, precision = np.array([]), np.array([])
    if truth.any():
        precision, recall, _ = precision_recall_curve(truth, scores)
        wanted = np.unique(np.searchsorted(-recall, -np.linspace(1.0, 0.0, POINTS), side="right") - 1)
        recall, precision = recall[wanted], precision[wanted]
    hits = int((truth & fired).sum())
    operating = (hits / int(truth.sum()), hits / int(fired.sum())) if truth.any() and fired.any() else None
    shares, means, counts = metrics.bins(truth, scores)
    filled = counts > 0
    return Curves(
        code, tuple(recall.tolist()), tuple(precision.tolist()), operating,
        tuple(means[filled].tolist()), tuple(shares[filled].tolist()), tuple(counts[filled].astype(int).tolist()),
    )  # fmt: skip
