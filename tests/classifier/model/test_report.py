"""The report and the model card: complete, the same bytes each time, and safe whatever a message says."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from classifier import taxonomy
from classifier.errors import PrescreenError
from classifier.model import evaluation, marking, plots, report, robustness, summary
from classifier.model.bootstrap import Estimate
from classifier.model.evaluation import Contender, Evaluation
from classifier.types import Evidence
from tests.browsing import heard
from tests.classifier.model.fakes import FakeScorer, explain_words, row

HOSTILE = (
    "<script>document.title='owned';alert(1)</script>",
    "<img/src=x/onerror=alert(1)> free",
    "\"'><svg onload=alert(1)> {{ 7*7 }} {% raw %}",
    "</p></article><style>*{display:none}</style> gone",
    "\u202egnp.exe\u200b hid\0den \ud800 half",
    "z" + "\u0301" * 400 + " word",
    "W" * 3_000,
    "line one\nline two\r\nline three\x1b[31m",
)


def hostile_evaluation() -> Evaluation:
    rows = [row(f"h<{i}>&", text=text, source="<b>s|o</b>", lang="en") for i, text in enumerate(HOSTILE)]
    rows += [row(f"g{i}", "gambling", source="made") for i in range(20)]
    table = {text: {("gambling", "financial")[i % 2]: 0.9 - i / 100} for i, text in enumerate(HOSTILE)}
    table |= {f"g{i}": {"gambling": i / 20} for i in range(20)}
    scorer = FakeScorer(table, name="fake <i>&")
    found = evaluation.evaluate(scorer, rows, "made <u>data</u>", explain_words)
    disguises = robustness.recall_under_disguise(scorer, rows, {"none<x>": lambda text, rng: text})
    beside = (Contender("Naive", found.overall), Contender("fast<b>Text", None, "not measured: <i>missing"))
    return replace(found, contenders=beside, disguises=disguises)


@pytest.fixture(scope="module")
def hostile() -> Evaluation:
    return hostile_evaluation()


@pytest.fixture(scope="module")
def page(hostile: Evaluation) -> str:
    return report.html(hostile)


class Tags(HTMLParser):
    """Names of all tags, and all attributes, of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_messages_are_text_and_never_markup(page: str) -> None:
    tags = Tags()
    tags.feed(page)
    assert not tags.names & {"script", "img", "iframe", "object", "link", "u", "i"}
    assert not [name for name, _ in tags.attributes if name.startswith("on")]
    assert page.count("<style") == 1
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page


def test_the_page_loads_nothing(page: str) -> None:
    tags = Tags()
    tags.feed(page)
    loading = {"src", "href", "xlink:href", "action", "data", "poster", "srcset"}
    assert all(value.startswith("#") for name, value in tags.attributes if name in loading)
    assert "default-src 'none'" in page
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)


def test_what_hides_or_reorders_is_shown_by_name(page: str) -> None:
    assert "⟨U+202E⟩" in page
    assert "⟨U+D800⟩" in page
    assert not set("\u202e\u200b\0\x1b\ud800") & set(page)
    assert "2,400 more characters" in page


def test_the_page_tells_everything(hostile: Evaluation, page: str) -> None:
    assert summary.headline(hostile).replace("<", "&lt;") in page
    for category in taxonomy.CATEGORIES:
        assert category.title.split(":", maxsplit=1)[0] in page
    for heading in (
        "Each category",
        "simpler classifiers",
        "By language",
        "In disguise",
        "reliability",
        "taken for what",
        "worst errors",
    ):
        assert heading in page
    assert "not measured: &lt;i&gt;missing" in page
    assert page.count("<svg") == 2 * len(taxonomy.CODES) + 1


def test_pictures_are_the_same_bytes_each_time_and_good_xml(hostile: Evaluation, page: str) -> None:
    assert report.html(hostile_evaluation()) == page
    for draw in (plots.precision_recall, plots.reliability):
        picture = plots.grid(hostile, draw, "Curves")
        assert picture == plots.grid(hostile, draw, "Curves")
        assert ElementTree.fromstring(picture).get("aria-label") == "Curves of every category"
    ids = re.findall(r' id="([^"]+)"', page)
    used = set(re.findall(r"#([\w-]+)", page))
    assert {each for each in ids if re.fullmatch(r"[mp][0-9a-f]{10}", each)} <= used


WORDS = report.CardText("Written **for us**.", "Screening.", "Short texts.", "Sarcasm.", "prescreen evaluate FILE")


def test_model_card(hostile: Evaluation, tmp_path: Path) -> None:
    path = report.write_card(tmp_path / "model", hostile, WORDS, [replace(hostile, data="other | data")])
    text = path.read_text(encoding="utf-8")
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "MODEL_CARD.md",
        "precision_recall.svg",
        "reliability.svg",
    ]
    for part in (WORDS.data, WORDS.intended_use, WORDS.limits, WORDS.known_errors, WORDS.command, "other \\| data"):
        assert part in text
    assert "| `gambling` | 20 | 0.250 | 0.500 |" in text
    assert "(precision_recall.svg)" in text
    for message in HOSTILE[:3]:
        assert message not in text
    lines = [line for line in text.splitlines() if line.startswith("|")]
    for above, line in pairwise(lines):
        if line.startswith("| ---"):
            assert above.count(" | ") == line.count(" | ")


def test_a_report_that_cannot_be_written_leaves_nothing_behind(hostile: Evaluation, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(PrescreenError, match="cannot be written"):
        report.write(tmp_path / "taken", hostile)
    target = tmp_path / "directory"
    (target / "report.html").mkdir(parents=True)
    with pytest.raises(PrescreenError, match=r"report\.html: cannot be written"):
        report.write(target, hostile)
    assert sorted(each.name for each in target.iterdir()) == ["evaluation.json", "report.html"]


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70), st.floats(-5, 5)), max_size=6)
)
@settings(deadline=None)
def test_pieces_are_the_whole_text_in_order(text: str, spans: list[tuple[int, int, float]]) -> None:
    words = [Evidence(start, end, text[start:end], weight) for start, end, weight in spans]
    found = marking.pieces(text, words)
    assert "".join(piece.text for piece in found) == marking.visible(text)
    assert not any(each in marking.visible(text) for each in "\0\x1b\u202e\u200b")


def test_light_words_stay_unmarked_and_of_overlapping_ones_the_heavier_is_marked() -> None:
    words = [
        Evidence(0, 4, "cas.", 1.0),
        Evidence(0, 7, "cas.ino", -3.0),
        Evidence(8, 11, "now", 0.5),
        Evidence(12, 15, "win", 2.0),
    ]
    found = marking.pieces("cas.ino now win", words)
    assert [(piece.text, piece.weight) for piece in found] == [("cas.ino", -3.0), (" now ", None), ("win", 2.0)]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0\u00a0%"),
        (0.0234, "2.3\u00a0%"),
        (0.0996, "10\u00a0%"),
        (0.5, "50\u00a0%"),
        (0.996, "99.6\u00a0%"),
        (1.0, "100\u00a0%"),
    ],
)
def test_percent(value: float, shown: str) -> None:
    assert summary.percent(Estimate(value, value, value)) == shown


def test_numbers_for_people() -> None:
    assert summary.number(Estimate(0.871, 0.8, 0.9)) == "0.87"
    assert summary.interval(Estimate(0.871, 0.8, 1.0)) == ".80–1.00"
    assert summary.number(Estimate(0.0042, 0.001, 0.01)) == "0.004"
    unknown = Estimate(float("nan"), float("nan"), float("nan"))
    assert (summary.number(unknown), summary.interval(unknown), summary.percent(unknown)) == ("–", "", "–")


@pytest.mark.parametrize("width", [390, 1280])
def test_in_a_browser(browser_page: Page, hostile: Evaluation, tmp_path: Path, width: int) -> None:
    told = heard(browser_page)
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.goto(report.write(tmp_path, hostile).as_uri())
    assert browser_page.title() == "Evaluation of fake <i>&"
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width
    assert browser_page.locator("article").count() == len(hostile.mistakes)
    assert browser_page.locator("mark.for").first.is_visible()
    assert told.noises == []
    assert told.asked == [(tmp_path / "report.html").as_uri()]
