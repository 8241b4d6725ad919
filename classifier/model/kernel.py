"""The compiled scorer: n-grams of a reading, their TF-IDF values, and the logits that they make.

Every message that is scored comes through here, one or millions. scikit-learn is what the tests hold it against.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.compiled import compiled, inlined
from classifier.folding.tables import Tables
from classifier.hashes import Codes, Keys, extended, mixed, of_run, paired
from classifier.model import tokens
from classifier.model.features import CHAR_SIZES
from classifier.model.keys import CHAR_SALT, WORD_SALT, column
from classifier.model.tokens import Words

Array = NDArray[np.float64]
SHORTEST, LONGEST = CHAR_SIZES[0], CHAR_SIZES[-1]
_CARET, _DOLLAR = 94, 36
LANES = 16
"""A row of weights is a multiple of so many numbers: one cache line."""


class Weights(NamedTuple):
    """A model as flat arrays.

    slots   `keys.table` of its n-grams
    rows    for each n-gram the weights of the labels, then the IDF, then zeros up to a multiple of LANES
    lanes   numbers in a row
    bias    one number a label
    bounded whether the first and the last word are paired with the ends of the text
    """

    slots: Keys
    rows: NDArray[np.float32]
    lanes: int
    bias: Array
    bounded: bool


class Sums(NamedTuple):
    """Working memory: keys of all n-grams; of those found, which and whose, a pair as minus its second word; sums."""

    keys: Keys
    owners: NDArray[np.int32]
    columns: NDArray[np.uint32]
    counts: NDArray[np.int32]
    total: Array


def room_for(code_points: int, weights: Weights) -> Sums:
    """Memory for readings of so many code points."""
    most = (2 + len(CHAR_SIZES)) * (2 * code_points + 2)
    return Sums(
        np.empty(most, dtype=np.uint64),
        np.empty(most, dtype=np.int32),
        np.empty(most, dtype=np.uint32),
        np.zeros(len(weights.rows) // weights.lanes, dtype=np.int32),
        np.zeros(weights.lanes),
    )


def aligned_rows(weights: NDArray[np.float32], idf: NDArray[np.float32]) -> tuple[NDArray[np.float32], int]:
    """Rows as `Weights` has them, each within cache lines of its own, and their length."""
    labels = weights.shape[1]
    lanes = -(-(labels + 1) // LANES) * LANES
    flat = np.zeros(len(idf) * lanes + LANES, dtype=np.float32)
    first = -flat.ctypes.data % (4 * LANES) // 4
    flat = flat[first : first + len(idf) * lanes]
    rows = flat.reshape(len(idf), lanes)
    rows[:, :labels], rows[:, labels] = weights, idf
    return flat, lanes


@compiled
def logits(codes: Codes, length: int, tables: Tables, weights: Weights, words: Words, sums: Sums, out: Array) -> None:
    """Write the logit of each label for the reading codes[:length]."""
    count = tokens.find(codes, length, tables, words)
    middle, last = find(words, count, weights, sums)
    for label in range(len(weights.bias)):
        out[label] = weights.bias[label]
    _add_block(weights, sums, 0, middle, out)
    _add_block(weights, sums, middle, last, out)


@compiled
def find(words: Words, count: int, weights: Weights, sums: Sums) -> tuple[int, int]:
    """Note the known n-grams of all words and count them: where those of the word block end, and those of both.

    Keys come first and are looked up after, so that the processor waits for memory at many places at once.
    """
    middle = _word_keys(words, count, weights.bounded, sums.keys, sums.owners)
    last = _char_keys(words, count, middle, sums.keys, sums.owners)
    known = _look_up(weights.slots, 0, middle, 0, sums.keys, sums.owners, sums.columns)
    every = _look_up(weights.slots, middle, last, known, sums.keys, sums.owners, sums.columns)
    for index in range(every):
        sums.counts[sums.columns[index]] += 1
    return known, every


@compiled
def _word_keys(words: Words, count: int, bounded: bool, found: Keys, owners: NDArray[np.int32]) -> int:
    """Write the keys of the words and pairs; how many there are."""
    made = 0
    before = extended(np.uint64(WORD_SALT), _CARET)
    for word in range(count):
        key = of_run(words.codes, words.begin[word], words.end[word], np.uint64(WORD_SALT))
        if word or bounded:
            found[made] = mixed(paired(before, key))
            owners[made] = -word if word else 0
            made += 1
        found[made] = mixed(key)
        owners[made] = word
        made += 1
        before = key
    if bounded and count:
        found[made] = mixed(paired(before, extended(np.uint64(WORD_SALT), _DOLLAR)))
        owners[made] = count - 1
        made += 1
    return made


@compiled
def _char_keys(words: Words, count: int, made: int, found: Keys, owners: NDArray[np.int32]) -> int:
    """Write the keys of each word's character n-grams, with its spaces; a word of one character is one n-gram."""
    codes = words.codes
    for word in range(count):
        first, last = words.begin[word] - 1, words.end[word] + 1
        whole = last - first
        for start in range(first, last - SHORTEST + 1):
            key = np.uint64(CHAR_SALT)
            for place in range(start, min(start + LONGEST, last)):
                key = extended(key, codes[place])
                size = place + 1 - start
                if size >= SHORTEST and (size < whole or whole == SHORTEST):
                    found[made] = mixed(key)
                    owners[made] = word
                    made += 1
    return made


@compiled
def _look_up(
    slots: Keys, first: int, last: int, known: int, found: Keys, owners: NDArray[np.int32], columns: NDArray[np.uint32]
) -> int:
    """Write the columns of the keys first..last that the model knows behind those known already; how many there are."""
    for index in range(first, last):
        place = column(slots, found[index])
        if place >= 0:
            columns[known] = place
            owners[known] = owners[index]
            known += 1
    return known


@inlined
def _frequency(count: int) -> float:
    """Sublinear term frequency: 1 + ln count."""
    return 1.0 if count == 1 else 1.0 + math.log(count)


@compiled
def _add_block(weights: Weights, sums: Sums, first: int, last: int, out: Array) -> None:
    """Add the block's part of the logits: (TF-IDF values . weights) / length of the values' vector."""
    rows, lanes, labels = weights.rows, np.uint64(weights.lanes), np.uint64(len(weights.bias))
    columns, counts, total = sums.columns, sums.counts, sums.total
    for lane in range(lanes):
        total[lane] = 0.0
    squares = 0.0
    for index in range(first, last):
        place = columns[index]
        count = counts[place]
        if count == 0:
            continue
        counts[place] = 0
        row = np.uint64(place) * lanes
        value = _frequency(count) * rows[row + labels]
        squares += value * value
        for lane in range(lanes):
            total[lane] += value * rows[row + lane]
    if squares > 0.0:
        scale = 1.0 / math.sqrt(squares)
        for label in range(labels):
            out[label] += total[label] * scale


@compiled
def shares(codes: Codes, length: int, tables: Tables, weights: Weights, words: Words, sums: Sums, out: Array) -> int:
    """Write the weight of each word in each label's logit to `out` (words x labels); how many words there are.

    An n-gram's contribution is shared out equally among its occurrences, and within one among its words. Where the
    words stand in the reading is in words.start and words.stop.
    """
    count = tokens.find(codes, length, tables, words)
    out[:count] = 0.0
    middle, last = find(words, count, weights, sums)
    _share_block(weights, sums, 0, middle, out)
    _share_block(weights, sums, middle, last, out)
    return count


@compiled
def _share_block(weights: Weights, sums: Sums, first: int, last: int, out: Array) -> None:
    rows, lanes, labels = weights.rows, weights.lanes, len(weights.bias)
    squares = 0.0
    for index in range(first, last):
        place = sums.columns[index]
        count = sums.counts[place]
        if count > 0:  # seen for the first time; a negative count says that it has been
            squares += (_frequency(count) * rows[place * lanes + labels]) ** 2
            sums.counts[place] = -count
    scale = 1.0 / max(math.sqrt(squares), 1e-300)
    for index in range(first, last):
        place, owner = sums.columns[index], sums.owners[index]
        times = -sums.counts[place]
        value = _frequency(times) * rows[place * lanes + labels] * scale / times
        _share(rows, place * lanes, value, owner, out)
    for index in range(first, last):
        sums.counts[sums.columns[index]] = 0


@compiled
def _share(rows: NDArray[np.float32], row: int, value: float, owner: int, out: Array) -> None:
    """Add an n-gram's part to its word; that of a pair, half each, to the word -owner and the one before."""
    if owner < 0:
        value *= 0.5
        for label in range(out.shape[1]):
            out[-owner - 1, label] += value * rows[row + label]
        owner = -owner
    for label in range(out.shape[1]):
        out[owner, label] += value * rows[row + label]
