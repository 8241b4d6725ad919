"""Public shorteners by brand: who links through which of them.

Only rows with the finding `public-shortener` are looked at. Their brand is the name that the text says (`named`,
`firms`); messages that name nobody are told together. Spellings of one name are one brand.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from classifier import links
from classifier.traffic.hygiene.firms import brands, name_of
from classifier.traffic.hygiene.named import first_hosts, is_host
from classifier.traffic.hygiene.part import About, Seen, Who
from classifier.traffic.hygiene.sightings import listed, shown
from classifier.traffic.results import Example, HygieneFinding
from classifier.traffic.rows import NO_TIME, day_of

NAME, CHECK = "public-shortener-of-brand", "public-shortener"
MOST = 2_000
"""Names that are kept from one block of rows to the next, those of most messages."""
MOST_SENDERS, MOST_HOSTS, MOST_EXAMPLES = 1_000, 50, 3
"""Senders, sub-accounts, hosts and examples that are remembered for each name, the first ones."""


@dataclass(slots=True)
class _Use:
    """Messages under one name. Senders and sub-accounts are keys, `hosts` counts messages."""

    messages: int = 0
    first: int = -NO_TIME - 1
    last: int = NO_TIME
    senders: dict[int, None] = field(default_factory=dict)
    sub_accounts: dict[int, None] = field(default_factory=dict)
    hosts: dict[str, int] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)

    def join(self, other: "_Use") -> None:
        """Count the other's messages too."""
        self.messages += other.messages
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        self.senders |= other.senders
        self.sub_accounts |= other.sub_accounts
        for host, messages in other.hosts.items():
            self.hosts[host] = self.hosts.get(host, 0) + messages
        self.examples = sorted((*self.examples, *other.examples), key=lambda one: one.row)[:MOST_EXAMPLES]


class Shorteners:
    """Counts the hosts of shorteners by the name in the text."""

    def __init__(self, hosts: Collection[str]) -> None:
        """`hosts` are the shorteners of the policy."""
        self._listed = hosts
        self._uses: dict[str, _Use] = {}
        self._forgotten = 0

    def see(self, seen: Seen) -> None:
        """Count the rows with the finding."""
        places = seen.rows.is_in("findings", CHECK).nonzero()[0]
        if not len(places):
            return
        rows = seen.rows.take(places)
        named, hosts = seen.named, first_hosts(rows.texts)
        texts = rows.strings("text", range(len(rows)))
        columns = [column.tolist() for column in (places, rows.numbers, rows.days, rows.senders, rows.sub_accounts)]
        for place, number, day, sender, sub_account, host, text in zip(*columns, hosts, texts, strict=True):
            key = int(named.keys[place])
            name = None if key == 0 or is_host(key) else name_of(named.written(place))
            use = self._uses.setdefault(name or "", _Use())
            use.messages += 1
            if day != NO_TIME:
                use.first, use.last = min(use.first, day), max(use.last, day)
            _remember(use.senders, sender)
            _remember(use.sub_accounts, sub_account)
            self._count_host(use, host, text)
            if len(use.examples) < MOST_EXAMPLES:
                use.examples.append(Example(number, shown(text)))

    def _count_host(self, use: _Use, host: str, text: str) -> None:
        entry = self._entry(host)
        if entry is None:
            found = (self._entry(link.host) or self._entry(link.lookalike_of or "") for link in links.find(text))
            entry = next((one for one in found if one), None)
        if entry is not None and (entry in use.hosts or len(use.hosts) < MOST_HOSTS):
            use.hosts[entry] = use.hosts.get(entry, 0) + 1

    def _entry(self, host: str) -> str | None:
        """The listed shortener that the host is or belongs to."""
        while host and host not in self._listed:
            host = host.partition(".")[2]
        return host or None

    def prune(self) -> None:
        """Bound the memory."""
        if len(self._uses) > MOST:
            order = sorted(self._uses, key=lambda name: -self._uses[name].messages)[: MOST // 2]
            self._forgotten += len(self._uses) - len(order)
            self._uses = {name: self._uses[name] for name in sorted(order, key=list(self._uses).index)}

    def found(self, who: Who) -> Iterator[About]:
        """The brands that use public shorteners."""
        names = [name for name in self._uses if name]
        for brand in brands([(name, self._uses[name].messages, place) for place, name in enumerate(names)]):
            use = _Use()
            for place in brand.places:
                use.join(self._uses[names[place]])
            yield _about(brand.name, use, who)
        if "" in self._uses:
            yield _about("", self._uses[""], who)

    def cut(self) -> Iterator[str]:
        """What was forgotten."""
        if self._forgotten:
            yield f"{NAME}: {self._forgotten:,} names with few messages were forgotten on the way"
        if any(len(use.senders) >= MOST_SENDERS for use in self._uses.values()):
            yield f"{NAME}: senders of a brand are counted up to {MOST_SENDERS:,}"

    def state(self) -> tuple[dict[str, NDArray[Any]], Any]:
        """All that `restore` needs."""
        uses = [
            [name, use.messages, use.first, use.last, [*use.senders], [*use.sub_accounts], [*use.hosts.items()],
             [(example.row, example.text) for example in use.examples]]
            for name, use in self._uses.items()
        ]  # fmt: skip
        return {}, {"uses": uses, "forgotten": self._forgotten}

    def restore(self, arrays: Mapping[str, NDArray[Any]], told: Any) -> None:
        """Go on from a state."""
        self._forgotten = told["forgotten"]
        self._uses = {
            name: _Use(
                messages,
                first,
                last,
                dict.fromkeys(senders),
                dict.fromkeys(sub_accounts),
                dict(hosts),
                [Example(row, text) for row, text in examples],
            )
            for name, messages, first, last, senders, sub_accounts, hosts, examples in told["uses"]
        }


def _remember(keys: dict[int, None], key: int) -> None:
    if key and len(keys) < MOST_SENDERS:
        keys[key] = None


def _about(brand: str, use: _Use, who: Who) -> About:
    hosts = sorted(use.hosts.items(), key=lambda one: (-one[1], one[0]))
    shown_hosts = ", ".join(f"{host} ({messages:,})" for host, messages in hosts[:5]) or "hosts that are disguised"
    whose = f'Messages of "{brand}"' if brand else "Messages that name no brand"
    finding = HygieneFinding(
        name=NAME,
        seen=f"{whose} link through public shorteners: {shown_hosts}.",
        senders=listed(use.senders, who.senders),
        sub_accounts=listed(use.sub_accounts, who.sub_accounts),
        brands=(brand,) if brand else (),
        sender_count=len(use.senders),
        sub_account_count=len(use.sub_accounts),
        count=use.messages,
        first=None if use.last == NO_TIME else day_of(use.first),
        last=day_of(use.last),
        examples=tuple(use.examples),
    )
    return About(finding, tuple(use.senders), tuple(use.sub_accounts))
