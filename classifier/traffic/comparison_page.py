"""A comparison as one page for those who answer for it: the gate first, then what changes, then messages with reasons.

The page quotes messages, so it belongs where the messages belong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from classifier.model import marking
from classifier.model.marking import Piece
from classifier.pages import rendering
from classifier.traffic import comparison_plots as plots
from classifier.traffic import comparison_words as words
from classifier.traffic.comparison import DECISIONS, DIRECTIONS, Cause, Comparison, Example, Flip, Part, Replay
from classifier.types import Effect, Evidence, Verdict

SENDERS = 25
"""Senders of the page."""
BARS = 12
"""Names of one picture."""


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a quoted message: the decision, the text with its words marked, and the reasons."""

    decision: Effect
    pieces: tuple[Piece, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message with what both sides say of it; `alike` if the same words are marked."""

    flip: Flip
    before: Half
    after: Half

    @property
    def alike(self) -> bool:
        """Whether both sides show the text in the same way, so that once is enough."""
        return self.before.pieces == self.after.pieces


def html(replay: Replay) -> str:
    """The page."""
    found = replay.comparison
    return rendering.render(
        "classifier.traffic",
        "comparison.html.j2",
        marking.visible,
        replay=replay,
        found=found,
        moves=found.moves,
        words=words,
        DECISIONS=DECISIONS,
        DIRECTIONS=DIRECTIONS,
        by_category=_picture_of_categories(found.categories, "Changed decisions by category"),
        by_language=_picture_of_parts(found.languages, "Changed decisions by language"),
        scores=_picture_of_scores(found),
        checks=[cause for cause in found.checks if cause.gained or cause.lost or cause.moves.changed],
        senders=[part for part in found.senders if part.moves.changed][:SENDERS],
        groups=_groups(replay),
    )


def _groups(replay: Replay) -> list[tuple[str, int, list[Quoted]]]:
    """The examples of each direction under its heading, with how many messages there are of it."""
    found = []
    for heading, some in groupby(map(_quoted, replay.examples), _heading):
        quoted = list(some)
        flip, whole = quoted[0].flip, replay.comparison
        all_of_it = whole.same_decision if flip.before is flip.after else whole.moves.of(flip.before, flip.after)
        found.append((heading, all_of_it, quoted))
    return found


def _heading(quoted: Quoted) -> str:
    return words.heading((quoted.flip.before, quoted.flip.after))


def _picture_of_categories(causes: Sequence[Cause], told: str) -> Markup | None:
    bars = [plots.Bar(_short(cause.name), cause.moves) for cause in causes if cause.moves.changed]
    return plots.changes(bars[:BARS], told) if bars else None


def _short(category: str) -> str:
    """A name that fits beside a picture."""
    return words.category(category).split(" and ")[0]


def _picture_of_parts(parts: Sequence[Part], told: str) -> Markup | None:
    bars = [plots.Bar(words.language(part.name), part.moves, part.moves.rows) for part in parts if part.moves.changed]
    return plots.changes(bars[:BARS], told, in_percent=True) if len(parts) > 1 and bars else None


def _picture_of_scores(found: Comparison) -> Markup | None:
    middle = len(found.changes) // 2
    moved = sum(found.changes) - found.changes[middle]
    return plots.score_changes(found.changes, "How far scores move") if moved else None


def _quoted(example: Example) -> Quoted:
    flip = example.flip
    looked_at = words.looked_at(flip)
    text = flip.message.text
    return Quoted(flip, _half(text, example.before, looked_at), _half(text, example.after, looked_at))


def _half(text: str, verdict: Verdict, category: str) -> Half:
    pieces = marking.pieces(text, evidence_of(verdict, category))
    return Half(verdict.decision, tuple(pieces), tuple(words.reasons(verdict, category)))


def evidence_of(verdict: Verdict, category: str) -> list[Evidence]:
    """The words that speak for or against the category, and those that findings of other checks show.

    The latter have no weight of their own, and get the heaviest.
    """
    weighed = [word for one in verdict.explanations if one.category == category for word in one.evidence]
    heaviest = max((abs(word.weight or 0.0) for word in weighed), default=1.0) or 1.0
    shown = [word for finding in verdict.findings for word in finding.evidence if word.weight is None]
    return [*(replace(word, weight=heaviest) for word in shown), *weighed]
