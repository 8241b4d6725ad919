"""Write `classifier/lists/doubled_words.txt`: words of our labelled messages with a doubled letter, folded.

Run `python -m tests.generate_doubled_words` when the data have changed much. The list tells folding that a stretched
"freeeee" is free and not fre. Words of two messages or more count.
"""

import re
from collections import Counter
from pathlib import Path

from classifier.folding import characters
from classifier.folding.view import View
from classifier.model import dataset

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "classifier" / "lists" / "doubled_words.txt"
_DOUBLED = re.compile(r"\b[a-z]*([a-z])\1(?!\1)[a-z]*\b")


def words() -> list[str]:
    """The listed words, sorted."""
    counts: Counter[str] = Counter()
    for row in dataset.read(ROOT / "data" / "labelled"):
        folded = characters.fold(View.of(row.text)).text
        counts.update({match.group() for match in _DOUBLED.finditer(folded)})
    triple = re.compile(r"([a-z])\1\1")
    return sorted(word for word, count in counts.items() if count >= 2 and not triple.search(word) and len(word) > 2)


if __name__ == "__main__":
    TARGET.write_text("\n".join(words()) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(words())} words")
