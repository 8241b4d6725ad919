"""The figures of the model card: `python -m benchmarks.held_out`.

Trains on the labelled data without the held-out families and measures on them: all together, by language, and the share
of recall that is kept under each disguise.
"""

import sys
from pathlib import Path

from classifier.model import augmentation, dataset, robustness, training
from classifier.model.scorer import ModelScorer

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print everything; progress goes to stderr."""
    rows, unseen = dataset.held_out(dataset.read(ROOT / "data" / "labelled"))
    model = training.fit(rows, progress=lambda line: print(f"... {line}", file=sys.stderr))
    print("all", training.measure(model, unseen))
    for lang in ("en", "es", "fr"):
        print(lang, training.measure(model, [row for row in unseen if row.lang == lang]))
    prohibited = [row for row in unseen if row.labels]
    for found in robustness.recall_under_disguise(ModelScorer(model), prohibited, augmentation.DISGUISES):
        print(f"{found.name:24} recall kept {found.kept.value:.3f}")


if __name__ == "__main__":
    main()
