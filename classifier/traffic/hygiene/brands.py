"""Senders and sub-accounts that speak for two brands.

A brand is what `named` finds in a text and `firms` takes for a firm's name; spellings of one name are one brand. A
brand counts from 3 messages on that are at least one in a hundred of all that name somebody. Hosts of links count only
for those who never say a name, since many brands link to others. Left alone are those who name one brand, however they
spell it, and brands that are named elsewhere than where a sender's name stands.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.traffic.groups import days_of
from classifier.traffic.hygiene.firms import Spoken, brands, domain_of, name_of
from classifier.traffic.hygiene.named import is_host
from classifier.traffic.hygiene.part import About, Seen, Who
from classifier.traffic.hygiene.sightings import LISTED, Sightings, keys_of, listed, of_each
from classifier.traffic.hygiene.spellings import Spellings
from classifier.traffic.results import HygieneFinding
from classifier.traffic.state import prefixed, under

SENDER, SUB_ACCOUNT = "sender-of-two-brands", "sub-account-of-two-brands"
LEAST_MESSAGES, LEAST_SHARE = 3, 0.01
"""Messages of a brand, and their share in all that name one, from which on it counts."""
MOST = 20_000
"""Pairs of a sender or sub-account and a spelling that are kept."""
MOST_SPELLINGS = 200
"""Spellings of one sender or sub-account that are compared, the most frequent ones."""


class Brands:
    """Counts who says which name."""

    def __init__(self) -> None:
        self._by = {SENDER: Sightings(MOST), SUB_ACCOUNT: Sightings(MOST)}
        self._spellings = Spellings()

    def see(self, seen: Seen) -> None:
        """Count the names in rows."""
        rows = seen.rows
        owned = (rows.senders | rows.sub_accounts) != 0
        if not owned.any():
            return
        keys = np.where(owned, seen.named.keys, np.uint64(0))
        self._spellings.add(keys, seen.named)
        self._by[SENDER].add(rows.senders, keys, rows.sub_accounts, rows)
        self._by[SUB_ACCOUNT].add(rows.sub_accounts, keys, rows.senders, rows)

    def prune(self) -> None:
        """Bound the memory."""
        for sightings in self._by.values():
            sightings.prune()
        self._spellings.keep(np.concatenate([sightings.column("other") for sightings in self._by.values()]))

    def found(self, who: Who) -> Iterator[About]:
        """Those who speak for two brands."""
        for kind, sightings in self._by.items():
            messages = sightings.messages
            for places in of_each(sightings.column("one"), least=2):
                spoken = self._spoken(sightings, messages, places)
                if len(spoken) > 1:
                    yield _about(kind, sightings, spoken, who)

    def _spoken(self, sightings: Sightings, messages: NDArray[np.int64], places: list[int]) -> list[Spoken]:
        """The brands that count among the records of one owner."""
        names: list[tuple[str, int, int]] = []
        domains: list[tuple[str, int, int]] = []
        for place in sorted(places, key=lambda place: -messages[place])[:MOST_SPELLINGS]:
            key = int(sightings.column("other")[place])
            written = self._spellings[key]
            name = domain_of(written) if is_host(key) else name_of(written)
            if name is not None:
                (domains if is_host(key) else names).append((name, int(messages[place]), place))
        spoken = brands(names or domains, LEAST_MESSAGES)
        least = max(LEAST_MESSAGES, LEAST_SHARE * sum(one.messages for one in spoken))
        return [one for one in spoken if one.messages >= least]

    def cut(self) -> Iterator[str]:
        """What was forgotten."""
        for kind, sightings in self._by.items():
            if sightings.forgotten:
                yield f"{kind}: {sightings.forgotten:,} rare names were forgotten on the way"

    def state(self) -> tuple[dict[str, NDArray[Any]], Any]:
        """All that `restore` needs."""
        arrays = prefixed("spellings", self._spellings.arrays())
        for kind, sightings in self._by.items():
            arrays |= prefixed(kind, sightings.table.arrays())
        told = {kind: sightings.told() for kind, sightings in self._by.items()}
        return arrays, told | {"spellings": self._spellings.names}

    def restore(self, arrays: Mapping[str, NDArray[Any]], told: Any) -> None:
        """Go on from a state."""
        for kind, sightings in self._by.items():
            sightings.restore(under(kind, arrays), told[kind])
        self._spellings.restore(under("spellings", arrays), told["spellings"])


def _about(kind: str, sightings: Sightings, spoken: list[Spoken], who: Who) -> About:
    places = [place for one in spoken for place in one.places]
    owners = (int(sightings.column("one")[places[0]]),)
    via = keys_of(sightings.column("via")[places])
    senders, sub_accounts = (owners, via) if kind == SENDER else (via, owners)
    shown = " and ".join(f'"{one.name}" ({one.messages:,})' for one in spoken[:2])
    more = f" and {len(spoken) - 2} more" if len(spoken) > 2 else ""
    what = "The sender" if kind == SENDER else "The sub-account"
    first, last = days_of(sightings.table, np.array(places))
    finding = HygieneFinding(
        name=kind,
        seen=f"{what} speaks for {len(spoken)} brands: {shown}{more}.",
        senders=listed(senders, who.senders),
        sub_accounts=listed(sub_accounts, who.sub_accounts),
        brands=tuple(one.name for one in spoken[:LISTED]),
        sender_count=len(senders),
        sub_account_count=len(sub_accounts),
        count=sum(one.messages for one in spoken),
        first=first,
        last=last,
        examples=sightings.examples(one.places[0] for one in spoken[:5]),
    )
    return About(finding, owners if kind == SENDER else (), owners if kind == SUB_ACCOUNT else ())
