"""How good the screening of whole campaigns is: `python -m benchmarks.campaigns [DIR]`.

Screens the registrations in tests/campaigns (half of them are fine) with the shipped model and policy, and prints
precision and recall of the findings, a field and a name each, and what differs. Advice (`warn`) is not counted.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from classifier.campaign import Registration, screen
from classifier.screening import Screener
from classifier.types import Effect
from service.registrations import RegistrationBody
from service.scoring import load_screener
from service.settings import Settings

CAMPAIGNS = Path(__file__).parents[1] / "tests" / "campaigns"
DAY = date(2026, 11, 25)
Found = frozenset[tuple[str, str]]
"""Fields with the names of findings."""


@dataclass(frozen=True, slots=True)
class Case:
    """A registration, and what is wrong with it."""

    name: str
    registration: Registration
    expected: Found


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in a case."""

    case: Case
    found: Found

    @property
    def right(self) -> Found:
        """What was expected and found."""
        return self.found & self.case.expected

    @property
    def extra(self) -> Found:
        """What was found and not expected."""
        return self.found - self.case.expected

    @property
    def missed(self) -> Found:
        """What was expected and not found."""
        return self.case.expected - self.found

    def __str__(self) -> str:
        sides = (("extra", self.extra), ("missed", self.missed))
        told = sorted(f"{how} {field} {name}" for how, side in sides for field, name in side)
        return f"{self.case.name}: {', '.join(told)}"


def read(directory: Path = CAMPAIGNS) -> list[Case]:
    """The cases in a directory, one a file."""
    return [_case(path) for path in sorted(directory.glob("*.yaml"))]


def _case(path: Path) -> Case:
    facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    body = RegistrationBody.model_validate({"brand": facts["brand"], **facts["campaign"]})
    expected = frozenset((one["field"], one["name"]) for one in facts["expect"])
    return Case(path.stem, body.registration(), expected)


def results(cases: Iterable[Case], screener: Screener) -> list[Result]:
    """What is found in each case."""
    return [Result(case, _found(case, screener)) for case in cases]


def _found(case: Case, screener: Screener) -> Found:
    findings = screen(case.registration, screener, DAY).findings
    return frozenset((one.field, one.name) for one in findings if one.effect.rank > Effect.WARN.rank)


def quality(found: Iterable[Result], name: str | None = None) -> tuple[float, float]:
    """Precision and recall, of all findings or those of one name; 1 where there is nothing to be wrong about."""
    counts: Counter[str] = Counter()
    for result in found:
        for side in ("right", "extra", "missed"):
            counts[side] += sum(name in (None, one) for _, one in getattr(result, side))
    return _share(counts["right"], counts["extra"]), _share(counts["right"], counts["missed"])


def _share(right: int, wrong: int) -> float:
    return right / (right + wrong) if right + wrong else 1.0


def main(arguments: list[str]) -> None:
    """Print everything."""
    found = results(read(Path(arguments[0]) if arguments else CAMPAIGNS), load_screener(Settings.read()))
    names = sorted({name for result in found for _, name in result.found | result.case.expected})
    table = Table("name", "expected", "precision", "recall", title=f"{len(found)} registrations")
    for name in (*names, None):
        expected = sum(name in (None, one) for result in found for _, one in result.case.expected)
        precision, recall = quality(found, name)
        table.add_row(name or "all", str(expected), f"{precision:.3f}", f"{recall:.3f}")
    Console().print(table)
    for result in found:
        if result.extra or result.missed:
            print(result)


if __name__ == "__main__":
    main(sys.argv[1:])
