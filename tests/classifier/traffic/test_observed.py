"""Summary and hygiene together are what they are alone."""

import pytest

from classifier import policy
from classifier.errors import InputError
from classifier.traffic import senders
from classifier.traffic.hygiene import Hygiene
from classifier.traffic.observed import Observed
from classifier.traffic.summary import Summary
from tests.classifier.traffic.traffic import Sent, day, fed

SENT = [
    Sent(f"{brand}: your order is here", "+14155550100", None, "north", day(n), "block", "gambling", "keyword")
    for n in range(4)
    for brand in ("Halden Books", "Corvane Logistics")
]


def test_both_see_all_rows_and_go_on_from_a_state() -> None:
    whole = fed(Observed(policy.shipped()), SENT, [3])
    summary, hygiene = fed(Summary(), SENT), fed(Hygiene(policy.shipped()), SENT).result()
    assert whole.summary.result() == summary.result() and whole.hygiene.result() == hygiene
    assert whole.senders() == senders.table(summary, hygiene) != ()
    after = Observed(policy.shipped())
    after.restore(fed(Observed(policy.shipped()), SENT[:5]).state())
    assert fed(after, SENT[5:]).state() == whole.state()


@pytest.mark.parametrize("state", [b"", b"0" * 15, b"0" * 40, Summary().state()])
def test_a_state_of_something_else_is_refused(state: bytes) -> None:
    with pytest.raises(InputError, match="expected the state of"):
        Observed(policy.shipped()).restore(state)
