"""How precise each phrase of the shipped keyword list is on our own labelled messages.

`python -m benchmarks.keyword_precision` prints a summary and exits with 1 if the figures in the list are not those that
it measures; with `--write` it writes them into the list, with the effect that follows: a phrase blocks when at least
BLOCKS of its messages, two or more, have its category; else it warns.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from classifier.model import dataset
from classifier.model.dataset import Row
from classifier.policy import KeywordRule
from classifier.policy.keyword_list import read_keywords
from classifier.policy.phrases import Phrases
from classifier.text import readings
from classifier.tsv import LISTS
from classifier.tsv import rows as cells
from classifier.types import Effect

LIST = LISTS / "keywords.tsv"
LABELLED = Path(__file__).parents[1] / "data" / "labelled"
BLOCKS = 0.9


@dataclass(frozen=True, slots=True)
class Measured:
    """A phrase's figures: how many messages have it, and the share of them with its category."""

    messages: int
    precision: str

    @property
    def effect(self) -> Effect:
        """What the phrase is precise enough for."""
        return Effect.BLOCK if self.messages >= 2 and float(self.precision) >= BLOCKS else Effect.WARN


def measure(labelled: Iterable[Row], rules: tuple[KeywordRule, ...]) -> dict[str, Measured]:
    """Figures by the id of the rule; a phrase that no message has is left out."""
    phrases, by_id = Phrases(rules), {rule.id: rule for rule in rules}
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in labelled:
        for rule_id in phrases.find(readings(row.text)):
            seen[rule_id] += 1
            right[rule_id] += by_id[rule_id].category in row.labels
    return {rule_id: Measured(count, f"{right[rule_id] / count:.2f}") for rule_id, count in seen.items()}


def listed() -> dict[str, Measured]:
    """The figures that the list has."""
    columns = ("id", "precision", "messages")
    return {row["id"]: Measured(int(row["messages"]), row["precision"]) for _, row in cells(LIST, columns)}


def main(write: bool) -> int:
    """Print the summary; 1 when the list has other figures than those measured."""
    rules = read_keywords(LIST)
    found = measure(dataset.read(LABELLED), rules)
    stale = [
        rule.id for rule in rules if found.get(rule.id) != listed()[rule.id] or found[rule.id].effect != rule.effect
    ]
    if write:
        _write(found)
    for name in ("category", "lang"):
        counts = Counter((getattr(rule, name), found[rule.id].effect.value) for rule in rules if rule.id in found)
        print(", ".join(f"{key} {effect} {count}" for (key, effect), count in sorted(counts.items())))
    print(f"{len(rules):,} phrases, {len(stale):,} with other figures than those listed")
    return 1 if stale and not write else 0


def _write(found: dict[str, Measured]) -> None:
    head = [line for line in LIST.read_text(encoding="utf-8").split("\n") if line.startswith(("#", "id\t"))]
    lines = []
    for _, row in cells(LIST, ("id",)):
        if figures := found.get(row["id"]):
            new = {"effect": figures.effect.value, "precision": figures.precision, "messages": str(figures.messages)}
            lines.append("\t".join((row | new).values()))
    LIST.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv[1:]))
