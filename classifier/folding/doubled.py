"""Words with a doubled letter, folded: `classifier/lists/doubled_words.txt`, for telling "freeee" from "loooan"."""

from functools import cache
from importlib.resources import files

import numpy as np

from classifier import hashes
from classifier.hashes import Keys

SALT = 1
"""What the hash of a word begins with."""


@cache
def doubled_words() -> frozenset[str]:
    """The words."""
    listed = files("classifier").joinpath("lists", "doubled_words.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())


def table() -> Keys:
    """A hash table of the words."""
    slots = hashes.table(len(doubled_words()))
    for word in doubled_words():
        hashes.add_run(slots, np.array([*map(ord, word)], dtype=np.int32), SALT)
    return slots
