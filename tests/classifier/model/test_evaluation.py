"""What an evaluation tells besides the numbers: slices, confusion, worst errors, robustness, its short forms."""

import io
import json
import re
from pathlib import Path
from random import Random

import pytest
from rich.console import Console

from classifier import taxonomy
from classifier.errors import InputError
from classifier.model import dataset, evaluation, robustness
from classifier.model.errors_seen import FALSE_NEGATIVE, FALSE_POSITIVE
from classifier.model.linear import LinearModel
from classifier.model.scorer import ModelScorer, Scored
from tests.classifier.model.fakes import FakeScorer, explain_words, row


def test_no_messages_is_an_input_error() -> None:
    with pytest.raises(InputError, match=r"empty\.csv: no messages"):
        evaluation.evaluate(FakeScorer({}), [], "empty.csv")


def test_slices_by_language_put_rare_ones_together() -> None:
    languages = ["en"] * 20 + ["es"] * 12 + ["th"] * 3 + ["ru"]
    rows = [row(str(i), lang=lang) for i, lang in enumerate(languages)]
    found = evaluation.evaluate(FakeScorer({}), rows, "made")
    assert [(each.dimension, each.value, each.measures.rows) for each in found.slices] == [
        ("lang", "en", 20),
        ("lang", "es", 12),
        ("lang", "2 others", 4),
    ]


def test_a_slice_measures_its_own_messages() -> None:
    rows = [row(f"e{i}", "gambling") for i in range(10)] + [row(f"s{i}", "gambling", lang="es") for i in range(10)]
    scorer = FakeScorer({f"e{i}": {"gambling": 0.9} for i in range(10)})
    english, spanish = evaluation.evaluate(scorer, rows, "made").slices
    assert (english.value, english.measures.macro.recall.value) == ("en", 1.0)
    assert (spanish.value, spanish.measures.macro.recall.value) == ("es", 0.0)


def test_confusion_by_hand() -> None:
    rows = [row("a", "gambling"), row("b", "gambling"), row("c"), row("d", "financial lead_gen"), row("e")]
    seen = {
        "a": {"gambling": 0.9, "financial": 0.9},
        "b": {"financial": 0.9},
        "c": {"shaft.sex": 0.9},
        "d": {"financial": 0.9},
    }
    found = evaluation.evaluate(FakeScorer(seen), rows, "made").confusion
    cells = {
        (found.names[line], found.names[column]): count
        for line, counts in enumerate(found.counts)
        for column, count in enumerate(counts)
        if count
    }
    assert cells == {
        ("gambling", "gambling"): 1,
        ("gambling", "financial"): 2,
        ("clean", "shaft"): 1,
        ("clean", "clean"): 1,
        ("financial", "financial"): 1,
    }
    assert dict(zip(found.names, found.support, strict=True)) == {
        "gambling": 2, "clean": 2, "financial": 1, "lead_gen": 1,
        "investment": 0, "employment": 0, "real_estate": 0, "shaft": 0,
    }  # fmt: skip


def test_worst_errors_come_first_one_a_family_with_their_words() -> None:
    rows = [
        row("f1", text="win big", family="one"),
        row("f2", text="win more", family="one"),
        row("f3", text="play now"),
        row("m1", "gambling", text="lotto tonight"),
        row("m2", "gambling", text="bingo hall"),
    ]
    scorer = FakeScorer({
        "win big": {"gambling": 0.7}, "win more": {"gambling": 0.9}, "play now": {"gambling": 0.8},
        "lotto tonight": {"gambling": 0.4}, "bingo hall": {"gambling": 0.1},
    })  # fmt: skip
    found = evaluation.evaluate(scorer, rows, "made", explain_words).mistakes
    assert [(each.kind, each.id) for each in found] == [
        (FALSE_POSITIVE, "f2"),
        (FALSE_POSITIVE, "f3"),
        (FALSE_NEGATIVE, "m2"),
        (FALSE_NEGATIVE, "m1"),
    ]
    assert [(word.text, word.weight) for word in found[0].words] == [("win", 2.0), ("more", -1.0)]
    assert (found[0].score, found[0].threshold, found[0].labels) == (0.9, 0.5, ())


def test_curves_pass_through_the_operating_point() -> None:
    rows = [row(str(i), "gambling" if i % 2 else "") for i in range(40)]
    scorer = FakeScorer({str(i): {"gambling": i / 40} for i in range(40)})
    curves = evaluation.curves_of(Scored.by(scorer, rows), "gambling")
    assert curves.operating == (0.5, 0.5)
    assert (max(curves.recall), min(curves.recall)) == (1.0, 0.0)
    assert sum(curves.messages) == 40
    assert evaluation.curves_of(Scored.by(scorer, rows), "financial").recall == ()


def test_thinned_curves_keep_their_shape() -> None:
    rows = [row(str(i), "gambling" if i % 3 == 0 else "") for i in range(900)]
    scorer = FakeScorer({str(i): {"gambling": (i * 7919 % 900) / 900} for i in range(900)})
    curves = evaluation.curves_of(Scored.by(scorer, rows), "gambling")
    assert evaluation.POINTS * 0.9 <= len(curves.recall) <= evaluation.POINTS
    assert list(curves.recall) == sorted(curves.recall, reverse=True)


def test_json_form_is_strict_json() -> None:
    rows = [row("a", "gambling"), row("b")]
    found = evaluation.evaluate(FakeScorer({"a": {"gambling": 0.9}}), rows, "made").to_dict()
    again = json.loads(json.dumps(found, allow_nan=False))
    assert [each["code"] for each in again["overall"]["categories"]] == list(taxonomy.CODES)
    assert again["overall"]["categories"][0]["quality"]["recall"]["value"] is None
    assert again["overall"]["macro"]["f1"]["value"] == 1.0


def test_table_shows_categories_and_no_control_characters() -> None:
    rows = [row(str(i), "gambling", source="\x1b[31mred" if i < 10 else "[bold]made[/bold]") for i in range(20)]
    buffer = io.StringIO()
    Console(file=buffer, width=80).print(evaluation.evaluate(FakeScorer({}), rows, "made").to_table())
    text = buffer.getvalue()
    assert all(code in text for code in taxonomy.CODES)
    assert "⟨U+001B⟩[31mred" in text
    assert "\x1b" not in text
    assert "…" not in text
    assert re.search(r"shaft\.firearms +0 +– +– +– +– +0\.00 *\n", text)
    assert "[bold]made[/bold]" in text


ROBUST_ROWS = [row("win casino", "gambling"), row("win bingo", "gambling"), row("hello")]
ROBUST_SCORER = FakeScorer(
    {"win casino": {"gambling": 0.9}, "win bingo": {"gambling": 0.9}, "HELLO": {"gambling": 0.9}}
)


def test_recall_under_disguise() -> None:
    disguises = {
        "none": lambda text, rng: text,
        "shout": lambda text, rng: text.upper(),
        "some": lambda text, rng: text.replace("bingo", "b1ngo"),
    }
    none, shout, some = robustness.recall_under_disguise(ROBUST_SCORER, ROBUST_ROWS, disguises)
    assert (none.changed, none.recall.value, none.kept.value, none.clean_flagged.value) == (0.0, 1.0, 1.0, 0.0)
    assert (shout.changed, shout.recall.value, shout.kept.value, shout.clean_flagged.value) == (1.0, 0.0, 0.0, 1.0)
    assert (some.changed, some.kept.value, some.by_category) == (0.5, 0.5, {"gambling": 0.5})


def test_disguises_are_seeded() -> None:
    seen: list[str] = []

    def noisy(text: str, rng: Random) -> str:
        seen.append(f"{text}{rng.random()}")
        return text

    for _ in range(2):
        robustness.recall_under_disguise(ROBUST_SCORER, ROBUST_ROWS, {"noisy": noisy})
    assert seen[:3] == seen[3:]


def test_recall_under_disguise_needs_something_to_catch() -> None:
    with pytest.raises(InputError, match="at least one message"):
        robustness.recall_under_disguise(ROBUST_SCORER, [row("hello")], {})


def test_run_measures_the_model_as_the_service_scores(
    small_model: LinearModel, some_rows: list[dataset.Row], tmp_path: Path
) -> None:
    rows = some_rows[:120]
    steps: list[str] = []
    found = evaluation.run(small_model, rows, tmp_path / "report", data="some rows", progress=steps.append)
    assert found.subject == f"Prescreen {small_model.version}"
    assert found.overall.rows == 120
    assert all(each.words for each in found.mistakes if each.score > 0.1)
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == ["evaluation.json", "report.html"]
    assert steps == ["scoring 120 messages", f"writing the report to {tmp_path / 'report'}"]
    scores = ModelScorer(small_model).scores([rows[0].text])
    assert scores[0].tolist() == small_model.scores([rows[0].text])[0].tolist()
