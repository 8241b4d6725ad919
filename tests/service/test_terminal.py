"""What human eyes see."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from classifier.records import NOTHING_KNOWN
from classifier.screening import Screener
from classifier.types import Message
from service.terminal import highlighted, show, visible
from service.terminal_batch import progress_bar
from tests.service.tiny_model import BOTH, tiny_model, tiny_policy


def test_the_evidence_is_marked_where_it_is_in_the_text() -> None:
    verdict = Screener(tiny_model(), tiny_policy()).verdict(Message(BOTH), NOTHING_KNOWN)
    marked = highlighted(BOTH, verdict)
    assert {BOTH[span.start : span.end] for span in marked.spans} == {"loan", "whiskey"}


def test_a_terminal_gets_colours_and_a_file_does_not() -> None:
    verdict = Screener(tiny_model(), tiny_policy()).verdict(Message(BOTH), NOTHING_KNOWN)
    for terminal in (True, False):
        out = io.StringIO()
        show(Console(file=out, force_terminal=terminal, width=100), BOTH, verdict)
        assert ("\x1b[" in out.getvalue()) is terminal


@given(st.text(st.characters()))
def test_visible_text_has_no_control_characters_and_the_same_offsets(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in shown)


def test_progress_tells_share_rate_and_time_left_on_a_terminal_alone() -> None:
    for terminal in (True, False):
        out = io.StringIO()
        with progress_bar(Console(file=out, force_terminal=terminal, width=100, legacy_windows=False)) as progress:
            progress(0.25, 1_000)
        assert ("25%" in out.getvalue() and "1,000 rows" in out.getvalue()) is terminal
