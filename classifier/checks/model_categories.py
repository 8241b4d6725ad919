"""MDL: the model as one more witness. One check a category, made from the taxonomy."""

from collections.abc import Iterator

from classifier import taxonomy
from classifier.check import Check, Need, Sees
from classifier.subject import Subject
from classifier.taxonomy import Category
from classifier.types import Effect, Hit

WORDS = 5
"""Words that a finding shows; the explanation has more."""


def _sees(code: str) -> Sees:
    def sees(subject: Subject) -> Iterator[Hit]:
        thresholds = (subject.thresholds or {}).get(code)
        for explanation in subject.explanations:
            if thresholds is None or explanation.category != code or explanation.score < thresholds.review:
                continue
            blocks = explanation.score >= thresholds.block
            limit, verb = (thresholds.block, "blocked") if blocks else (thresholds.review, "reviewed")
            title = taxonomy.BY_CODE[code].title
            yield Hit(
                f"{title}: score {explanation.score:.2f}, from {limit:.2f} on this is {verb}.",
                tuple(e for e in explanation.evidence if (e.weight or 0.0) > 0.0)[:WORDS],
                category=code,
                score=explanation.score,
            )

    return sees


def _check(category: Category) -> Check:
    return Check(
        code=f"MDL{category.number:03d}",
        name=f"prohibited-{taxonomy.slug(category.code)}",
        effect=Effect.BLOCK,
        clause=category.clause,
        fix="No campaign is supported for this category: the message cannot be sent as it is.",
        title=f"{category.title}: the text does the business of this category.",
        documentation=f"{category.meaning} The model's score is over the category's threshold; between its review "
        "and its block threshold a human decides. Mentions, news, warnings and talk about it are left alone.",
        sees=_sees(category.code),
        needs=frozenset({Need.SCORE}),
    )


def category_of(check: Check) -> str | None:
    """The category whose score the check looks at; None for checks of other families."""
    return _CODES.get(check.code)


CATEGORIES: tuple[Check, ...] = tuple(_check(taxonomy.BY_CODE[code]) for code in taxonomy.LEAVES)
_CODES = {check.code: code for check, code in zip(CATEGORIES, taxonomy.LEAVES, strict=True)}
