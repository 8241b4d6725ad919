"""What a new model or policy changes in a file of traffic: the values that comparing gives, and the gate on them.

Two sides judge the same messages, one `before` and one `after`. Rows are numbered from 1 among the messages that both
judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from classifier.types import Effect, Message, Verdict

DECISIONS: tuple[Effect, ...] = (Effect.ALLOW, Effect.REVIEW, Effect.BLOCK)
"""What a message can be decided to be, from the mildest to the gravest."""
Direction = tuple[Effect, Effect]
DIRECTIONS: tuple[Direction, ...] = (
    (Effect.ALLOW, Effect.BLOCK),
    (Effect.REVIEW, Effect.BLOCK),
    (Effect.ALLOW, Effect.REVIEW),
    (Effect.BLOCK, Effect.ALLOW),
    (Effect.BLOCK, Effect.REVIEW),
    (Effect.REVIEW, Effect.ALLOW),
)
"""The ways in which a decision can change, those first that stop a message."""
Counts = tuple[tuple[int, int, int], tuple[int, int, int], tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Moves:
    """How many messages there are, by their two decisions: counts[i][j] go from DECISIONS[i] to DECISIONS[j]."""

    counts: Counts

    def of(self, before: Effect, after: Effect) -> int:
        """How many go from one decision to another (or stay)."""
        return self.counts[DECISIONS.index(before)][DECISIONS.index(after)]

    @property
    def rows(self) -> int:
        """All messages."""
        return sum(map(sum, self.counts))

    @property
    def changed(self) -> int:
        """Those whose decision is another one."""
        return self.rows - sum(self.counts[place][place] for place in range(len(DECISIONS)))

    @property
    def new_blocks(self) -> int:
        """Those that become blocked and were not."""
        return self.of(Effect.ALLOW, Effect.BLOCK) + self.of(Effect.REVIEW, Effect.BLOCK)

    @property
    def lifted_blocks(self) -> int:
        """Those that were blocked and are no longer."""
        return self.of(Effect.BLOCK, Effect.ALLOW) + self.of(Effect.BLOCK, Effect.REVIEW)

    def before(self, decision: Effect) -> int:
        """How many had the decision."""
        return sum(self.counts[DECISIONS.index(decision)])

    def after(self, decision: Effect) -> int:
        """How many have it now."""
        return sum(line[DECISIONS.index(decision)] for line in self.counts)

    def flips(self) -> Iterator[tuple[Direction, int]]:
        """Each direction in which there are any, with how many."""
        return ((direction, count) for direction in DIRECTIONS if (count := self.of(*direction)))


@dataclass(frozen=True, slots=True)
class Part:
    """The messages of a sender or in a language. `name` is "" where the sender is not known."""

    name: str
    moves: Moves


@dataclass(frozen=True, slots=True)
class Cause:
    """A category or a check: on how many messages it fires before and after, and the decisions that change with it.

    Of a category `before` and `after` are the messages labelled with it, of a check those with its finding; `gained`
    and `lost` are how many differ in this. `moves` are changed decisions of which it is a cause: of a message, the
    categories that only one side labels it with, or else sees in it, or else those that both see; checks likewise. A
    message counts for each of its causes. `name` is "" for changes that no category, or no check, explains.
    """

    name: str
    before: int
    after: int
    gained: int
    lost: int
    moves: Moves


@dataclass(frozen=True, slots=True)
class Flip:
    """A message whose decision changes, or only the reasons for it. `cause` is a category, a check's name, or "".

    `change` is the greatest change of a score of it, from -1 to 1, and `category` the one that it is of.
    """

    row: int
    message: Message
    before: Effect
    after: Effect
    cause: str
    category: str
    change: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs.

    `same_decision` counts messages whose decision stays and whose labels or findings do not. `categories` and `checks`
    are those that fire on either side, by how many decisions change with them; `languages` and `senders` by how many
    messages change, the most first; `senders` are the first of `sender_count`. `changes` counts messages by the
    greatest change of a score, in bins of equal width from -1 to 1, the one in the middle around 0. `flips` are
    examples: by direction in the order of DIRECTIONS, then those whose decision stays; of each direction the greatest
    changes of score first. `undated` counts messages without a time, `cut` says in plain words what was left out.
    """

    moves: Moves
    same_decision: int
    categories: tuple[Cause, ...]
    checks: tuple[Cause, ...]
    languages: tuple[Part, ...]
    senders: tuple[Part, ...]
    sender_count: int
    changes: tuple[int, ...]
    flips: tuple[Flip, ...]
    undated: int
    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A flip with the verdicts of both sides."""

    flip: Flip
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared, by the versions of its model and policy and where they come from."""

    model: str
    policy: str
    model_from: str
    policy_from: str


@dataclass(frozen=True, slots=True)
class Gate:
    """A limit on the share of all messages that become blocked."""

    most: Fraction

    def passes(self, moves: Moves) -> bool:
        """Whether no more become blocked than the limit allows; exact, without rounding."""
        return moves.new_blocks <= self.most * moves.rows


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that could not be compared: its line (of Parquet, its row) and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Replay:
    """A comparison with all that a reader must know of it.

    `day` is the day by whose policy messages were judged; with `by_sent_at` only those without a time. `unread` are the
    first of `unread_count` rows. `notes` are sentences about what may mislead.
    """

    before: Side
    after: Side
    data: str
    day: date
    by_sent_at: bool
    comparison: Comparison
    examples: tuple[Example, ...]
    unread: tuple[Unread, ...]
    unread_count: int
    gate: Gate | None = None
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool | None:
        """Whether the gate lets this pass; None without a gate."""
        return None if self.gate is None else self.gate.passes(self.comparison.moves)
