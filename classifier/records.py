"""Who sends, as values that checks may read: a snapshot of what an ISV's records say on the day of a message.

None of a field means that the fact is not known; a check that needs it then stays silent. Source of the rules that need
these facts: the ISV guideline, rows direct brands, segregation, geography, sender ID, violations, compromise.

An account, a sub-account and a sender ID are compromised from the day `compromised_on`, on which that was detected,
until somebody who has dealt with it takes the fact back; `compromise_reported_on` is when the provider was told.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Account:
    """The ISV. `hosts` are its own link hosts, shorteners included, which no end brand may use."""

    id: str
    hosts: tuple[str, ...] = ()
    suspended: bool = False
    compromised_on: date | None = None
    compromise_reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class SubAccount:
    """A part of the account, meant for the messages of one end brand; `brands` are the ids of those that use it."""

    id: str
    brands: tuple[str, ...] = ()
    suspended: bool = False
    compromised_on: date | None = None
    compromise_reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class Brand:
    """An end brand. `hosts` are its verified link hosts.

    `direct` is False for a reseller, which needs `approved_reseller`.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    kyc_complete: bool | None = None
    direct: bool = True
    approved_reseller: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All that the brand goes by."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Sender:
    """A sender ID: number, short code or name. `brand` is the id of the brand that it is approved for."""

    number: str
    brand: str | None = None
    registered: bool = True
    suspended: bool = False
    compromised_on: date | None = None
    compromise_reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A registered campaign."""

    id: str
    use_case: str | None = None
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Exemption:
    """Leave for an account or a brand to use a keyword, granted by the compliance team.

    `term` is the phrase of a keyword rule; `brand` None means every brand of the account. Without `expires_on` it holds
    until it is withdrawn.
    """

    id: str
    term: str
    approver: str
    reason: str
    brand: str | None = None
    granted_on: date | None = None
    expires_on: date | None = None

    def holds(self, brand: str | None, day: date) -> bool:
        """Whether it may be used for this brand on this day."""
        begun = self.granted_on is None or self.granted_on <= day
        ended = self.expires_on is not None and self.expires_on < day
        return begun and not ended and self.brand in (None, brand)


@dataclass(frozen=True, slots=True)
class Context:
    """All that is known about a message besides what is in it.

    `countries` are those enabled for the brand outside the home regions, ISO 3166 alpha-2; `known_brands` other brands
    whose names a message might borrow. `as_of` is the day whose policy judges; without it, the day that the policy was
    written for.
    """

    account: Account | None = None
    sub_account: SubAccount | None = None
    brand: Brand | None = None
    sender: Sender | None = None
    campaign: Campaign | None = None
    countries: tuple[str, ...] = ()
    known_brands: tuple[Brand, ...] = ()
    opted_out: bool | None = None
    opted_out_at: datetime | None = None
    on_dnc: bool | None = None
    exemptions: tuple[Exemption, ...] = ()
    as_of: date | None = None

    @property
    def knows_records(self) -> bool:
        """Whether it has more than a day and countries."""
        known = (self.account, self.sub_account, self.brand, self.sender, self.campaign, self.opted_out, self.on_dnc)
        return any(each is not None for each in known) or bool(self.known_brands or self.exemptions)


NOTHING_KNOWN = Context()
"""The context of a message about which the caller says nothing."""
