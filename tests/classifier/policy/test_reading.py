"""A policy file is read, or refused by file, line and key."""

from datetime import date
from pathlib import Path

import pytest

from classifier import policy
from classifier.errors import PolicyError
from classifier.policy import Owner, Policy
from classifier.types import Effect, Thresholds

TOP = 'version = "t"\ndated_on = 2026-11-25\n'
CHECK_NAMES = ("keyword", "unknown-shortener")
KEYWORD = '[[keywords]]\nid = "{id}"\nphrase = "{phrase}"\ncategory = "gambling"\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read(tmp_path: Path, text: str) -> Policy:
    return policy.read(written(tmp_path, text), CHECK_NAMES)


def test_what_a_file_says_becomes_the_policy(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TOP
        + KEYWORD.format(id="k1", phrase="lucky draw")
        + '[[effects]]\ncheck = "unknown-shortener"\neffect = "block"\n'
        + "announced_on = 2026-12-01\neffective_from = 2026-12-15\n"
        + '[[thresholds]]\ncategory = "gambling"\nreview = 0.3\nblock = 0.9\n',
    )
    assert (found.version, found.dated_on, found.notice_days) == ("t", date(2026, 11, 25), 14)
    assert found.rules["k1"].phrase == "lucky draw"
    assert found.effect_on(date(2026, 12, 14), "unknown-shortener", Effect.REVIEW) is Effect.REVIEW
    assert found.effect_on(date(2026, 12, 15), "unknown-shortener", Effect.REVIEW) is Effect.BLOCK
    assert found.announced(date(2026, 12, 14), "unknown-shortener") is not None
    usual = {"gambling": Thresholds(0.5, 0.6), "financial": Thresholds(0.5, 0.6)}
    assert found.thresholds_on(date(2026, 11, 25), usual)["gambling"] == Thresholds(0.3, 0.9)
    assert found.thresholds_on(date(2026, 11, 25), usual)["financial"] == usual["financial"]


@pytest.mark.parametrize(
    ("text", "line", "key", "told"),
    [
        ("version = 3\ndated_on = 2026-11-25", 1, "version", "expected a string, got 3"),
        ('version = "t"\nnotice_days = 14', 1, "", "expected a key dated_on"),
        (TOP + "colour = 1", 3, "colour", "unknown key; expected one of version"),
        (TOP + "notice_days = 3", 3, "notice_days", "expected 14 or more"),
        (TOP + '[regions]\nhome = ["usa"]', 4, "regions.home", "expected ISO 3166 codes"),
        (TOP + KEYWORD.format(id="a", phrase="x") + "matches = 1", 7, "keywords.matches", "unknown key"),
        (TOP + KEYWORD.format(id="a", phrase="!!"), 5, "keywords.phrase", "would match nearly everything"),
        (TOP + KEYWORD.format(id="a", phrase="a"), 5, "keywords.phrase", "would match nearly everything"),
        (TOP + '[[keywords]]\nid = "a"\nphrase = "abc"\ncategory = "shaft"', 6, "keywords.category", "got 'shaft'"),
        (TOP + KEYWORD.format(id="a", phrase="abc") + 'effect = "ban"', 7, "keywords.effect", "got 'ban'"),
        (
            TOP + KEYWORD.format(id="a", phrase="lucky draw") + KEYWORD.format(id="b", phrase="Lucky  DRAW"),
            9,
            "keywords.phrase",
            "overlaps in time with another rule about gambling lucky draw",
        ),
        (
            TOP + KEYWORD.format(id="a", phrase="lucky draw") + KEYWORD.format(id="a", phrase="free spins"),
            8,
            "keywords.id",
            "a is given to two rules",
        ),
        (
            TOP + KEYWORD.format(id="a", phrase="abc") + "announced_on = 2026-12-01\neffective_from = 2026-12-14",
            8,
            "keywords.effective_from",
            "the earliest is 2026-12-15",
        ),
        (
            TOP + KEYWORD.format(id="a", phrase="abc") + "effective_from = 2026-11-01\neffective_to = 2026-11-01",
            8,
            "keywords.effective_to",
            "expected a day after 2026-11-01",
        ),
        (
            TOP + KEYWORD.format(id="a", phrase="abc") + "effective_from = 2026-11-26",
            7,
            "keywords.effective_from",
            "is after dated_on; expected announced_on as well",
        ),
        (TOP + "shorteners = 1", 3, "shorteners", "unknown key"),
        (TOP + KEYWORD.format(id="a", phrase="abc") + "lang = 3", 7, "keywords.lang", "expected one of en, es, fr"),
        (TOP + KEYWORD.format(id="a", phrase="abc") + 'lang = "xx"', 7, "keywords.lang", "got 'xx'"),
        (TOP + KEYWORD.format(id="a", phrase="for you"), 5, "keywords.phrase", "would match nearly everything"),
        (TOP + KEYWORD.format(id="a", phrase="De  la"), 5, "keywords.phrase", "expected more than words such as"),
        (
            TOP + KEYWORD.format(id="a", phrase="Lucky  draw") + 'effect = "warn"',
            5,
            "keywords.phrase",
            "contradicts kw-0126 of the keyword list; give it that id to take its place",
        ),
        (
            TOP + '[[effects]]\ncheck = "keyword"\neffect = "warn"\n[[effects]]\ncheck = "kyewrod"\neffect = "warn"',
            7,
            "effects.check",
            "there is no check 'kyewrod'",
        ),
        (
            TOP + '[[thresholds]]\ncategory = "gambling"\nreview = 0.9\nblock = 0.5',
            5,
            "thresholds.review",
            "0.9 and 0.5",
        ),
        (TOP + "keywords = [1]", 3, "keywords", "expected tables"),
    ],
)
def test_what_is_wrong_is_told_by_file_line_and_key(tmp_path: Path, text: str, line: int, key: str, told: str) -> None:
    with pytest.raises(PolicyError) as error:
        read(tmp_path, text)
    message = str(error.value)
    assert message.startswith(f"{tmp_path / 'policy.toml'}, line {line}, key {key}: "), message
    assert told in message


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"not TOML: .*line 2"):
        read(tmp_path, 'version = "t"\n= 3\n')


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read"):
        policy.read(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("own.tsv", "# ours\nhost\towner\tbrand\nshort.example\tpublic\t\nb.example\tbrand\tBee\n", 2),
        ("rspamd.inc", "short.example\n# a comment\nother.example # why\n", 2),
        ("plain.txt", "short.example\n", 1),
        ("misp.json", '{"name": "x", "list": ["short.example", "b.example", "c.example"]}', 3),
    ],
)
def test_public_lists_of_shorteners_can_be_imported_as_they_are(
    tmp_path: Path, name: str, content: str, count: int
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    found = read(tmp_path, TOP + f'[lists]\nshorteners = "{name}"\n').lists.shorteners
    assert len(found) == count
    assert found["short.example"].owner is Owner.PUBLIC


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.tsv", "host\towner\nx.example\tpublic\n", "line 1: expected a column brand"),
        ("a.tsv", "host\towner\tbrand\nx.example\tpublic\n", "line 2: expected 3 cells, got 2"),
        (
            "a.tsv",
            "host\towner\tbrand\nx.example\tnobody\t\n",
            "line 2: owner: expected one of public, brand",
        ),
        ("a.tsv", "host\towner\tbrand\nx.example\tbrand\t\n", "line 2: a brand is named if and only if"),
        (
            "a.tsv",
            "host\towner\tbrand\nx.example\tpublic\t\nX.example\tpublic\t\n",
            "line 3: host x.example is listed twice",
        ),
        ("a.txt", "ok.example\nnot a host\n", "entry 2: expected a host such as bit.ly"),
        ("a.json", "[1]", "cannot be read"),
    ],
)
def test_a_bad_list_is_told_by_file_and_line(tmp_path: Path, name: str, content: str, told: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        read(tmp_path, TOP + f'[lists]\nshorteners = "{name}"\n')
    assert str(tmp_path / name) in str(error.value) and told in str(error.value)


def test_the_shipped_policy_is_whole() -> None:
    shipped = policy.shipped()
    assert shipped.home_regions >= {"US"}
    assert {entry.owner for entry in shipped.lists.shorteners.values()} == set(Owner)
    assert len(shipped.lists.shorteners) >= 400


def test_an_own_rule_with_the_id_of_a_listed_one_takes_its_place(tmp_path: Path) -> None:
    found = read(tmp_path, TOP + KEYWORD.format(id="kw-0126", phrase="lucky draw") + 'effect = "warn"\n')
    assert [rule.effect for rule in found.keywords if rule.phrase == "lucky draw"] == [Effect.WARN]


def test_a_draft_may_have_days_to_come_that_were_not_announced(tmp_path: Path) -> None:
    path = written(tmp_path, TOP + KEYWORD.format(id="a", phrase="abc") + "effective_from = 2027-01-01\n")
    assert policy.read(path, draft=True).rules["a"].effective_from == date(2027, 1, 1)


def test_rules_keep_the_order_of_the_file(tmp_path: Path) -> None:
    names = ("keyword", "unknown-shortener", "keyword")
    days = ("effective_to = 2026-01-01", "", "effective_from = 2026-01-01")
    tables = (f'[[effects]]\ncheck = "{n}"\neffect = "warn"\n{d}\n' for n, d in zip(names, days, strict=True))
    assert tuple(rule.check for rule in read(tmp_path, TOP + "".join(tables)).effects) == names
