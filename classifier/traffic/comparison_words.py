"""What a comparison says in words, the same on the page and on the terminal."""

from fractions import Fraction

from classifier import taxonomy
from classifier.checks import CHECKS
from classifier.traffic.comparing import UNKNOWN_LANGUAGE
from classifier.traffic.comparison import Direction, Flip, Replay, Side
from classifier.types import Effect, Verdict

DECIDED = {Effect.ALLOW: "allowed", Effect.WARN: "allowed", Effect.REVIEW: "reviewed", Effect.BLOCK: "blocked"}
HEADINGS: dict[Direction, str] = {
    (Effect.ALLOW, Effect.BLOCK): "Allowed before, blocked after",
    (Effect.REVIEW, Effect.BLOCK): "Reviewed before, blocked after",
    (Effect.ALLOW, Effect.REVIEW): "Allowed before, reviewed after",
    (Effect.BLOCK, Effect.ALLOW): "Blocked before, allowed after",
    (Effect.BLOCK, Effect.REVIEW): "Blocked before, reviewed after",
    (Effect.REVIEW, Effect.ALLOW): "Reviewed before, allowed after",
}
LEAST_CHANGE = 0.005
"""Of a score that is worth telling."""
STAYS = "The same decision for other reasons"
TITLED = taxonomy.BY_CODE
_TITLES = {check.name: check.title.rstrip(".") for check in CHECKS} | {
    f"prohibited-{taxonomy.slug(code)}": f"{taxonomy.BY_CODE[code].title}, by the model" for code in taxonomy.LEAVES
}


def heading(direction: Direction) -> str:
    """What is said of messages that go from one decision to another."""
    return HEADINGS.get(direction, STAYS)


def arrow(direction: Direction) -> str:
    """The direction in short: allow → block."""
    return f"{direction[0].value} → {direction[1].value}"


def category(code: str) -> str:
    """A category's title; "" are decisions that no category explains."""
    return taxonomy.BY_CODE[code].title.split(":")[0] if code else "No category"


def check(name: str) -> str:
    """What a check sees; "" are decisions that no finding explains."""
    return _TITLES.get(name, name) if name else "No finding"


def sender(name: str) -> str:
    """A sender's name."""
    return name or "Not known"


def language(tag: str) -> str:
    """A language's tag; `und` are messages whose language is not known."""
    return "Not known (und)" if tag == UNKNOWN_LANGUAGE else tag


def percent(part: int | Fraction, whole: int | Fraction = 1) -> str:
    """A share in per cent, to three significant digits, rounded but never to 0 or 100 % unless it is that."""
    if not whole:
        return "–"
    exact = 100 * Fraction(part) / Fraction(whole)
    if exact in (0, 100):
        return f"{int(exact)}\N{NO-BREAK SPACE}%"
    shown = f"{float(exact):.3g}" if exact < 99 else f"{min(float(exact), 99.99):.2f}"
    if float(exact) < 0.0001:
        shown = "<0.0001"
    return f"{shown}\N{NO-BREAK SPACE}%"


def outcome(replay: Replay) -> str:
    """What the gate says, in a sentence."""
    moves = replay.comparison.moves
    share = percent(moves.new_blocks, moves.rows)
    told = f"{_messages(moves.new_blocks)} of {moves.rows:,} ({share}) would be newly blocked"
    if replay.gate is None:
        return f"No gate was set: {told}."
    verb = "passes" if replay.passed else "fails"
    return f"The gate {verb}: {told}, and at most {percent(replay.gate.most)} may be."


def headline(replay: Replay) -> str:
    """What a reader should know if he reads one sentence more."""
    found = replay.comparison
    if not found.moves.changed:
        same = f"; {_messages(found.same_decision)} keep it for other reasons" if found.same_decision else ""
        return f"No message gets another decision{same}."
    parts = [f"{count:,} {arrow(direction)}" for direction, count in found.moves.flips()]
    listed = "; ".join(parts)
    share = percent(found.moves.changed, found.moves.rows)
    return f"{_messages(found.moves.changed)} ({share}) would get another decision: {listed}."


def _messages(count: int) -> str:
    return f"{count:,} message{'' if count == 1 else 's'}"


def side(one: Side, other: Side) -> str:
    """What one side is: versions, a policy's file, and a model's place where the version tells the two not apart."""
    model = one.model
    if one.model == other.model and one.model_from != other.model_from:
        model = f"{one.model} ({one.model_from or 'in use'})"
    policy = f"{one.policy} ({one.policy_from})" if one.policy_from else one.policy
    return f"model {model}, policy {policy}"


def judged_by(replay: Replay) -> str:
    """By which day's policy messages were judged."""
    if not replay.by_sent_at:
        return f"by the policies as of {replay.day}"
    undated = replay.comparison.undated
    others = f"; {_messages(undated)} without a time as of {replay.day}" if undated else ""
    return f"each by the policies of the day on which it was sent (UTC){others}"


def unread(replay: Replay) -> str:
    """How many rows could not be compared, and why, or "" if all could."""
    if not replay.unread_count:
        return ""
    rows = f"{replay.unread_count:,} row{'' if replay.unread_count == 1 else 's'}"
    return (
        f"{rows} of {replay.data} could not be read and {'is' if replay.unread_count == 1 else 'are'} not counted here"
    )


def looked_at(flip: Flip) -> str:
    """The category whose scores explain the change, "" where none does."""
    if flip.cause in taxonomy.LEAVES:
        return flip.cause
    return flip.category if abs(flip.change) >= LEAST_CHANGE else ""


def reasons(verdict: Verdict, category_looked_at: str) -> list[str]:
    """Why the verdict is as it is: its findings, and the score of a category if no finding has it."""
    found = [one.reason + (" (Advice only.)" if one.effect is Effect.WARN else "") for one in verdict.findings]
    found += [f"The check {name} crashed, so a human has to look." for name in verdict.failed]
    if not any(one.category == category_looked_at for one in verdict.findings):
        found += [
            f"{category(one.category)}: score {one.score:.2f}, blocked from {one.threshold:.2f}."
            for one in verdict.explanations
            if one.category == category_looked_at
        ]
    return found
