"""Folding: what a reader sees in a disguised text, and where it stands in the raw one."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.model import dataset
from classifier.text import in_full, readings
from tests import generate_homoglyphs
from tests.classifier.model.odd_texts import odd_texts

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
NASTY = st.text(st.sampled_from("aA10$@!.*_ \n\u200b\u0301аπ🎰%&#;63lL\ud800\x00\x1f"), max_size=80)


def words_seen(text: str) -> list[str]:
    return [word for view in readings(text) for word in re.findall(r"[^\W_]+", view.text)]


@pytest.mark.parametrize(
    ("disguised", "word"),
    [
        ("CASINO", "casino"),
        ("cAsInO", "casino"),
        ("ｌｏａｎ", "loan"),
        ("𝓵𝓸𝓪𝓷", "loan"),
        ("ⓛⓞⓐⓝ", "loan"),
        ("🄻🄾🄰🄽", "loan"),
        ("🇱🇴🇦🇳", "loan"),
        ("ʟᴏᴀɴ", "loan"),
        ("préstamo", "prestamo"),
        ("crédit", "credit"),
        ("łøań", "loan"),
        ("lo\u200ban", "loan"),
        ("l\u202eoan", "loan"),
        ("l̷o̶a̵n̴", "loan"),
        ("саsіno", "casino"),
        ("win саѕіпо", "casino"),
        ("ƈяурто", "crypto"),
        ("l0an", "loan"),
        ("ca$h", "cash"),
        ("$ex", "sex"),
        ("v1agra", "viagra"),
        ("c1ick", "click"),
        ("b0nu5", "bonus"),
        ("c451n0", "casino"),
        ("c a s i n o", "casino"),
        ("C.A.S.I.N.O", "casino"),
        ("c-a-s-i-n-o b-o-n-u-s", "bonus"),
        ("c🎰a🎰s🎰i🎰n🎰o", "casino"),
        ("c\na\ns\ni\nn\no", "casino"),
        ("cas*ino", "casino"),
        ("cas🎰ino", "casino"),
        ("cas.ino", "casino"),
        ("cas-ino", "casino"),
        ("mort\ngage", "mortgage"),
        ("looooan", "loan"),
        ("freeeee", "free"),
        ("sexxxx", "sex"),
        ("&#108;oan", "loan"),
        ("&#x6C;oan", "loan"),
        ("%6Coan", "loan"),
        ("#FreeCasinoBonus", "casino"),
        ("www.LuckyCasino.com", "casino"),
    ],
)
def test_a_disguised_word_is_read(disguised: str, word: str) -> None:
    assert word in words_seen(f"see {disguised} here")


@pytest.mark.parametrize(
    ("innocent", "words"),
    [
        ("S A L E now", ["sale", "now"]),
        ("B2B", ["b2b"]),
        ("GTX1080", ["gtx1080"]),
        ("open 9 am 1 2 3", ["open", "9", "am", "1", "2", "3"]),
        ("20%de", ["20", "de"]),
        ("AT&T;", ["at", "t"]),
        ("end.Next fee", ["end", "next", "fee"]),
        ("xxx", ["xxx"]),
        ("$500 on May 4th", ["500", "on", "may", "4th"]),
        ("Привет, как дела?", ["привет", "как", "дела"]),
        ("καλημέρα σας", ["καλημέρα", "σας"]),
        ("H2O", ["h2o"]),
    ],
)
def test_innocent_oddity_stays(innocent: str, words: list[str]) -> None:
    assert re.findall(r"[^\W_]+", readings(innocent)[0].text) == words


@pytest.mark.parametrize("kept", ["iphone", "today", "mcdonald"])
def test_a_doubtful_reading_never_hides_the_plain_one(kept: str) -> None:
    text = "iPhone McDonald today.call"
    assert kept in " ".join(words_seen(text))


def test_the_highlight_lands_on_what_the_sender_wrote() -> None:
    raw = "Get a l\u200b0\u0301an, 🎰 c.a.s.i.n.o"
    view = readings(raw)[0]
    for word, written in (("loan", "l\u200b0\u0301an"), ("casino", "c.a.s.i.n.o")):
        at = view.text.index(word)
        start, end = view.span(at, at + len(word))
        assert raw[start:end].rstrip("\u0301") == written.rstrip("\u0301")


@given(ANY_TEXT | NASTY)
def test_every_folded_character_has_its_place_in_the_raw_text(text: str) -> None:
    for view in readings(text):
        assert len(view.text) == len(view.starts) == len(view.ends)
        for char, start, end in zip(view.text, view.starts, view.ends, strict=True):
            assert 0 <= start <= end <= len(text)
            assert start < end or char == " "


@given(
    st.text(st.sampled_from("abcdefghij klmnopqrs tuvwxyz"), max_size=80).filter(lambda t: not re.search(r"(.)\1\1", t))
)
def test_plain_words_of_several_letters_are_left_alone(text: str) -> None:
    plain = " ".join(word for word in text.split() if len(word) > 1)
    assert [view.text for view in readings(plain)] == [plain]


@pytest.mark.parametrize(
    "unit",
    [
        "\u0301",
        "a.b",
        "a b ",
        "l0an ",
        "AaaBbb ",
        "&#",
        "%41",
        "a\n",
        "aaab",
        "x",
        "а",
        "a!",
        "\u202e",
        "\ud800",
        "\x00",
    ],
    ids=ascii,
)
def test_time_is_linear_in_the_length(unit: str) -> None:
    """Eight times the text takes well under 8 * 8 times as long: the bound tells linear from quadratic, not speed."""
    short, long = unit * (20_000 // len(unit)), unit * (160_000 // len(unit))
    readings(short)
    times = []
    for text in (short, long):
        began = time.perf_counter()
        readings(text)
        times.append(time.perf_counter() - began)
    assert times[1] < 30 * times[0] + 0.05


def test_the_homoglyph_table_is_what_its_generator_writes_in_this_unicode_version_or_older() -> None:
    committed = set(generate_homoglyphs.TARGET.read_text(encoding="utf-8").splitlines())
    assert len(committed) > 2500
    assert len(committed.symmetric_difference(generate_homoglyphs.rows())) < 100


@settings(max_examples=500, deadline=None)
@given(text=ANY_TEXT | NASTY | st.text("abl0$@!.*'\n -_CamelWordé…ﬁ‼️🎰а&;%4a", max_size=60))
def test_the_short_cut_reads_what_the_full_treatment_reads(text: str) -> None:
    short, full = (
        [(view.text, list(view.starts), list(view.ends)) for view in views] for views in (readings(text), in_full(text))
    )
    assert short == full


def test_the_short_cut_reads_odd_strings_and_our_own_messages_as_the_full_treatment_does() -> None:
    rows = dataset.read(Path(__file__).parents[2] / "data" / "labelled")[::10]
    for text in [*odd_texts(3_000, longest=200), *(row.text for row in rows)]:
        assert [view.text for view in readings(text)] == [view.text for view in in_full(text)], text
