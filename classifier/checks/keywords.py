"""KEY: phrases of the keyword rules. Source: ISV guideline, row keyword monitoring."""

from collections.abc import Iterator

from classifier.check import Need, check
from classifier.policy import KeywordRule
from classifier.policy.phrases import folded
from classifier.records import Exemption
from classifier.subject import Subject
from classifier.types import Hit


@check(
    "KEY001",
    "keyword",
    clause="Keyword monitoring",
    fix="Leave the phrase out, or ask the compliance team to exempt it for your account or brand.",
    needs=(Need.PHRASE,),
)
def keyword(subject: Subject) -> Iterator[Hit]:
    """A phrase on the policy's keyword list.

    Whole words and phrases are found in every reading of the text, disguises undone; where the rule says so, regular
    inflections count as well. A rule that is announced and not yet in force warns. A phrase that is exempted for the
    account or brand stays visible, as allowed. Parts of longer words are left alone.
    """
    for rule_id, evidence in subject.policy.phrases.find(subject.readings).items():
        rule = subject.policy.rules[rule_id]
        exemption = _exemption(subject, rule)
        if exemption is None:
            reason = f'The phrase "{rule.phrase}" is on the keyword list ({rule.category}).'
            yield Hit(reason, evidence, category=rule.category, rule=rule_id)
        else:
            reason = f'"{rule.phrase}" is exempted by {exemption.approver} ({exemption.id}): {exemption.reason}'
            yield Hit(reason, evidence, category=rule.category, rule=rule_id, reference=exemption.id)


def _exemption(subject: Subject, rule: KeywordRule) -> Exemption | None:
    """The exemption under which the rule's phrase may be sent, if there is one on that day."""
    brand = subject.context.brand.id if subject.context.brand else None
    for exemption in subject.context.exemptions:
        if exemption.holds(brand, subject.day) and folded(exemption.term) == folded(rule.phrase):
            return exemption
    return None
