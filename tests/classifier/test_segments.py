"""Segments: encoding, parts, and what forces UCS-2."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import segments

ANY_TEXT = st.text(st.characters(codec=None), max_size=400)
EDGES = st.text(st.sampled_from("a€^\n\fé“🎉\ud800\x00"), max_size=400)


@pytest.mark.parametrize(
    ("text", "encoding", "count", "units"),
    [
        ("", "GSM-7", 0, 0),
        ("a", "GSM-7", 1, 1),
        ("a" * 160, "GSM-7", 1, 160),
        ("a" * 161, "GSM-7", 2, 161),
        ("a" * 306, "GSM-7", 2, 306),
        ("a" * 307, "GSM-7", 3, 307),
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà", "GSM-7", 1, 44),
        ("^{}\\[~]|€\f", "GSM-7", 1, 20),
        ("€" * 80, "GSM-7", 1, 160),
        ("€" * 81, "GSM-7", 2, 162),
        ("“", "UCS-2", 1, 1),
        ("ç", "UCS-2", 1, 1),
        ("`", "UCS-2", 1, 1),
        ("\t", "UCS-2", 1, 1),
        ("“" + "a" * 69, "UCS-2", 1, 70),
        ("“" + "a" * 70, "UCS-2", 2, 71),
        ("“" + "a" * 133, "UCS-2", 2, 134),
        ("“" + "a" * 134, "UCS-2", 3, 135),
        ("🎉" * 35, "UCS-2", 1, 70),
        ("👨‍👩‍👧", "UCS-2", 1, 8),
    ],
)
def test_a_text_is_billed_as_the_standard_says(text: str, encoding: str, count: int, units: int) -> None:
    found = segments.count(text)
    assert (found.encoding, found.count, found.units) == (encoding, count, units)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 152 + "€" + "a" * 151, 2),  # the escape moves to the second part and fills it
        ("a" * 152 + "€" + "a" * 152, 3),
        ("a" * 151 + "€" + "a" * 153, 2),
        ("a" * 66 + "🎉" + "a" * 65, 2),
        ("a" * 66 + "🎉" + "a" * 66, 3),
        ("a" * 65 + "🎉" + "a" * 67, 2),
        ("🎉" * 66, 2),
        ("🎉" * 67, 3),
        ("a" + "€" * 152, 2),
        ("€" * 153, 3),
    ],
)
def test_a_pair_is_never_split_between_two_parts(text: str, count: int) -> None:
    assert segments.count(text).count == count


def test_the_tables_are_complete() -> None:
    assert (len(set(segments.BASIC)), len(set(segments.EXTENSION))) == (127, 10)


def test_what_forces_ucs_2_is_shown_once_each_where_it_first_stands() -> None:
    text = "a “b” “c” 🎉"
    forced_by = segments.count(text).forced_by
    assert [(e.start, e.end, e.text) for e in forced_by] == [(2, 3, "“"), (4, 5, "”"), (10, 11, "🎉")]


def test_at_most_ten_characters_are_shown() -> None:
    assert len(segments.count("абвгдежзийклмн").forced_by) == 10


def filled_by_hand(text: str) -> int:
    """Parts, by putting one character after the other."""
    found = segments.count(text)
    gsm = found.encoding == "GSM-7"
    sizes = [2 if (c in segments.EXTENSION if gsm else ord(c) > 0xFFFF) else 1 for c in text]
    alone, room = (160, 153) if gsm else (70, 67)
    if sum(sizes) <= alone:
        return min(1, len(sizes))
    parts, left = 1, room
    for size in sizes:
        if size > left:
            parts, left = parts + 1, room
        left -= size
    return parts


@given(ANY_TEXT | EDGES)
def test_parts_are_those_of_filling_by_hand(text: str) -> None:
    assert segments.count(text).count == filled_by_hand(text)


@given(ANY_TEXT | EDGES, st.characters(codec=None))
def test_a_longer_text_never_has_fewer_parts(text: str, char: str) -> None:
    assert segments.count(text).count <= segments.count(text + char).count


@given(ANY_TEXT | EDGES)
def test_evidence_is_what_stands_there_and_only_ucs_2_has_any(text: str) -> None:
    found = segments.count(text)
    assert all(text[e.start : e.end] == e.text for e in found.forced_by)
    assert len({e.text for e in found.forced_by}) == len(found.forced_by) <= 10
    assert bool(found.forced_by) == (found.encoding == "UCS-2")


def seconds(text: str) -> float:
    began = time.perf_counter()
    segments.count(text)
    return time.perf_counter() - began


@pytest.mark.parametrize("unit", ["a", "€", "🎉", "“a", "\ud800"], ids=ascii)
def test_time_is_linear_in_the_length(unit: str) -> None:
    """Eight times the text takes well under 8 * 8 times as long: the bound tells linear from quadratic, not speed."""
    times = []
    for length in (50_000, 400_000):
        text = unit * (length // len(unit))
        times.append(min(seconds(text) for _ in range(2)))
    assert times[1] < 30 * times[0] + 0.3
