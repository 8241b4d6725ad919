"""The shipped keyword list: large, in three languages, over all categories, and with the precision that it states."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks import keyword_precision
from classifier import taxonomy
from classifier.errors import PolicyError
from classifier.model import dataset
from classifier.policy.keyword_list import COLUMNS, read_keywords
from classifier.types import Effect

RULES = read_keywords(keyword_precision.LIST)


def test_there_are_phrases_of_every_category_and_language() -> None:
    assert len(RULES) >= 600
    assert min(Counter(rule.category for rule in RULES)[leaf] for leaf in taxonomy.LEAVES) >= 20
    assert min(Counter(rule.lang for rule in RULES)[lang] for lang in ("en", "es", "fr")) >= 100


def test_every_phrase_has_the_precision_on_our_messages_that_it_states() -> None:
    measured = keyword_precision.measure(dataset.read(keyword_precision.LABELLED), RULES)
    assert measured == keyword_precision.listed()
    for rule in RULES:
        assert rule.effect is measured[rule.id].effect, rule.phrase


def test_a_phrase_that_is_too_imprecise_to_block_warns() -> None:
    listed = keyword_precision.listed()
    blocking = [listed[rule.id] for rule in RULES if rule.effect is Effect.BLOCK]
    assert blocking and all(float(figures.precision) >= 0.9 for figures in blocking)
    assert all(rule.effect in (Effect.BLOCK, Effect.WARN) for rule in RULES)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "k1\tfree spins\tgambling\ten\tphrase\tblock\t1.00\t3\nk1\tother\tgambling\ten\tphrase\tblock\t1.00\t3",
            "twice",
        ),
        ("k1\tabc\tshaft\ten\tphrase\tblock\t1.00\t3", "category: expected one of financial"),
        ("k1\tabc\tgambling\ten\tfuzzy\tblock\t1.00\t3", "match: expected one of phrase, inflected, got 'fuzzy'"),
        ("k1\tabc\tgambling\ten\tphrase\tban\t1.00\t3", "effect: expected one of allow, warn, review, block"),
        ("k1\tabc\tgambling\tit\tphrase\tblock\t1.00\t3", "lang: expected one of en, es, fr, got 'it'"),
        ("k1\tfor you\tgambling\ten\tphrase\tblock\t1.00\t3", "phrase: 'for you' would match nearly everything"),
        ("k1\tabc\tgambling", "expected 8 cells, got 3"),
    ],
)
def test_a_bad_row_is_told_by_its_line(tmp_path: Path, row: str, told: str) -> None:
    path = tmp_path / "keywords.tsv"
    path.write_text("\t".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        read_keywords(path)
    assert f"{path}, line " in str(error.value) and told in str(error.value)
