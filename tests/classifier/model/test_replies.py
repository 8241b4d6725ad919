"""Training data and model of replies."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from classifier.errors import DataError, InputError
from classifier.model import bundle, replies
from classifier.model.dataset import Row
from classifier.model.ngrams import sigmoid
from classifier.policy import ASKED, Intent
from tests.conftest import MODELS

DATA = Path(__file__).parents[3] / "data" / "replies"
HEAD = "id,text,intent,lang,family,source\n"


def test_there_are_enough_replies_of_every_intent_in_three_languages() -> None:
    rows = replies.read(DATA)
    assert len(rows) >= 1_500
    counts = Counter((row.lang, next(iter(row.labels), "none")) for row in rows)
    assert all(counts[lang, intent] >= 100 for lang in ("en", "es", "fr") for intent in Intent)
    assert len({row.id for row in rows}) == len({row.text for row in rows}) == len(rows)


def test_the_shipped_model_of_replies_is_what_the_data_train_to(tmp_path: Path) -> None:
    trained = replies.fit(replies.read(DATA))
    bundle.save(trained, tmp_path / "m", {}, {})
    again = bundle.load_labels(tmp_path / "m", ASKED)
    shipped = bundle.load_labels(bundle.current(MODELS / "replies"), ASKED)
    for label, limits in shipped.thresholds.items():
        assert again.thresholds[label].block == pytest.approx(limits.block, abs=0.01)
    for name, block in shipped.blocks.items():
        assert block.ngrams == again.blocks[name].ngrams
    texts = [row.text for row in replies.read(DATA)]
    assert np.abs(sigmoid(again.logits(texts)) - sigmoid(shipped.logits(texts))).max() < 0.02


def test_recall_and_precision_are_counted_of_opt_outs_and_f1_of_every_intent() -> None:
    rows = [
        Row(str(n), text, frozenset({label} - {"none"}), "en", "t", str(n))
        for n, (text, label) in enumerate([("a", "opt_out"), ("b", "opt_out"), ("c", "none"), ("d", "help")])
    ]
    told = {"a": Intent.OPT_OUT, "b": Intent.NONE, "c": Intent.OPT_OUT, "d": Intent.HELP}
    measured = replies.measure(rows, told.__getitem__)
    assert (measured.opt_out_recall, measured.opt_out_precision) == (0.5, 0.5)
    assert measured.f1 == {"opt_out": 0.5, "opt_in": 0.0, "help": 1.0, "none": 0.0}
    assert measured.macro_f1 == pytest.approx(0.375)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (HEAD + "1,hello,maybe,en,1,w\n", "row 2: expected an intent of opt_out, opt_in, help, none, got 'maybe'"),
        (HEAD + "1,,none,en,1,w\n", "row 2: text is missing or empty"),
        ("id,text\n1,hello\n", "row 2: intent is missing or empty"),
    ],
)
def test_a_bad_row_is_told_by_file_and_row(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.csv") as error:
        replies.read(tmp_path)
    assert told in str(error.value)


def test_a_directory_without_replies_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.csv file with replies"):
        replies.read(tmp_path)
