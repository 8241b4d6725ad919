"""What each kind of hygiene finding is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from numpy.typing import NDArray

from classifier.traffic.hygiene.named import Named
from classifier.traffic.results import HygieneFinding
from classifier.traffic.rows import Rows


@dataclass(frozen=True)
class Seen:
    """Rows with what names a brand in each."""

    rows: Rows

    @cached_property
    def named(self) -> Named:
        """Candidates for the names of brands."""
        return Named(self.rows.texts)


@dataclass(frozen=True, slots=True)
class Who:
    """Senders and sub-accounts by key, as they are written."""

    senders: Mapping[int, str]
    sub_accounts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class About:
    """A finding with the keys of all the senders and sub-accounts that it is about."""

    finding: HygieneFinding
    senders: tuple[int, ...] = ()
    sub_accounts: tuple[int, ...] = ()


class Part(Protocol):
    """A kind of finding, or several that need the same counts. Sees all rows, in order, in chunks of any size."""

    def see(self, seen: Seen) -> None:
        """Take notice of rows, all of one block."""

    def prune(self) -> None:
        """Bound the memory, after the last row of a block."""

    def found(self, who: Who) -> Iterator[About]:
        """The findings so far."""
        ...

    def cut(self) -> Iterator[str]:
        """What was left out to keep memory bounded, in plain words."""
        ...

    def state(self) -> tuple[dict[str, NDArray[Any]], Any]:
        """Arrays, and what JSON can hold."""
        ...

    def restore(self, arrays: Mapping[str, NDArray[Any]], told: Any) -> None:
        """Go on from a state."""
