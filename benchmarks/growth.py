"""How time grows: with the number of messages, of keyword rules, and of characters in a message.

`python -m benchmarks.growth [--most MESSAGES]`. The exponent of growth is the slope of log time over log size between
the smallest and the largest size: 1 is linear. Messages are the project's own, repeated.
"""

import argparse
import math
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pyarrow as pa

from benchmarks.keywords import phrases_of
from benchmarks.timing import in_turn, versions
from classifier.model import bundle, dataset
from classifier.model.linear import LinearModel
from classifier.policy import KeywordRule, shipped
from classifier.policy.phrases import Phrases
from classifier.records import NOTHING_KNOWN
from classifier.screening import Screener
from classifier.traffic.columns import BatchScreener
from classifier.traffic.sieve import buffers

SEED, CHUNK = 7, 10_000
CONTEXT = replace(NOTHING_KNOWN, as_of=date(2026, 12, 1))


def exponent(seconds: Mapping[int, float]) -> float:
    """The slope of log time over log size, from the smallest size to the largest."""
    low, high = min(seconds), max(seconds)
    if low == high:
        return math.nan
    return math.log(seconds[high] / seconds[low]) / math.log(high / low)


def timed(works: Mapping[int, Callable[[], object]], rounds: int = 3) -> dict[int, float]:
    """Seconds by size."""
    taken = in_turn({str(size): work for size, work in works.items()}, rounds)
    return {int(size): seconds for size, seconds in taken.items()}


def told(what: str, seconds: Mapping[int, float]) -> None:
    """Print one line a size and the exponent."""
    print(what)
    for size, taken in seconds.items():
        print(f"  {size:>10,}{taken * 1e6 / size:12.3f} microseconds each")
    print(f"  exponent of growth {exponent(seconds):.3f}")


def by_messages(batches: BatchScreener, texts: list[str], most: int) -> None:
    """The whole fast gear over more and more messages, in chunks as a batch has them."""
    chunk = pa.RecordBatch.from_pydict({"text": pa.array((texts * (CHUNK // len(texts) + 1))[:CHUNK])})
    sizes = [size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size <= most]

    def screen(size: int) -> None:
        for _ in range(size // CHUNK):
            batches.added(chunk)

    told("messages, every check", timed({size: partial(screen, size) for size in sizes}, rounds=1))


def by_rules(model: LinearModel, texts: list[str]) -> None:
    """Scores and the look for phrases, with more and more keyword rules; the time of one message."""
    data, offsets = buffers(pa.array(texts))
    works = {}
    for count in (100, 1_000, 5_000, 20_000):
        rules = [
            KeywordRule(id=str(n), phrase=phrase, category="financial")
            for n, phrase in enumerate(phrases_of(texts, count))
        ]
        works[count] = partial(model.scorer.seen, data, offsets, Phrases(rules).table)
    seconds = timed(works)
    print("keyword rules, scores and phrases of one message")
    for count, taken in seconds.items():
        print(f"  {count:>10,}{taken / len(texts) * 1e6:12.3f} microseconds a message")
    print(f"  exponent of growth {exponent(seconds):.3f}")


def by_length(batches: BatchScreener, texts: list[str]) -> None:
    """The whole fast gear over messages of more and more characters, a million characters in all."""
    stream = " ".join(texts)
    works = {}
    for length in (40, 160, 1_000, 10_000):
        cut = [stream[start : start + length] for start in range(0, 1_000_000, length)]
        works[length] = partial(batches.added, pa.RecordBatch.from_pydict({"text": pa.array(cut)}))
    seconds = {length: taken * length / 1_000_000 for length, taken in timed(works).items()}
    told("characters of a message", seconds)


def main() -> None:
    """Print how time grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000, help="messages of the largest run, up to 10,000,000")
    wanted = parser.parse_args()
    texts = [row.text for row in dataset.read(Path("data/labelled"))]
    random.Random(SEED).shuffle(texts)
    model = bundle.load(bundle.current(Path("models")))
    batches = BatchScreener(Screener(model, shipped()), CONTEXT)
    batches.added(pa.RecordBatch.from_pydict({"text": pa.array(texts[:100])}))
    print(versions("numba", "numpy", "pyarrow", "ahocorasick_rs"))
    by_rules(model, texts[:5_000])
    by_length(batches, texts)
    by_messages(batches, texts, wanted.most)


if __name__ == "__main__":
    main()
