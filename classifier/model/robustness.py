"""Robustness: how much of what is caught in the open is still caught in disguise, one disguise at a time."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classifier import taxonomy
from classifier.errors import InputError
from classifier.model import bootstrap, metrics
from classifier.model.bootstrap import Estimate, Resamples
from classifier.model.dataset import Row
from classifier.model.scorer import Scorer

Disguise = Callable[[str, random.Random], str]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DisguiseRecall:
    """One disguise, over all pairs of a message and a top-level category that it is truly of.

    `recall` is the share caught in disguise, `kept` that share relative to the `undisguised` one (cut at 1),
    `by_category` the same of each category that occurs, `changed` the share of prohibited messages whose text
    the disguise altered, `clean_flagged` the share of disguised clean messages on which anything fired.
    """

    name: str
    changed: float
    undisguised: Estimate
    recall: Estimate
    kept: Estimate
    by_category: dict[str, float]
    clean_flagged: Estimate


def recall_under_disguise(
    model: Scorer,
    rows: Sequence[Row],
    disguises: Mapping[str, Disguise],
    seed: int = 0,
    progress: Progress = lambda line: None,
) -> tuple[DisguiseRecall, ...]:
    """Recall under each disguise, in the order given. Intervals resample families, the same ones on both sides."""
    if not any(row.labels for row in rows):
        raise InputError("recall under disguise needs at least one message of a prohibited category")
    truth = metrics.truth_of([row.labels for row in rows])
    resamples = bootstrap.draw([row.family for row in rows], seed)
    plain = _fired(model, [row.text for row in rows])
    found = []
    for name, disguise in disguises.items():
        progress(f"recall under disguise: {name}")
        texts = [disguise(row.text, random.Random(f"{seed}:{name}:{row.id}")) for row in rows]
        found.append(_compare(name, rows, texts, truth, plain, _fired(model, texts), resamples))
    return tuple(found)


def _fired(model: Scorer, texts: Sequence[str]) -> metrics.Mask:
    return metrics.fired(model.scores(texts), model.thresholds)


def _compare(
    name: str,
    rows: Sequence[Row],
    texts: Sequence[str],
    truth: metrics.Mask,
    plain: metrics.Mask,
    disguised: metrics.Mask,
    resamples: Resamples,
) -> DisguiseRecall:
    top = [taxonomy.CODES.index(code) for code in taxonomy.TOP_LEVEL]
    before, after = truth & plain, truth & disguised
    tallies = np.column_stack([each[:, top].sum(axis=1) for each in (truth, before, after)]).astype(np.float64)
    total, sums = tallies.sum(axis=0, keepdims=True), resamples.sums(tallies)
    families = resamples.families(metrics.any_category(before))
    altered = [row.text != text for row, text in zip(rows, texts, strict=True) if row.labels]
    return DisguiseRecall(
        name=name,
        changed=sum(altered) / len(altered),
        undisguised=_ratio(total, sums, 1, 0, families),
        recall=_ratio(total, sums, 2, 0, families),
        kept=_ratio(total, sums, 2, 1, families),
        by_category={
            code: min(1.0, float(after[:, i].sum() / before[:, i].sum()))
            for i, code in enumerate(taxonomy.CODES)
            if before[:, i].any()
        },
        clean_flagged=bootstrap.share(~metrics.any_category(truth), metrics.any_category(disguised), resamples),
    )


def _ratio(total: bootstrap.Array, sums: bootstrap.Array, part: int, whole: int, families: int) -> Estimate:
    value = bootstrap.ratio(total[:, part], total[:, whole])[0]
    return bootstrap.estimate(float(value), bootstrap.ratio(sums[:, part], sums[:, whole]), families)
