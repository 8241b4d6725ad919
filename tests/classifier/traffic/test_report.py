"""The page of traffic: complete, readable, the same bytes each time, and safe whatever a message or a name says."""

import re
import sys
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page

from classifier import pages
from classifier.errors import MissingExtra
from classifier.records import Context
from classifier.screening import Screener
from classifier.traffic import plots, report_parts, report_words
from classifier.traffic.columns import BatchScreener
from classifier.traffic.hygiene import NAMES
from classifier.traffic.messages import batch_of
from classifier.traffic.report import SHOWN, Screened, html
from classifier.traffic.results import Example, HygieneFinding, HygieneReport, Totals
from classifier.traffic.summary import Summary
from classifier.traffic.trends import Trends
from classifier.types import Evidence, Message
from tests.browsing import heard
from tests.classifier.traffic.traffic import Sent, day
from tests.service.tiny_model import tiny_model, tiny_policy

HOSTILE = "Win at our casino <script>document.title='owned'</script> \u202egnp\u200b </p><style>*{display:none}</style>"
SENT = [
    *(Sent("Your table is booked for eight", "+14155550100", None, "north", day(n)) for n in range(20)),
    Sent(HOSTILE, "<img/src=x/onerror=alert(1)>", None, '"><svg onload=alert(1)>', day(3)),
    Sent("Casino \x1b[31m night\nand whiskey {{ 7*7 }}", "HAL\u202eDEN", None, "north", day(5)),
    Sent("The bingo evening is on Friday", "+14155550100", None, "south", day(7)),
    Sent("Get guaranteed signals. " + "Long words " * 80 + "and a loan", "+14155550101", None, None, day(8)),
    Sent("See http://192.0.2.7/a", "+14155550102", None, "south", None),
]


def finding(name: str, seen: str = "Something was seen.", number: int = 1) -> HygieneFinding:
    example = Example(7, "Halden Books: \u202e<b>hello</b>")
    first, last = date(2026, 11, 2), date(2026, 11, 5)
    return HygieneFinding(
        name, seen, ("HAL\u202eDEN", "<u>"), ("north",), ("Halden",), 30, number, 1234, first, last, (example,)
    )


def screened(sent: list[Sent] = SENT, findings: tuple[HygieneFinding, ...] | None = None) -> Screened:
    """What the tiny model and all checks say of the messages."""
    screener = BatchScreener(Screener(tiny_model(), tiny_policy()), Context(), by_sent_at=True)
    messages = batch_of(one.message for one in sent)
    added = screener.added(messages)
    summary, trends = Summary(), Trends()
    summary.add(messages, added)
    trends.add(messages, added)
    totals = summary.result()
    found = tuple(finding(name) for name in NAMES) if findings is None else findings
    flagged = {"+14155550100": NAMES[:1]} if found else {}
    return Screened(
        source="november <i>.csv",
        totals=totals,
        hygiene=HygieneReport(found, flagged, {}, ("<s>rare</s> names were forgotten",) if found else ()),
        trends=trends.result([one.name for one in totals.senders], [one.name for one in totals.sub_accounts]),
        verdicts={row: screener.verdict(message) for row, message in totals.messages.items()},
        policy_version="2026.11",
        model_version="tiny",
        rejected=1234,
        rejects="out.csv.rejects.ndjson",
        table="out.csv.senders.csv",
    )


@pytest.fixture(scope="module")
def told() -> Screened:
    return screened()


@pytest.fixture(scope="module")
def page(told: Screened) -> str:
    return html(told)


class Tags(HTMLParser):
    """Names of all tags, all attributes, and the text that is read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_what_others_wrote_is_text_and_never_markup(page: str) -> None:
    tags = Tags(page)
    assert not set(tags.names) & {"script", "img", "iframe", "object", "link", "u", "i", "s"}
    assert not [name for name, _ in tags.attributes if name.startswith("on")]
    assert tags.names.count("style") == 1
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page


def test_the_page_loads_nothing(page: str) -> None:
    loading = {"src", "href", "xlink:href", "action", "data", "poster", "srcset"}
    assert all(value.startswith("#") for name, value in Tags(page).attributes if name in loading)
    assert "default-src 'none'" in page
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)


def test_what_hides_or_reorders_is_shown_by_name_wherever_it_stands(page: str) -> None:
    assert not set("\u202e\u200b\x1b") & set(page)
    assert "HAL⟨U+202E⟩DEN" in page
    assert "⟨U+200B⟩" in page
    assert "⏎\n" in page
    assert "⏎⏎" not in page


def test_numbers_come_first_then_what_was_found_where_and_since_when(page: str) -> None:
    text = Tags(page).text
    assert "Of 25 messages, 4 (16 %) are blocked and 1 (4.0 %) needs a reviewer." in text
    assert "Sent 2 Nov 2026 – 21 Nov 2026 (UTC) · policy 2026.11 · model tiny" in text
    assert "Rows rejected 1,234 could not be screened: out.csv.rejects.ndjson" in text
    assert "1 message without a time is in no bar" in text
    headings = re.findall("<h2>(.*?)</h2>", page)
    assert headings[:5] == ["Over time", "By category", "By check", "Senders", "Sub-accounts"]
    assert headings[5:] == ["What only the traffic as a whole shows", "Examples", "What is left out"]
    assert "Gambling and sweepstakes since 5 Nov 2026, last 7 Nov 2026 2 8.0 %" in text
    assert "A link to a bare IP address, which says nothing about whose it is ip-link 1" in text


def test_a_sender_has_its_share_and_what_the_traffic_shows_of_it(page: str) -> None:
    text = Tags(page).text
    assert "+14155550100 since 2 Nov 2026, last 21 Nov 2026 several brands 21 1 4.8 % 0" in text


def test_every_kind_of_hygiene_finding_has_words_and_what_to_do(page: str) -> None:
    text = Tags(page).text
    assert set(report_words.KINDS) == set(NAMES)
    for kind in report_words.KINDS.values():
        assert kind.title in text
        assert f"What to do: {kind.fix} Rule: {kind.clause}." in text
    assert "1,234 messages, 2 Nov 2026 – 5 Nov 2026 Senders: HAL⟨U+202E⟩DEN , <u> , 28 more" in text


def test_a_kind_that_nobody_knows_is_told_by_its_name() -> None:
    page = html(screened(SENT[:3], (finding("something-new"),)))
    assert "Something new" in page


def test_of_a_kind_with_many_findings_some_are_shown_and_the_others_counted() -> None:
    text = Tags(html(screened(SENT[:3], tuple(finding(NAMES[2], f"Copy {n}.") for n in range(20))))).text
    assert "Copy 4." in text
    assert "Copy 5." not in text
    assert "15 more of this kind" in text


def test_examples_show_the_evidence(page: str) -> None:
    assert re.search(r'<mark class="for">casino</mark>', page, re.IGNORECASE)
    assert '<mark class="for">guaranteed signals</mark>' in page
    assert '<mark class="for">http://192.0.2.7/a</mark>' in page
    assert "Leave the phrase out" in page


def test_evidence_far_down_in_a_long_text_is_shown(told: Screened) -> None:
    shown = {one.code: one for one in report_parts.examples(told.totals, told.verdicts)}
    pieces = [one.pieces for one in shown["MDL001"].messages if "loan" in one.message.text]
    assert pieces
    assert any(text == "loan" and weight for text, weight in pieces[0])
    assert "characters before" in pieces[0][0][0]


def test_a_verdict_that_differs_from_what_was_counted_is_not_quoted(told: Screened) -> None:
    clean = next(verdict for verdict in told.verdicts.values() if not verdict.findings)
    others = replace(told, verdicts=dict.fromkeys(told.verdicts, clean))
    assert all(not one.messages for one in report_parts.examples(others.totals, others.verdicts))
    assert "By check" in html(others)


def test_the_page_is_the_same_bytes_each_time_and_every_picture_has_a_text(page: str) -> None:
    assert html(screened()) == page
    pictures = re.findall(r"<svg[^>]*>", page)
    assert all(re.search(r'aria-label="[^"]+"', one) and 'role="img"' in one for one in pictures)
    assert "Most are not allowed on" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_traffic_without_times_has_no_pictures_and_says_nothing_of_days() -> None:
    page = html(screened([replace(one, minute=None) for one in SENT]))
    assert "<svg" not in page
    assert "since" not in Tags(page).text.lower().split("examples")[0]


@pytest.mark.parametrize(
    ("sent", "says"), [([], "No message was screened."), (SENT[:20], "All 20 messages are allowed.")]
)
def test_traffic_in_which_nothing_was_found(sent: list[Sent], says: str) -> None:
    text = Tags(html(screened(sent, ()))).text
    assert says in text
    assert "No check saw anything." in text
    assert "Nothing was found." in text


def test_of_many_senders_the_worst_are_shown_and_the_table_is_named() -> None:
    sent = [Sent("Win at our casino", f"+1415555{n:04}", None, None, day(7 * n)) for n in range(60)]
    text = Tags(html(screened(sent, ()))).text
    assert f"The {SHOWN} senders with most blocked messages, of 60; all of them are in out.csv.senders.csv" in text
    assert "Each bar is a week" in text


def test_years_of_traffic_and_a_wrong_clock_make_no_endless_page() -> None:
    sent = [Sent("Win at our casino", "+14155550100", None, None, day(n)) for n in (-40 * 365, 0, 1)]
    page = html(screened(sent, ()))
    assert "Each bar is a year" in Tags(page).text
    assert len(page) < 200_000


def test_a_missing_library_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("classifier.traffic.report", "classifier.traffic.report_parts", "classifier.pages.rendering"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(pages, "rendering")
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra, match=r"batch --report` needs jinja2: .*prescreen\[train\]"):
        import classifier.traffic.report  # noqa: F401


def test_headlines_agree_in_number(told: Screened) -> None:
    def of(blocked: int, reviewed: int) -> str:
        counts = (1000 - blocked - reviewed, reviewed, blocked)
        decisions = tuple(replace(one, messages=n) for one, n in zip(told.totals.decisions, counts, strict=True))
        totals: Totals = replace(told.totals, rows=1000, decisions=decisions, checks=())
        return report_words.headline(totals).replace("\u00a0", " ")

    assert of(1, 0) == "Of 1,000 messages, 1 (0.1 %) is blocked and none needs a reviewer."
    assert of(0, 2) == "Of 1,000 messages, none is blocked and 2 (0.2 %) need a reviewer."


def test_evidence_without_weight_is_marked_all_of_it(told: Screened) -> None:
    screener = BatchScreener(Screener(tiny_model(), tiny_policy()), Context())
    verdict = screener.verdict(Message("See http://192.0.2.7/a and http://192.0.2.8/b"))
    found = [one for one in verdict.findings if one.name == "ip-link"]
    assert all(isinstance(one, Evidence) and one.weight is None for one in found[0].evidence)


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_and_pictures_stand_out_from_what_is_behind_them(page: str) -> None:
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", page))
    for behind in ("#ffffff", colours["soft"]):
        assert all(contrast(colours[name], behind) >= 4.5 for name in ("ink", "muted", "blue", "red", "amber"))
    for behind in re.findall(r"mark\.\w+ { background: (#[0-9a-f]{6})", page):
        assert contrast(colours["ink"], behind) >= 4.5
    assert all(contrast(colour, "#ffffff") >= 3 for colour in (plots.ALLOWED, plots.REVIEWED, plots.BLOCKED))


@pytest.mark.parametrize("width", [400, 1400])
def test_in_a_browser(browser_page: Page, page: str, tmp_path: Path, width: int) -> None:
    told = heard(browser_page)
    browser_page.set_viewport_size({"width": width, "height": 900})
    path = tmp_path / "index.html"
    path.write_text(page, encoding="utf-8")
    browser_page.goto(path.as_uri())
    assert browser_page.title() == "Screening of november <i>.csv"
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width
    assert browser_page.locator("figure.wide").is_visible() == (width > 600)
    assert browser_page.locator("figure.narrow").is_visible() == (width <= 600)
    assert browser_page.get_by_role("rowheader", name="Gambling and sweepstakes").first.is_visible()
    assert browser_page.locator("mark.for").nth(1).is_visible()
    assert told.noises == []
    assert told.asked == [path.as_uri()]
