"""The figures of the README: `python -m benchmarks.held_out [FILE.csv ...]`.

Trains on the labelled data without the held-out families and measures on them, plain and under each disguise. Labelled
files named on the command line are measured with the shipped model.
"""

import sys
from pathlib import Path

from classifier.model import dataset, training

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print everything."""
    rows, unseen = dataset.held_out(dataset.read(ROOT / "data" / "labelled"))
    model = training.fit(rows, progress=lambda line: print(f"... {line}", file=sys.stderr))
    print(training.measure(model, unseen))


if __name__ == "__main__":
    main()
