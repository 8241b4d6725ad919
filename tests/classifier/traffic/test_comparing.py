"""Two sides compared, on columns made by hand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import taxonomy
from classifier.errors import InputError
from classifier.traffic import comparing
from classifier.traffic.columns import SCHEMA
from classifier.traffic.comparing import Comparer
from classifier.traffic.comparison import DECISIONS, DIRECTIONS, Comparison, Gate, Moves
from classifier.traffic.messages import batch_of
from classifier.types import Effect, Message

ALLOW, REVIEW, BLOCK = DECISIONS


@dataclass(frozen=True)
class Told:
    """What one side says of a message; `score` is that of gambling."""

    decision: Effect = ALLOW
    labels: str = ""
    findings: str = ""
    score: float = 0.0


CLEAN = Told()
BLOCKED = Told(BLOCK, "gambling", "prohibited-gambling", 0.9)
REVIEWED = Told(REVIEW, "", "prohibited-gambling", 0.5)
Row = tuple[Message, Told, Told]


def side(told: Sequence[Told]) -> pa.RecordBatch:
    scores: dict[str, object] = {f"score_{code}": 0.0 for code in taxonomy.CODES}
    rows = [
        scores | {"decision": t.decision.value, "labels": t.labels, "findings": t.findings, "score_gambling": t.score}
        for t in told
    ]
    return pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


def compared(rows: Sequence[Row], cut: int | None = None, examples: int = 12) -> Comparison:
    comparer = Comparer(examples)
    for start in range(0, len(rows), cut or len(rows) or 1):
        some = rows[start : start + (cut or len(rows))]
        comparer.add(batch_of(m for m, _, _ in some), side([b for _, b, _ in some]), side([a for _, _, a in some]))
    return comparer.result()


def row(before: Told, after: Told, text: str = "hello", **facts: str) -> Row:
    return Message(text, sender=facts.get("sender"), lang=facts.get("lang")), before, after


def test_what_flips_is_counted_by_direction() -> None:
    found = compared([row(CLEAN, BLOCKED)] * 3 + [row(REVIEWED, BLOCKED), row(BLOCKED, CLEAN), row(CLEAN, CLEAN)])
    assert found.moves.rows == 6
    assert dict(found.moves.flips()) == {(ALLOW, BLOCK): 3, (REVIEW, BLOCK): 1, (BLOCK, ALLOW): 1}
    assert (found.moves.new_blocks, found.moves.lifted_blocks, found.moves.changed) == (4, 1, 5)
    assert [found.moves.before(d) for d in DECISIONS] == [4, 1, 1]
    assert [found.moves.after(d) for d in DECISIONS] == [2, 0, 4]


def test_nothing_to_compare_is_nothing() -> None:
    found = compared([])
    assert (found.moves.rows, found.categories, found.flips, found.senders) == (0, (), (), ())


def test_two_sides_that_say_the_same_have_no_flips_and_no_examples() -> None:
    found = compared([row(BLOCKED, BLOCKED), row(CLEAN, CLEAN)])
    assert (found.moves.changed, found.same_decision, found.flips) == (0, 0, ())
    (cause,) = found.categories
    assert (cause.name, cause.before, cause.after, cause.gained, cause.lost) == ("gambling", 1, 1, 0, 0)


def test_a_flip_belongs_to_the_category_that_only_one_side_labels() -> None:
    both = Told(BLOCK, "financial|gambling", "prohibited-financial|prohibited-gambling")
    milder = Told(REVIEW, "", "prohibited-financial|prohibited-gambling")
    found = {cause.name: cause for cause in compared([row(CLEAN, BLOCKED), row(BLOCKED, both)]).categories}
    assert (found["gambling"].moves.of(ALLOW, BLOCK), found["gambling"].gained) == (1, 1)
    assert (found["financial"].moves.changed, found["financial"].gained) == (0, 1)
    names = {c.name for c in compared([row(milder, both)]).categories if c.moves.changed}
    assert names == {"financial", "gambling"}


def test_a_flip_between_review_and_allow_belongs_to_the_category_that_was_seen() -> None:
    (cause,) = compared([row(REVIEWED, CLEAN)]).categories
    assert (cause.name, cause.before, cause.moves.of(REVIEW, ALLOW)) == ("gambling", 0, 1)


def test_a_finding_that_weighs_more_is_the_check_of_the_flip() -> None:
    lighter, graver = Told(ALLOW, "", "insecure-link"), Told(REVIEW, "", "insecure-link")
    found = compared([row(lighter, graver)])
    assert [(c.name, c.gained, c.moves.of(ALLOW, REVIEW)) for c in found.checks] == [("insecure-link", 0, 1)]
    assert [(c.name, c.moves.changed) for c in found.categories] == [("", 1)]
    assert found.flips[0].cause == "insecure-link"


def test_a_decision_that_nothing_explains_is_counted_without_a_name() -> None:
    found = compared([row(CLEAN, Told(REVIEW))])
    assert [(c.name, c.moves.changed) for c in (*found.checks, *found.categories)] == [("", 1), ("", 1)]


def test_other_reasons_for_the_same_decision_are_no_flip_but_told() -> None:
    other = Told(BLOCK, "financial", "prohibited-financial")
    found = compared([row(BLOCKED, other)])
    assert (found.moves.changed, found.same_decision) == (0, 1)
    assert [(flip.before, flip.after) for flip in found.flips] == [(BLOCK, BLOCK)]


def test_languages_and_senders_are_those_that_the_rows_name() -> None:
    rows = [row(CLEAN, BLOCKED, lang="FR", sender=" 4155550100 "), row(CLEAN, CLEAN, lang="fr"), row(BLOCKED, CLEAN)]
    found = compared(rows)
    assert [(p.name, p.moves.rows, p.moves.new_blocks) for p in found.languages] == [("fr", 2, 1), ("und", 1, 0)]
    assert [(p.name, p.moves.rows) for p in found.senders] == [("", 2), ("4155550100", 1)]
    assert found.sender_count == 1


def test_columns_that_are_missing_are_not_known() -> None:
    comparer = Comparer()
    texts = pa.RecordBatch.from_pydict({"text": ["one", "two"]})
    comparer.add(texts, side([CLEAN, CLEAN]), side([BLOCKED, CLEAN]))
    found = comparer.result()
    assert [part.name for part in (*found.languages, *found.senders)] == ["und", ""]
    assert found.undated == 2 and found.flips[0].message == Message("one")


def test_messages_without_a_time_are_counted() -> None:
    at = datetime(2026, 11, 2, tzinfo=UTC)
    rows = [(replace(m, sent_at=at), b, a) for m, b, a in [row(CLEAN, CLEAN)]]
    assert compared([*rows, row(CLEAN, CLEAN)]).undated == 1


def test_sides_of_different_lengths_are_refused() -> None:
    with pytest.raises(InputError, match="two verdicts on each of 1 messages, got 1 and 2"):
        Comparer().add(batch_of([Message("one")]), side([CLEAN]), side([CLEAN, CLEAN]))


def test_examples_are_those_of_the_greatest_change_and_no_two_of_a_text() -> None:
    rows = [row(CLEAN, replace(BLOCKED, score=n / 100), f"Win {'abcdefghij'[n % 10]}") for n in range(100)]
    flips = compared(rows, examples=5).flips
    assert [flip.row for flip in flips] == [100, 99, 98, 97, 96]
    assert [flip.change for flip in flips] == pytest.approx([0.99, 0.98, 0.97, 0.96, 0.95])
    assert {flip.category for flip in flips} == {"gambling"}


def test_texts_that_differ_in_numbers_and_case_alone_are_one_example() -> None:
    rows = [row(CLEAN, BLOCKED, f"Your CODE is {n} ") for n in range(50)] + [row(CLEAN, BLOCKED, "your code is x")]
    assert [flip.row for flip in compared(rows, cut=7).flips] == [1, 51]


def test_causes_take_turns_among_the_examples() -> None:
    loan = Told(BLOCK, "financial", "prohibited-financial", 0.1)
    texts = [f"text {'x' * n}" for n in range(40)]
    rows = [row(CLEAN, BLOCKED if n < 30 else loan, text) for n, text in enumerate(texts)]
    causes = Counter(flip.cause for flip in compared(rows, examples=6).flips)
    assert causes == {"gambling": 3, "financial": 3}


def test_no_examples_are_kept_when_none_are_wanted() -> None:
    assert compared([row(CLEAN, BLOCKED)], examples=0).flips == ()


def test_the_changes_of_scores_are_counted_around_zero() -> None:
    found = compared([row(CLEAN, CLEAN)] * 5 + [row(CLEAN, Told(score=1.0)), row(Told(score=1.0), CLEAN)])
    assert found.changes[len(found.changes) // 2] == 5
    assert (found.changes[0], found.changes[-1], sum(found.changes)) == (1, 1, 7)


def test_senders_with_few_changes_are_forgotten_where_there_are_too_many_and_that_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(comparing, "MOST_NAMES", 10)
    rows = [row(CLEAN, BLOCKED if n == 7 else CLEAN, sender=f"s{n}") for n in range(40)]
    found = compared(rows, cut=4)
    assert found.senders[0].name == "s7" and found.sender_count == 40
    assert found.moves.rows == 40
    assert len(found.cut) == 1 and "senders with few changes were forgotten" in found.cut[0]


@pytest.mark.parametrize(
    ("share", "passes"), [(Fraction(1, 200), True), (Fraction(1, 201), False), (Fraction(0), False)]
)
def test_a_gate_is_exact(share: Fraction, passes: bool) -> None:
    assert Gate(share).passes(compared([row(CLEAN, BLOCKED)] + [row(CLEAN, CLEAN)] * 199).moves) is passes


def test_a_gate_does_not_mind_blocks_that_are_lifted_or_stay() -> None:
    assert Gate(Fraction(0)).passes(compared([row(BLOCKED, CLEAN), row(BLOCKED, BLOCKED)]).moves)


TOLD = st.sampled_from([CLEAN, BLOCKED, REVIEWED, Told(BLOCK, "financial", "keyword|prohibited-financial", 0.2)])
ROWS = st.lists(st.tuples(st.integers(0, 6), TOLD, TOLD), min_size=1, max_size=40)


@settings(deadline=None, max_examples=50)
@given(ROWS, st.integers(1, 9))
def test_the_result_does_not_hang_on_how_the_rows_are_cut(told: list[tuple[int, Told, Told]], cut: int) -> None:
    rows = [row(b, a, f"text {'x' * n}", sender=f"s{n}", lang="en" if n else "") for n, b, a in told]
    whole, pieces = compared(rows, examples=3), compared(rows, cut, examples=3)
    assert whole == pieces
    assert sum(part.moves.rows for part in whole.senders) == whole.moves.rows == len(rows)
    counted = Counter((b.decision, a.decision) for _, b, a in rows)
    assert [[counted[one, other] for other in DECISIONS] for one in DECISIONS] == np.array(whole.moves.counts).tolist()
    assert all(flip.message == rows[flip.row - 1][0] for flip in whole.flips)
    flipped = [(flip.before, flip.after) for flip in whole.flips if flip.before != flip.after]
    assert set(flipped) == {direction for direction, _ in whole.moves.flips()}
    assert flipped == sorted(flipped, key=DIRECTIONS.index)


def test_moves_of_nothing() -> None:
    empty = Moves(((0, 0, 0), (0, 0, 0), (0, 0, 0)))
    assert (empty.rows, empty.changed, list(empty.flips())) == (0, 0, [])
