from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import taxonomy
from classifier.errors import DataError, InputError
from classifier.model import dataset
from classifier.model.dataset import Row

HEADER = "id,text,labels,lang,source,family\n"
DATA = Path(__file__).parents[3] / "data" / "labelled"


def write(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "some.csv"
    path.write_text(HEADER + body, encoding="utf-8")
    return path


def row(id_: str, text: str, labels: str = "", family: str | None = None) -> Row:
    return Row(id_, text, frozenset(filter(None, labels.split("|"))), "en", "authored", family or id_, place=f"f:{id_}")


def test_a_good_file_is_read_with_line_breaks_in_its_texts(tmp_path: Path) -> None:
    rows = dataset.read(
        write(tmp_path, 'a1,"two\nlines",gambling|shaft|shaft.sex,en,authored,\na2,hello,,es,authored,a1\n')
    )
    assert rows[0].text == "two\nlines"
    assert rows[0].labels == {"gambling", "shaft", "shaft.sex"}
    assert rows[0].family == "a1"
    assert rows[1].clean
    assert rows[1].place == "some.csv:4"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a1,hi,gamblin,en,x,", "unknown label gamblin"),
        ("a1,hi,shaft.sex,en,x,", "with parents: 'shaft|shaft.sex'"),
        ("a1,hi,investment|financial,en,x,", "expected sorted"),
        ("a1,hi,shaft,en,x,", "needs one of its sub-labels"),
        ("a1,,financial,en,x,", "text is empty"),
        ("a1,hi,financial,english!,x,", "not a language tag"),
        ("a1,hi", "another number"),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(DataError) as caught:
        dataset.read(write(tmp_path, f"ok,fine,,en,x,\n{line}\n"))
    assert "some.csv:3" in str(caught.value)
    assert fault in str(caught.value)


def test_all_bad_rows_are_reported_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        dataset.read(write(tmp_path, "a,,,en,x,\nb,hi,what,en,x,\nc,ok,,en,x,\n"))
    assert len(caught.value.problems) == 2


def test_missing_columns_and_missing_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,body\n1,hi\n", encoding="utf-8")
    with pytest.raises(DataError, match="columns missing: text, labels"):
        dataset.read(tmp_path / "x.csv")
    with pytest.raises(InputError, match="no such file"):
        dataset.read(tmp_path / "none.csv")


def test_bytes_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(HEADER.encode() + b"a,caf\xe9,,fr,x,\n")
    with pytest.raises(DataError, match="not UTF-8"):
        dataset.read(path)


def test_duplicates_are_found_also_behind_digits_and_links() -> None:
    rows = [
        row("a", "Win 500 now http://a.co/x", "gambling"),
        row("b", "Win 900 now http://b.co/y", "gambling"),
        row("c", "win 1 NOW!"),
        row("c", "something else"),
        row("d", "something else"),
    ]
    problems = dataset.check(rows)
    assert [problem.split(": ")[0] for problem in problems] == ["f:b", "f:c", "f:c", "f:d"]
    assert "another family" in problems[0]
    assert "other labels" in problems[1]


def test_a_family_never_crosses_the_split_and_stays_when_others_come() -> None:
    rows = [row(f"r{i}", f"text {i}", family=f"f{i % 50}") for i in range(200)]
    train, test = dataset.held_out(rows)
    assert not {r.family for r in train} & {r.family for r in test}
    again, _ = dataset.held_out([*rows, row("new", "new text")])
    assert {r.id for r in train} <= {r.id for r in again}


@given(st.text(max_size=40))
def test_masking_leaves_something_to_compare(text: str) -> None:
    assert bool(dataset.masked(text)) == bool(text)


def test_the_committed_data_keep_every_promise_of_the_datasheet() -> None:
    rows = dataset.read(DATA)
    assert dataset.check(rows) == []
    assert len(rows) >= 14_000
    counts = {code: sum(code in r.labels for r in rows) for code in taxonomy.CODES}
    assert min(counts[code] for code in taxonomy.TOP_LEVEL) >= 700
    assert min(counts[code] for code in taxonomy.children("shaft")) >= 300
    for lang in ("en", "es", "fr"):
        assert all(any(leaf in r.labels for r in rows if r.lang == lang) for leaf in taxonomy.LEAVES)
    assert sum(r.source == "template" for r in rows) <= len(rows) / 4
    assert 0.4 <= sum(r.clean for r in rows) / len(rows) <= 0.5
