"""Which intent a reply has, decided from what a model of replies says; opt_out's threshold is chosen for this rule."""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from classifier.policy import ASKED, Intent

OUTWEIGHED = 2.0
"""By how much the logit of another intent must exceed opt_out's to be believed instead ("please un-stop my number").

Chosen by measurement: 1 misses revocations, and above 3 replies that ask for texts are taken for opt-outs.
"""


def decide(logits: Mapping[str, float], reached: Collection[str]) -> Intent:
    """The intent of a reply: opt_out if it is reached, unless another one outweighs it; else the highest.

    `logits` are those of ASKED, `reached` the labels whose scores reach their thresholds.
    """
    best = max(reached, key=logits.__getitem__, default=Intent.NONE.value)
    if Intent.OPT_OUT.value in reached and logits[best] - logits[Intent.OPT_OUT] <= OUTWEIGHED:
        return Intent.OPT_OUT
    return Intent(best)


def outweighed(logits: NDArray[np.float64], reached: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which replies (rows) `decide` gives to another intent, whatever opt_out's threshold; the columns are ASKED."""
    column = ASKED.index(Intent.OPT_OUT)
    others = np.where(reached, logits, -np.inf)
    others[:, column] = -np.inf
    result: NDArray[np.bool_] = others.max(axis=1) - logits[:, column] > OUTWEIGHED
    return result
