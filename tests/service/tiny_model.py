"""A bundle of a few words, so that the doors are tested on a model whose verdicts are known beforehand."""

from pathlib import Path

import numpy as np

from classifier import policy, taxonomy
from classifier.model import bundle
from classifier.model.linear import LinearModel
from classifier.model.ngrams import Block, NgramModel
from classifier.policy import ASKED, Policy
from classifier.types import Thresholds

VERSION = "tiny"
CLEAN = "Your appointment is tomorrow at nine"
BLOCKED = "Win at our casino tonight"
REVIEWED = "The bingo evening is on Friday"
BOTH = "A loan and a whiskey"

WORDS = {
    "casino": ("gambling", 12.0),
    "bingo": ("gambling", 6.0),
    "loan": ("financial", 18.0),
    "whiskey": ("shaft.alcohol", 18.0),
}


def _nothing(labels: int) -> Block:
    return Block((" zzz ",), np.ones(1, dtype=np.float32), np.zeros((1, labels), dtype=np.float32))


def tiny_model() -> LinearModel:
    """Says gambling of a casino, maybe gambling of bingo, and so on; nothing of everything else."""
    weights = np.zeros((len(WORDS), len(taxonomy.LEAVES)), dtype=np.float32)
    for row, (leaf, weight) in enumerate(WORDS.values()):
        weights[row, taxonomy.LEAVES.index(leaf)] = weight
    words = Block(tuple(WORDS), np.ones(len(WORDS), dtype=np.float32), weights)
    chars = _nothing(len(taxonomy.LEAVES))
    bias = np.full(len(taxonomy.LEAVES), -6.0)
    thresholds = {leaf: Thresholds(review=0.4, block=0.7) for leaf in taxonomy.LEAVES}
    return LinearModel(VERSION, {"word": words, "char": chars}, bias, thresholds)


HALF = Thresholds(0.5, 0.5)
POLICY = Path(__file__).parent / "tiny_policy.toml"
"""A policy with two keyword rules, so that the doors' tests do not hang on the shipped list."""


def tiny_policy() -> Policy:
    """The policy of that file."""
    return policy.read(POLICY)


def tiny_replies() -> NgramModel:
    """Hears an opt-out in "leave", an opt-in in "join" and a question in "who"."""
    words = Block(("leave", "join", "who"), np.ones(3, dtype=np.float32), 12.0 * np.eye(3, dtype=np.float32))
    chars = _nothing(3)
    return NgramModel(VERSION, {"word": words, "char": chars}, np.full(3, -6.0), dict.fromkeys(ASKED, HALF), ASKED)


def write_models(models: Path) -> None:
    """A models directory with the tiny models as the current ones."""
    bundle.save(tiny_replies(), models / "replies" / VERSION, {"rows": 3}, {"macro_f1": 1.0})
    (models / "replies" / bundle.CURRENT).write_text(f"{VERSION}\n", encoding="utf-8")
    bundle.save(tiny_model(), models / VERSION, {"rows": len(WORDS)}, {"macro_f1": 1.0})
    (models / bundle.CURRENT).write_text(f"{VERSION}\n", encoding="utf-8")
