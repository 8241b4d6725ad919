"""What hygiene finds in traffic made by hand."""

from collections.abc import Sequence

from classifier import policy
from classifier.traffic.hygiene import Hygiene
from classifier.traffic.results import HygieneFinding, HygieneReport
from tests.classifier.traffic.traffic import Sent, fed


def report(sent: Sequence[Sent], cuts: Sequence[int] = ()) -> HygieneReport:
    """Everything that is found."""
    return fed(Hygiene(policy.shipped()), sent, cuts).result()


def findings(name: str, sent: Sequence[Sent]) -> list[HygieneFinding]:
    """The findings of one kind."""
    return [finding for finding in report(sent).findings if finding.name == name]
