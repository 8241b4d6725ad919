"""A comparison for human eyes, with rich."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from classifier.traffic import comparison_words as words
from classifier.traffic.comparison import Cause, Example, Moves, Part, Replay
from classifier.types import Effect
from service.terminal import COLOURS, highlighted, visible

EXAMPLES = 2
"""Of each direction."""
LINES = 10
"""Of each table."""


def show_comparison(out: Console, replay: Replay) -> None:
    """Print what was compared, what changes and by what, a few examples, and the gate last, where the eye stays."""
    found = replay.comparison
    out.print(f"before  {visible(words.side(replay.before, replay.after))}", soft_wrap=True, markup=False)
    out.print(f"after   {visible(words.side(replay.after, replay.before))}", soft_wrap=True, markup=False)
    judged = f"{found.moves.rows:,} messages of {visible(replay.data)}, judged {words.judged_by(replay)}"
    out.print(judged, soft_wrap=True, markup=False)
    for note in (*_unread(replay), *replay.notes, *found.cut):
        out.print(Text(visible(note), style="yellow"), soft_wrap=True)
    out.print()
    out.print(words.headline(replay), soft_wrap=True, markup=False)
    out.print()
    _table(out, "category", _causes(found.categories, words.category))
    _table(out, "finding", _causes(found.checks, lambda name: name or words.check(name)))
    _table(out, "language", _parts(found.languages, words.language))
    _table(out, "sender", _parts(found.senders, words.sender))
    for direction, some in groupby(replay.examples, lambda one: words.heading((one.flip.before, one.flip.after))):
        out.print(Text(direction, style="bold"))
        for example in list(some)[:EXAMPLES]:
            _example(out, example)
    colour = {True: "green", False: "red", None: "default"}[replay.passed]
    out.print(Text(words.outcome(replay), style=f"bold {colour}"), soft_wrap=True)


def _unread(replay: Replay) -> Iterator[str]:
    if replay.unread_count:
        first = replay.unread[0]
        yield f"{words.unread(replay)}; the first, line {first.line}: {first.reason}"


def _causes(causes: Sequence[Cause], name: Callable[[str], str]) -> list[tuple[str, Moves]]:
    return [(name(one.name), one.moves) for one in causes if one.moves.changed]


def _parts(parts: Sequence[Part], name: Callable[[str], str]) -> list[tuple[str, Moves]]:
    return [(name(one.name), one.moves) for one in parts if one.moves.changed]


def _table(out: Console, heading: str, lines: list[tuple[str, Moves]]) -> None:
    """Names with what changes under them, if anything does."""
    if not lines:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(heading, overflow="fold")
    for column in ("newly\nblocked", "newly\nreviewed", "no longer\nblocked", "no longer\nreviewed"):
        table.add_column(column, justify="right")
    for name, moves in lines[:LINES]:
        counts = (
            moves.new_blocks,
            moves.of(Effect.ALLOW, Effect.REVIEW),
            moves.lifted_blocks,
            moves.of(Effect.REVIEW, Effect.ALLOW),
        )
        table.add_row(Text(visible(name)), *(f"{count:,}" if count else Text("0", style="dim") for count in counts))
    out.print(table)
    if len(lines) > LINES:
        out.print(Text(f"and {len(lines) - LINES:,} more", style="dim"))
    out.print()


def _example(out: Console, example: Example) -> None:
    flip = example.flip
    about = [f"row {flip.row:,}", *filter(None, (flip.message.sender, flip.message.lang))]
    out.print(Text(f"  {visible(' · '.join(about))}", style="dim"), soft_wrap=True)
    shown = example.after if example.after.decision.rank >= example.before.decision.rank else example.before
    out.print(Text("  ") + highlighted(flip.message.text, shown), soft_wrap=True)
    for name, verdict in (("before", example.before), ("after", example.after)):
        decision = Text(f"  {name:6}  {verdict.decision.value:6}  ", style=f"bold {COLOURS[verdict.decision]}")
        reasons = " ".join(words.reasons(verdict, words.looked_at(flip))) or "nothing was found"
        out.print(decision + Text(visible(reasons)), soft_wrap=True)
    out.print()
