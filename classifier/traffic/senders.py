"""The table of senders and sub-accounts, which becomes OUT.senders.csv."""

from collections.abc import Mapping

from classifier.traffic.results import HygieneReport, SenderRow
from classifier.traffic.summary import Summary, Tally

SENDER, SUB_ACCOUNT = "sender", "sub_account"


def table(summary: Summary, hygiene: HygieneReport) -> tuple[SenderRow, ...]:
    """A row for each sender, then for each sub-account, those with most blocked, reviewed and other messages first.

    Of very many there are those that `Summary` keeps.
    """
    kinds = ((SENDER, hygiene.by_sender), (SUB_ACCOUNT, hygiene.by_sub_account))
    return tuple(row for kind, found in kinds for row in _rows(kind, summary, found))


def _rows(kind: str, summary: Summary, hygiene: Mapping[str, tuple[str, ...]]) -> list[SenderRow]:
    rows = [_row(kind, tally, hygiene.get(tally.group.name, ())) for tally in summary.tallies(kind)]
    return sorted(rows, key=lambda row: (-row.blocked, -row.reviewed, -row.messages, row.id))


def _row(kind: str, tally: Tally, hygiene: tuple[str, ...]) -> SenderRow:
    group = tally.group
    top = min(tally.categories.items(), key=lambda one: (-one[1], -one[0].count("."), one[0]), default=("", 0))
    return SenderRow(
        kind=kind,
        id=group.name,
        messages=group.messages,
        allowed=group.allowed,
        reviewed=group.reviewed,
        blocked=group.blocked,
        first_sent=group.first,
        last_sent=group.last,
        top_category=top[0],
        findings=tuple(sorted(tally.checks)),
        hygiene=hygiene,
        examples=group.examples,
    )
