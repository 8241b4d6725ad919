"""Summary and hygiene of traffic, a row, against plain `group_by`s of pyarrow over the same columns, in one run.

`python -m benchmarks.hygiene`. The traffic is made up: 400 senders in 100 sub-accounts with a campaign each of one of
our own texts, in which name and number vary; one message in ten is a reply or chat text that comes once; some rows have
findings and labels, and some numbers opt out. It comes in chunks of 8,192 rows, as `prescreen batch` has them. The peer
groups each chunk once by sender, sub-account, decision, labels and findings, with count and first and last time, and
once by text with a count: what counting without looking would take. Both are timed in turn, in processor time of one
thread, on the same chunks; the best round of each counts. The first round, which compiles, does not.
"""

import random
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa

from benchmarks.timing import versions
from classifier import policy
from classifier.model import dataset
from classifier.traffic.columns import SCHEMA
from classifier.traffic.messages import batch_of
from classifier.traffic.observed import Observed
from classifier.types import Message

CHUNK_ROWS, CHUNKS, ROUNDS, SEED = 8_192, 24, 4, 7
SENDERS, SUB_ACCOUNTS = 400, 100
LONGEST = 320
START = datetime(2026, 10, 5, tzinfo=UTC)
NAMES = ("Ana", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Joy", "Kai", "Lea")
Traffic = list[tuple[pa.RecordBatch, pa.RecordBatch]]


def traffic() -> Traffic:
    """Chunks of messages with what screening might add."""
    texts = [row.text for row in dataset.read(Path("data/labelled")) if len(row.text) <= LONGEST]
    rng = random.Random(SEED)
    rng.shuffle(texts)
    campaigns, chat = texts[:SENDERS], texts[SENDERS:]
    return [_chunk(number, rng, campaigns, chat) for number in range(CHUNKS)]


def _chunk(
    number: int, rng: random.Random, campaigns: list[str], chat: list[str]
) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    messages, added = [], []
    for row in range(CHUNK_ROWS):
        at = START + timedelta(seconds=10 * (number * CHUNK_ROWS + row))
        sender, person = int(SENDERS * rng.random() ** 2), f"+1415{rng.randrange(2_000_000, 9_999_999)}"
        number_of, sub_account = f"+1415555{sender:04d}", f"sub-{sender % SUB_ACCOUNTS}"
        if rng.random() < 0.1:
            text = "STOP" if rng.random() < 0.2 else rng.choice(chat)
            messages.append(Message(text, sender=person, recipient=number_of, sent_at=at))
        else:
            text = f"Hi {rng.choice(NAMES)}, {campaigns[sender]} ref {rng.randrange(100_000)}"
            messages.append(Message(text, sender=number_of, recipient=person, sub_account=sub_account, sent_at=at))
        blocked = sender % 20 == 0
        added.append({"decision": "block" if blocked else "allow", "labels": "gambling" if blocked else "",
                      "findings": "keyword|prohibited-gambling" if blocked else ""})  # fmt: skip
    return batch_of(messages), pa.RecordBatch.from_pylist(added, schema=SCHEMA)


def accumulated(chunks: Traffic) -> None:
    """Summary and hygiene of the chunks."""
    observed = Observed(policy.shipped())
    for messages, added in chunks:
        observed.add(messages, added)


def grouped(chunks: Traffic) -> None:
    """The two `group_by`s of each chunk."""
    for messages, added in chunks:
        columns = {name: messages.column(name) for name in ("text", "sender", "sub_account", "sent_at")}
        columns |= {name: added.column(name) for name in ("decision", "labels", "findings")}
        table = pa.table(columns)
        keys = ["sender", "sub_account", "decision", "labels", "findings"]
        aggregates: list[tuple[str, str]] = [("sent_at", "min"), ("sent_at", "max"), ("text", "count")]
        table.group_by(keys, use_threads=False).aggregate(aggregates)
        table.group_by("text", use_threads=False).aggregate([("sender", "count")])


def seconds(work: Callable[[Traffic], None], chunks: Traffic) -> float:
    """Processor time of this thread."""
    start = time.thread_time()
    work(chunks)
    return time.thread_time() - start


def best(rounds: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The least of each."""
    ours, peers = zip(*rounds, strict=True)
    return min(ours), min(peers)


def main() -> None:
    """Print the ratio, with what was compared."""
    chunks = traffic()
    accumulated(chunks[:1])
    ours, peer = best((seconds(accumulated, chunks), seconds(grouped, chunks)) for _ in range(ROUNDS))
    rows = CHUNK_ROWS * CHUNKS
    print(versions("numba", "pyarrow"))
    print(f"{rows:,} rows in chunks of {CHUNK_ROWS:,}, {SENDERS} senders, one row in ten a reply or chat")
    print(f"microseconds a row: summary and hygiene {ours / rows * 1e6:.2f}, two group_bys {peer / rows * 1e6:.2f}")
    print(f"ratio: {ours / peer:.2f} times as long as the group_bys")


if __name__ == "__main__":
    main()
