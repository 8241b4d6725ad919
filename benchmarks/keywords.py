"""5,000 keyword rules: Prescreen's phrases against a plain `re` alternation of the same phrases, in one run.

`python -m benchmarks.keywords`. Both search the same folded texts for whole phrases; each finds the same number of
messages with a hit. Timed in turn, the best of several rounds of each counts.
"""

import random
import re
from pathlib import Path

from benchmarks.timing import in_turn, versions
from classifier.model import dataset
from classifier.policy import KeywordRule
from classifier.policy.phrases import Phrases, even, folded
from classifier.text import View, readings

RULES, MESSAGES, ROUNDS, SEED = 5_000, 300, 3, 7


def phrases_of(texts: list[str], count: int) -> list[str]:
    """So many different phrases of two and three words, made of the words that the texts have."""
    words = sorted({word for text in texts for word in even(text.lower()).split() if word.isalpha() and len(word) > 2})
    rng = random.Random(SEED)
    made: set[str] = set()
    while len(made) < count:
        made.add(" ".join(rng.sample(words, rng.choice((2, 2, 3)))))
    return sorted(made)


def main() -> None:
    """Print the ratio, with what was compared."""
    texts = [row.text for row in dataset.read(Path("data/labelled"))]
    random.Random(SEED).shuffle(texts)
    phrases = phrases_of(texts[:3_000], RULES)
    rng = random.Random(SEED + 1)
    chosen = [f"{text} {rng.choice(phrases)}" if rng.random() < 0.1 else text for text in texts[:MESSAGES]]
    views: list[tuple[View, ...]] = [readings(text) for text in chosen]
    rules = [KeywordRule(id=str(n), phrase=phrase, category="financial") for n, phrase in enumerate(phrases)]
    ours = Phrases(rules)
    plain = re.compile(r"(?<!\S)(?:" + "|".join(re.escape(folded(phrase)) for phrase in phrases) + r")(?!\S)")

    def with_ours() -> list[bool]:
        return [bool(ours.find(view)) for view in views]

    def with_re() -> list[bool]:
        return [any(plain.search(even(reading.text)) for reading in view) for view in views]

    assert with_ours() == with_re(), "both must find the same messages"
    taken = in_turn({"ours": with_ours, "re": with_re}, ROUNDS)
    seconds, peer = taken["ours"], taken["re"]
    print(versions("ahocorasick_rs"))
    print(f"{RULES:,} phrases, {MESSAGES} messages, {sum(with_ours())} with a hit")
    print(f"microseconds a message: phrases {seconds / MESSAGES * 1e6:,.1f}, re {peer / MESSAGES * 1e6:,.1f}")
    print(f"ratio: {peer / seconds:,.0f} times as fast as a plain re alternation (at least 50)")


if __name__ == "__main__":
    main()
