"""The prohibited categories: the only list of them anywhere.

Source: the provider's ISV guideline, table "prohibited content": no campaign and no toll-free verification is
supported for these. A category's parent follows from the dot in its code.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of content that no campaign may carry.

    `number` is that of its check (MDL and three digits), which callers keep: it never moves, and is never given again.
    """

    number: int
    code: str
    title: str
    meaning: str
    clause: str

    @property
    def parent(self) -> str | None:
        """Code of the category that this one belongs to, or None."""
        head, dot, _ = self.code.rpartition(".")
        return head if dot else None


CATEGORIES: tuple[Category, ...] = (
    Category(
        1,
        "financial",
        "Financial services",
        "Loans, mortgages and cash advances, credit-card and credit offers, credit repair, debt collection, "
        "debt and tax-debt relief, servicing of a loan.",
        "Prohibited content: financial",
    ),
    Category(
        2,
        "investment",
        "Investment",
        "Stock tips and trading signals, cryptocurrency, forex, high or guaranteed returns, funds and schemes.",
        "Prohibited content: investment",
    ),
    Category(
        3,
        "lead_gen",
        "Lead generation and affiliate marketing",
        "Comparing quotes, matching with providers, forms for third parties, selling leads, affiliate marketing, "
        "multi-level marketing, passive-income schemes.",
        "Prohibited content: marketing",
    ),
    Category(
        4,
        "employment",
        "Employment",
        "Job postings and recruiting, direct or third party, work-from-home offers, gigs and task work.",
        "Prohibited content: employment",
    ),
    Category(
        5,
        "real_estate",
        "Real estate",
        "Sales, rentals and touting of property, valuations, timeshares, and its servicing: rent, leases, notices.",
        "Prohibited content: real estate",
    ),
    Category(
        6,
        "gambling",
        "Gambling and sweepstakes",
        "Casinos, betting, lotteries, bingo, raffles, prize draws and sweepstakes, announced winnings.",
        "Prohibited content: gambling",
    ),
    Category(
        7,
        "shaft",
        "SHAFT: sex, hate, alcohol, firearms, tobacco, drugs",
        "Content of one or more of the sub-categories; never alone.",
        "Prohibited content: regulated (SHAFT)",
    ),
    Category(
        8,
        "shaft.sex",
        "Sex",
        "Pornography, escorts, hook-ups, sexual services and propositions, adult webcams, sex toys.",
        "Prohibited content: regulated (SHAFT), sex",
    ),
    Category(
        9,
        "shaft.hate",
        "Hate",
        "Slurs, dehumanising language, threats or calls to exclude people for a protected trait.",
        "Prohibited content: regulated (SHAFT), hate",
    ),
    Category(
        10,
        "shaft.alcohol",
        "Alcohol",
        "Selling or promoting beer, wine and spirits, drink specials, alcohol delivery, wine clubs.",
        "Prohibited content: regulated (SHAFT), alcohol",
    ),
    Category(
        11,
        "shaft.firearms",
        "Firearms",
        "Guns, ammunition, parts, suppressors, gun shows, ranges that sell, explosives.",
        "Prohibited content: regulated (SHAFT), firearms",
    ),
    Category(
        12,
        "shaft.tobacco",
        "Tobacco and vaping",
        "Cigarettes, cigars, vapes, e-liquid, hookah, nicotine pouches.",
        "Prohibited content: regulated (tobacco, vape; SHAFT)",
    ),
    Category(
        13,
        "shaft.drugs",
        "Drugs",
        "Illegal drugs, cannabis, THC, CBD, kratom, psychedelics, prescription drugs without a prescription.",
        "Prohibited content: regulated (illegal drugs; SHAFT)",
    ),
)

BY_CODE: dict[str, Category] = {category.code: category for category in CATEGORIES}
CODES: tuple[str, ...] = tuple(BY_CODE)
PARENTS: frozenset[str] = frozenset(c.parent for c in CATEGORIES if c.parent)
LEAVES: tuple[str, ...] = tuple(code for code in CODES if code not in PARENTS)
TOP_LEVEL: tuple[str, ...] = tuple(c.code for c in CATEGORIES if c.parent is None)


def children(code: str) -> tuple[str, ...]:
    """Codes of the categories directly under `code`, in taxonomy order."""
    return tuple(c.code for c in CATEGORIES if c.parent == code)


def slug(code: str) -> str:
    """The code as it is part of a finding's name: shaft.sex is shaft-sex."""
    return code.replace("_", "-").replace(".", "-")


def with_parents(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes and the parents of each, sorted: the labelling guide's form of a label set."""
    found = set(codes)
    found.update([parent for code in found if (parent := BY_CODE[code].parent)])
    return tuple(sorted(found))


def fingerprint(codes: Iterable[str] = CODES) -> str:
    """Short hash of the codes: a bundle trained for others does not fit."""
    return hashlib.sha256("\n".join(codes).encode()).hexdigest()[:16]
