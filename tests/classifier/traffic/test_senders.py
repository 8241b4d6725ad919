"""The table of senders and sub-accounts."""

from datetime import date

from classifier import policy
from classifier.traffic import senders
from classifier.traffic.hygiene import Hygiene
from classifier.traffic.results import SenderRow
from classifier.traffic.summary import Summary
from tests.classifier.traffic.traffic import Sent, day, fed

SENT = [
    Sent("Halden Books: novels", "+14155550100", None, "north", 0),
    Sent("Halden Books: novels", "+14155550100", None, "north", day(1), "block", "gambling|shaft|shaft.sex", "keyword"),
    Sent("Halden Books: novels", "+14155550100", None, "north", day(1), "block", "shaft|shaft.sex", "keyword|x"),
    *[Sent("Corvane Logistics: parcel", "+14155550100", None, "south", day(2), "review", "", "x")] * 3,
    Sent("Your table is booked", "84470"),
]


def test_each_sender_and_sub_account_has_a_row() -> None:
    rows = senders.table(fed(Summary(), SENT), fed(Hygiene(policy.shipped()), SENT).result())
    assert [(row.kind, row.id, row.messages, row.blocked, row.reviewed, row.allowed) for row in rows] == [
        ("sender", "+14155550100", 6, 2, 3, 1),
        ("sender", "84470", 1, 0, 0, 1),
        ("sub_account", "north", 3, 2, 0, 1),
        ("sub_account", "south", 3, 0, 3, 0),
    ]
    assert rows[0] == SenderRow(
        kind="sender",
        id="+14155550100",
        messages=6,
        allowed=1,
        reviewed=3,
        blocked=2,
        first_sent=date(2026, 11, 2),
        last_sent=date(2026, 11, 4),
        top_category="shaft.sex",
        findings=("keyword", "x"),
        hygiene=("sender-of-two-brands",),
        examples=(2, 3, 4),
    )
    assert rows[1].top_category == "" and rows[1].first_sent is None and rows[1].hygiene == ()


def test_no_traffic_has_no_rows() -> None:
    assert senders.table(Summary(), Hygiene(policy.shipped()).result()) == ()
