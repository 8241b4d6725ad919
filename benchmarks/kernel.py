"""The compiled scorer against scikit-learn, fastText and Vowpal Wabbit, on the project's messages, in one run.

`python -m benchmarks.kernel [--messages N]`. scikit-learn gets what the model has: the same n-grams, IDF and weights,
through its own analysers, and texts that are folded and cut into words before its time begins; the kernel gets raw
UTF-8 in a buffer. Both give the same scores, which is checked. fastText is trained on some of the messages; it and
Vowpal Wabbit give other scores, and their time is that of predicting.
"""

import argparse
import random
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.timing import Work, in_turn, versions
from classifier import taxonomy
from classifier.model import bundle, dataset, features
from classifier.model.kernel import Array
from classifier.model.linear import LinearModel
from classifier.model.ngrams import sigmoid
from classifier.screenable import mended
from classifier.text import readings
from tests.classifier.model.odd_texts import odd_texts

SEED = 7
LEARNT = 8_000
"""Messages that fastText learns from: its time to predict does not hang on how many, and on more it runs into NaN."""


def buffer_of(texts: Sequence[str]) -> tuple[Any, Any]:
    """UTF-8 bytes of the texts one after the other, and where each begins."""
    encoded = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets


def scikit_learn(model: LinearModel) -> Callable[[Sequence[str]], Array]:
    """The model as a scikit-learn pipeline over texts whose words are parted by single spaces."""
    word, char = model.blocks["word"], model.blocks["char"]
    settings = (
        (word, {"ngram_range": (1, 2), "token_pattern": r"\S+"}),
        (char, {"analyzer": "char_wb", "ngram_range": (features.CHAR_SIZES[0], features.CHAR_SIZES[-1])}),
    )
    made = []
    for block, how in settings:
        vectoriser = TfidfVectorizer(vocabulary=block.ngrams, lowercase=False, sublinear_tf=True, **how)
        vectoriser.idf_ = block.idf.astype(np.float64)
        made.append((vectoriser, block.weights.astype(np.float64)))

    def predict_proba(texts: Sequence[str]) -> Array:
        return sigmoid(sum(each.transform(texts) @ weights for each, weights in made) + model.bias)

    return predict_proba


def words_of(texts: Sequence[str]) -> tuple[list[str], Any]:
    """The readings of all texts as words parted by spaces, and the text that each is of."""
    read = [(index, view) for index, text in enumerate(texts) for view in readings(text)]
    return [" ".join(token.text for token in features.tokens(view)) for _, view in read], [index for index, _ in read]


def fasttext_peers(rows: Sequence[dataset.Row]) -> dict[str, Callable[[Sequence[str]], object]]:
    """Predicting with fastText, on words and on subwords of 3 to 5 characters, 16 dimensions."""
    try:
        import fasttext
    except ImportError:
        return {}
    some = rows[:LEARNT]
    lines = "\n".join(f"__label__{min(row.labels, default='clean')} {' '.join(row.text.split())}" for row in some)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "train.txt"
        file.write_text(lines, encoding="utf-8", errors="replace")
        models = {
            "fastText, words": _trained(fasttext.train_supervised, str(file), minn=0, maxn=0),
            "fastText, subwords": _trained(fasttext.train_supervised, str(file), minn=3, maxn=5),
        }
    return {name: _fasttext(model) for name, model in models.items()}


def _trained(train: Callable[..., Any], file: str, **settings: int) -> Any:
    """A model of 16 dimensions; at the first learning rate at which fastText does not run into NaN."""
    for rate in (0.05, 0.02, 0.01, 0.003, 0.001):
        try:
            return train(file, dim=16, lr=rate, epoch=2, verbose=0, thread=1, **settings)
        except RuntimeError:
            continue
    raise RuntimeError("fastText ran into NaN at every learning rate")


def _fasttext(model: Any) -> Callable[[Sequence[str]], object]:
    return lambda texts: [model.f.predict(text + "\n", -1, 0.0, "strict") for text in texts]


def vowpal_wabbit() -> dict[str, Callable[[Sequence[str]], object]]:
    """Predicting with Vowpal Wabbit on words: one against all, untrained, which takes as long as trained."""
    try:
        from vowpalwabbit import Workspace
    except ImportError:
        return {}
    made = Workspace(f"--oaa {len(taxonomy.LEAVES)} -b 20 --quiet -t")
    return {"Vowpal Wabbit, words": lambda texts: [made.predict(f"| {text}") for text in texts]}


def differences(
    model: LinearModel, predict_proba: Callable[[Sequence[str]], Array], texts: list[str]
) -> tuple[float, int]:
    """The greatest difference of scores between the kernel and scikit-learn, and how many labels differ."""
    words, owners = words_of(texts)
    theirs = np.zeros((len(texts), len(taxonomy.LEAVES)))
    np.maximum.at(theirs, owners, predict_proba(words))
    ours = sigmoid(model.logits(texts))
    limits = np.array([model.thresholds[leaf].block for leaf in taxonomy.LEAVES])
    return float(np.abs(ours - theirs).max(initial=0.0)), int(((ours >= limits) != (theirs >= limits)).sum())


def main() -> None:
    """Print ratios and the greatest difference of scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--odd", type=int, default=2_000, help="odd strings on which scores are compared too")
    asked = parser.parse_args()
    rows = dataset.read(Path("data/labelled"))
    random.Random(SEED).shuffle(rows)
    rows = rows[: asked.messages]
    texts = [row.text for row in rows]
    model = bundle.load(bundle.current(Path("models")))
    data, offsets = buffer_of(texts)
    words, _ = words_of(texts)
    plain = [" ".join(text.split()).replace("|", " ").replace(":", " ") for text in texts]
    predict_proba, half = scikit_learn(model), len(texts) // 2
    pool = ThreadPoolExecutor(2)
    works: dict[str, Work] = {
        "kernel": lambda: model.scorer.logits_of_buffer(data, offsets),
        "kernel, two threads": lambda: list(
            pool.map(lambda part: model.scorer.logits_of_buffer(data, part), (offsets[: half + 1], offsets[half:]))
        ),
        "kernel, list of str": lambda: model.logits(texts),
    }
    peers = fasttext_peers(rows) | vowpal_wabbit()
    works |= {name: partial(predict, plain) for name, predict in peers.items()}
    taken = in_turn(works) | in_turn({"scikit-learn": lambda: predict_proba(words)}, rounds=2)
    print(versions("scikit-learn", "numpy", "numba", "fasttext-numpy2-wheel", "vowpalwabbit"))
    print(f"{len(texts):,} messages, {len(words):,} readings, {np.mean([*map(len, texts)]):.0f} characters a message")
    for name, seconds in taken.items():
        each, ratio = seconds / len(texts) * 1e6, seconds / taken["kernel"]
        print(f"  {name:22}{each:8.1f} microseconds a message, ratio {ratio:6.1f}")
    print(f"two threads: {taken['kernel'] / taken['kernel, two threads']:.2f} times one")
    odd = odd_texts(asked.odd, longest=400)
    for name, some in (("messages", texts), ("odd strings", [mended(text) for text in odd])):
        difference, labels = differences(model, predict_proba, some)
        print(f"{len(some):,} {name}: greatest difference of scores {difference:.1e}, labels that differ {labels}")


if __name__ == "__main__":
    main()
