"""The page of a comparison, in a real browser, whatever messages, senders and versions say."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Page

from classifier.traffic.comparison import Gate
from service.comparing import Job, run, sides
from tests.browsing import heard
from tests.service.comparing import RULE, STRICT, compare, models_of, policies_of
from tests.service.files import Rows, write
from tests.service.tiny_model import BLOCKED, CLEAN, REVIEWED

HOSTILE = (
    "<script>document.title='owned';alert(1)</script> bingo",
    "<img/src=x/onerror=alert(1)> bingo free",
    "\"'><svg onload=alert(1)> {{ 7*7 }} {% raw %} bingo",
    "</p></bdi></article><style>*{display:none}</style> bingo gone",
    "\u202egnp.exe\u200b hid\0den \u2066bingo\u200f",
    "bingo z" + "\u0301" * 400 + " word",
    "bingo" + "W" * 3_000 + " bingo",
    "bingo\nline two\r\nline three\x1b[31m",
)


def rows() -> Rows:
    """Each hostile text once, with a hostile sender and language, and some that stay as they are."""
    found: Rows = [
        {"text": text, "sender": f"<b>&\u202e{'s' * 120}", "lang": f"<i>{n}\u200b", "sent_at": "2026-11-20T10:00:00Z"}
        for n, text in enumerate(HOSTILE)
    ]
    found += [{"text": text, "lang": "en"} for text in (CLEAN, BLOCKED, REVIEWED, "grand opening")]
    return [*found, {"text": "  "}, {"text": CLEAN, "sent_at": "<script>alert(1)</script>"}]


@pytest.fixture
def page_file(tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    models, policies = tmp_path / "models", tmp_path / "<u>policies&"
    models.mkdir()
    policies.mkdir()
    monkeypatch.setenv("PRESCREEN_MODELS_DIR", str(models_of(models)))
    _, new = policies_of(policies, RULE)
    new.write_text(new.read_text(encoding="utf-8").replace('"new"', '"<s>new&"'), encoding="utf-8")
    source = write(tmp_path / "<b>traffic.ndjson", rows())
    options = ["--model", STRICT, "--policy", str(new), "--max-new-blocks", "0.5%"]
    result = compare(*options, source, "--report", tmp_path / "report")
    assert result.exit_code == 1, result.output
    return tmp_path / "report" / "comparison.html"


def test_nothing_acts_loads_hides_or_runs_over_the_edge(browser_page: Page, page_file: Path) -> None:
    told = heard(browser_page)
    for width in (360, 820, 1280):
        browser_page.set_viewport_size({"width": width, "height": 900})
        browser_page.goto(page_file.as_uri())
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width
    assert browser_page.title() == "What changes in <b>traffic.ndjson"
    assert browser_page.locator("script, img, iframe, link, svg[onload], b b, i, u, s").count() == 0
    assert browser_page.locator("style").count() == 1
    assert browser_page.locator("article.quoted").count() == len(HOSTILE) + 2
    assert browser_page.locator("mark.for").first.is_visible()
    assert browser_page.locator(".gate").is_visible()
    assert told.noises == []
    assert set(told.asked) == {page_file.as_uri()}


def test_the_gate_comes_first_and_the_texts_are_text(page_file: Path) -> None:
    page = page_file.read_text(encoding="utf-8")
    body = page[page.index("<body>") :]
    assert 0 < body.index("The gate fails") < body.index("would get another decision") < body.index("<dl")
    assert "&lt;script&gt;document.title=&#39;owned&#39;" in re.sub(r"</?mark[^>]*>", "", body)
    assert "{{ 7*7 }}" in re.sub(r"</?mark[^>]*>", "", body)
    for name in ("⟨U+202E⟩", "⟨U+2066⟩", "⟨U+200F⟩", "⟨U+0000⟩", "⟨U+001B⟩", "⟨U+200B⟩"):
        assert name in body
    assert not set("\u202e\u2066\u200f\0\x1b\u200b") & set(page)
    assert "default-src 'none'" in page
    assert not re.search(r"url\((?!#)|@import|https?://(?!www\.w3\.org)", page)


def test_the_page_says_what_was_compared_and_what_was_left_out(page_file: Path) -> None:
    page = page_file.read_text(encoding="utf-8")
    for told in (
        "model strict, policy &lt;s&gt;new&amp;",
        "judged by the policies as of 2",
        "2 rows of &lt;b&gt;traffic.ndjson could not be read",
        "Line 13: <bdi>the text is empty",
        "Allowed before, blocked after",
        "Reviewed before, blocked after",
        "Gambling and sweepstakes",
        "How far scores move",
    ):
        assert told in page, told


def test_pages_without_gate_examples_or_changes_are_whole(
    tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from classifier.traffic.comparison_page import html

    monkeypatch.setenv("PRESCREEN_MODELS_DIR", str(models_of(tmp_path)))
    before, after = sides([STRICT], [])
    source = write(tmp_path / "in.ndjson", [{"text": CLEAN, "sent_at": "2026-11-20T10:00:00Z"}])
    page = html(run(Job(source, before, after, as_of=date(2026, 11, 25), gate=Gate(Fraction(0)))))
    for told in ("The gate passes: 0 messages of 1 (0\u00a0%)", "No message gets another decision.", "None: nothing"):
        assert told in page
    assert "2026-11-25" in page and "<article" not in page
    again = html(run(Job(source, before, after, by_sent_at=True)))
    assert "No gate was set" in again and "on which it was sent (UTC)" in again
    assert again == html(run(Job(source, before, after, by_sent_at=True)))
