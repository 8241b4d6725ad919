"""What is told of a file of traffic as a whole: counts, findings of hygiene, and the table of who sends.

Rows are numbered from 1 among the messages that were screened: row 7 is the seventh row of OUT. Days are UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from classifier.types import Message

CLEAN = ""
"""Stands for no category."""


@dataclass(frozen=True, slots=True)
class Group:
    """Messages that have something in common: `name` is a decision, a category, a check, a sender, a day ...

    `messages` is the sum of `allowed`, `reviewed` and `blocked`. `first` and `last` are the days on which they were
    sent, None where no time is known. `examples` are the numbers of a few rows, the first ones; for senders,
    sub-accounts and days those that are not allowed.
    """

    name: str
    messages: int
    allowed: int
    reviewed: int
    blocked: int
    first: date | None
    last: date | None
    examples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CategoryDay:
    """How many messages of a day are of a category."""

    day: date
    category: str
    messages: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The summary of a file.

    `decisions` are in the order allow, review, block; `days` by date; the other groups by blocked, reviewed and all
    messages, the most first. A message with several categories or findings counts in the group of each. `senders` and
    `sub_accounts` are the first of them in that order; how many there are stands beside. `messages` are those that the
    groups of decisions, categories and checks name as examples, by row. `cut` says in plain words what was left out to
    keep memory bounded; () when nothing was.
    """

    rows: int
    decisions: tuple[Group, ...]
    categories: tuple[Group, ...]
    checks: tuple[Group, ...]
    senders: tuple[Group, ...]
    sub_accounts: tuple[Group, ...]
    days: tuple[Group, ...]
    category_days: tuple[CategoryDay, ...]
    sender_count: int
    sub_account_count: int
    messages: Mapping[int, Message]
    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A row that shows a finding, its text at most 320 characters long."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class HygieneFinding:
    """Something that a single message does not show.

    `name` is one of `hygiene.NAMES`, `seen` says in plain words what was seen. `senders`, `sub_accounts` and `brands`
    are whom it is about, the most telling first and at most 20 of each; `sender_count` and `sub_account_count` are how
    many there are. `count` is the number of messages concerned, `first` and `last` the days on which these were sent
    (None where no time is known).
    """

    name: str
    seen: str
    senders: tuple[str, ...]
    sub_accounts: tuple[str, ...]
    brands: tuple[str, ...]
    sender_count: int
    sub_account_count: int
    count: int
    first: date | None
    last: date | None
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class HygieneReport:
    """All findings, by kind in the order of `hygiene.NAMES`, those of most messages first.

    `by_sender` and `by_sub_account` hold the names of the findings about each of them, all of them, not only those that
    a finding lists. `cut` says in plain words what was left out to keep memory bounded.
    """

    findings: tuple[HygieneFinding, ...]
    by_sender: Mapping[str, tuple[str, ...]]
    by_sub_account: Mapping[str, tuple[str, ...]]
    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SenderRow:
    """A row of OUT.senders.csv; `kind` is `sender` or `sub_account`.

    `top_category` is the category that most of its messages have, "" where none has one. `findings` are names of
    checks and `hygiene` names of hygiene findings, sorted. `examples` are rows that are not allowed.
    """

    kind: str
    id: str
    messages: int
    allowed: int
    reviewed: int
    blocked: int
    first_sent: date | None
    last_sent: date | None
    top_category: str
    findings: tuple[str, ...]
    hygiene: tuple[str, ...]
    examples: tuple[int, ...]
