"""Links: what holds for any text, and how long it takes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.links import find

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
PIECES = """a b . / : @ http:// hxxps:// www. com ly me it [.] ( ) %41 %2E &#46; 。 ． é 谢 🎉 xn-- - _ 1 0x [ ] {{ }}
    \\ ? # ﬁ İ ß ٣ h**p[:]//""".split()  # noqa: SIM905
SPECIAL = [" ", "\n", " dot ", " . ", "\u200b", "\u0301", "\u0430", "\ud800", "\x00"]
NASTY = st.lists(st.sampled_from(PIECES + SPECIAL), max_size=40).map("".join)


@given(ANY_TEXT | NASTY)
def test_links_stand_where_they_say_in_order_and_apart(text: str) -> None:
    last = 0
    for link in find(text):
        assert last <= link.start < link.end <= len(text)
        assert text[link.start : link.end] == link.text
        last = link.end


@given(ANY_TEXT | NASTY)
def test_hosts_are_ascii_names_and_domains_their_ends(text: str) -> None:
    for link in find(text):
        assert link.host.isascii()
        assert link.host == link.host.lower()
        assert not link.host.endswith(".")
        assert link.scheme in (None, "http", "https")
        assert link.path == "" or link.path[0] in "/?#\\"
        assert link.domain is None or (not link.is_ip and link.host.endswith(link.domain))
        assert link.lookalike_of is None or (link.disguised and link.lookalike_of.isascii())


LABELS = st.from_regex(r"[a-z][a-z0-9]{2,12}", fullmatch=True)


@given(LABELS, st.sampled_from(["com", "co.uk", "ly", "org", "de", "xyz"]), st.sampled_from(["", "/Ab1", "?q=1"]))
def test_any_name_with_a_scheme_is_found_among_any_words(name: str, ending: str, path: str) -> None:
    written = f"https://{name}.{ending}{path}"
    (link,) = find(f"Hi, see {written} now")
    assert (link.text, link.host, link.path) == (written, f"{name}.{ending}", path)


@given(st.lists(st.from_regex(r"[A-Za-z]{1,9}[,.!?]?", fullmatch=True), max_size=20).map(" ".join))
def test_words_with_spaces_after_their_full_stops_are_no_links(text: str) -> None:
    assert find(text.replace("dot", "dat").replace("DOT", "DAT")) == ()


def seconds(text: str) -> float:
    began = time.perf_counter()
    find(text)
    return time.perf_counter() - began


REPEATED = """. a. \u0301 a\u0301. http:// https://a.co, @ a@ a@b.co/ a.co/ he.it/in/ ) ( a.co/) a.co+ %41 a%2e &#46;
    {{a}}. [a]. [.] a[.] 。 谢a. \u200b. a- _ é. 1. 0x1. www. \ud800. \x00. : / // h hxxp""".split()  # noqa: SIM905


@pytest.mark.parametrize(
    "unit",
    [
        *REPEATED,
        "a.b ",
        "a . ",
        "a dot ",
        "me.it/he.it ",
        "bit . ly/x ",
        "https://i❤.ws ",
        "🎉.",
        "b i t . l y / ",
        "a ",
        "a,ly/x",
        "a-dot-ly/x",
        "-dot-",
        "a<b>.</b>",
        "<b>.</b>ly/x",
        "<wbr>.",
    ],
    ids=ascii,
)
def test_time_is_linear_in_the_length(unit: str) -> None:
    """Eight times the text takes well under 8 * 8 times as long: the bound tells linear from quadratic, not speed."""
    times = []
    for length in (20_000, 160_000):
        text = unit * (length // len(unit))
        times.append(min(seconds(text) for _ in range(2)))
    assert times[1] < 30 * times[0] + 0.3


@pytest.mark.parametrize("unit", [".", "a.", "\u0301", "a.\u0301"], ids=ascii)
def test_a_megabyte_without_links_takes_seconds_at_most(unit: str) -> None:
    began = time.perf_counter()
    assert find(unit * (1_000_000 // len(unit))) == ()
    assert time.perf_counter() - began < 5
