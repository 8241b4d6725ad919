"""What a caller may tell about a message besides the message: the facts that checks need, as the request gives them."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StrictBool
from pydantic_core import PydanticCustomError

from classifier.records import Account, Brand, Campaign, Context, Exemption, Sender, SubAccount
from service.forms.fields import Body, Name, at_most, rfc3339

MOST = 1_000
"""Items of a list of facts."""

Names = Annotated[tuple[Name, ...], *at_most(MOST)]

_LETTER = r"[0-9A-Za-z\u00c0-\u167f\u1681-\u1fff\u2c00-\u2fdf\u3040-\ud7ff]"
_LABEL = rf"{_LETTER}(?:(?:{_LETTER}|[_-]){{0,61}}{_LETTER})?"
HOST = rf"^(?:[Hh][Tt][Tt][Pp][Ss]?://)?((?:{_LABEL}\.)+{_LABEL})\.?(?::[0-9]{{1,5}})?(?:[/?#][^\x00-\x20]*)?$"
"""A host, by itself or in an address, as a regular expression that every language reads alike."""
_HOST = re.compile(HOST.removesuffix("$") + r"\Z")


def _host(value: str) -> str:
    """The host in small letters, without what an address has around it: links are compared with that."""
    if (found := _HOST.match(value)) is None:
        raise PydanticCustomError("host", "This is no host: expected a host such as haldenbooks.com")
    return found.group(1).lower()


def _address(value: str) -> str:
    """The value as it is, with what follows the host: a page on a host that many share is its brand's alone."""
    _host(value)
    return value


Host = Annotated[Name, AfterValidator(_host), Field(json_schema_extra={"pattern": HOST})]
Website = Annotated[Name, AfterValidator(_address), Field(json_schema_extra={"pattern": HOST})]
Hosts = Annotated[tuple[Host, ...], *at_most(MOST)]


_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso_day(value: object) -> object:
    """Pydantic alone would also take numbers, times and, as strings of ten digits, seconds since 1970."""
    if value is None:
        return value
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        raise PydanticCustomError("day", "This must be a day, such as 2026-11-25")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day", "There is no such day; expected one such as 2026-11-25") from None


Day = Annotated[date, BeforeValidator(_iso_day)]
DetectedOn = Annotated[Day | None, Field(description="day on which it was found that others send with it")]
ReportedOn = Annotated[Day | None, Field(description="day on which the provider was told of that")]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$", description="ISO 3166 alpha-2")]
Text = Annotated[Name, Field(min_length=1)]


class AccountFacts(Body):
    """The ISV."""

    id: Text
    hosts: Annotated[Hosts, Field(description="link hosts of the ISV itself, shorteners included")] = ()
    suspended: StrictBool = False
    compromised_on: DetectedOn = None
    compromise_reported_on: ReportedOn = None


class SubAccountFacts(Body):
    """The sub-account that the message is sent under."""

    id: Text
    brands: Annotated[Names, Field(description="ids of the brands that use it")] = ()
    suspended: StrictBool = False
    compromised_on: DetectedOn = None
    compromise_reported_on: ReportedOn = None


class BrandFacts(Body):
    """An end brand."""

    id: Text
    name: Text
    aliases: Names = ()
    hosts: Annotated[Hosts, Field(description="verified link hosts")] = ()
    kyc_complete: StrictBool | None = None
    direct: Annotated[StrictBool, Field(description="deals directly with subscribers; a reseller does not")] = True
    approved_reseller: StrictBool = False


class SenderFacts(Body):
    """The sender ID."""

    number: Text
    brand: Annotated[Text | None, Field(description="id of the brand that it is approved for")] = None
    registered: StrictBool = True
    suspended: StrictBool = False
    compromised_on: DetectedOn = None
    compromise_reported_on: ReportedOn = None


class CampaignFacts(Body):
    """The campaign that the message belongs to."""

    id: Text
    use_case: Text | None = None
    suspended: StrictBool = False


class ExemptionFacts(Body):
    """Leave to use a keyword."""

    id: Text
    term: Text
    approver: Text
    reason: Text
    brand: Text | None = None
    granted_on: Day | None = None
    expires_on: Day | None = None


class ContextFacts(Body):
    """All that is known about the message's sender and recipient. What is left out is not known."""

    account: AccountFacts | None = None
    sub_account: SubAccountFacts | None = None
    brand: BrandFacts | None = None
    sender: SenderFacts | None = None
    campaign: CampaignFacts | None = None
    countries: Annotated[
        tuple[Country, ...], *at_most(MOST), Field(description="enabled for the brand outside the home regions")
    ] = ()
    known_brands: Annotated[
        tuple[BrandFacts, ...], *at_most(MOST), Field(description="whose names are looked for")
    ] = ()
    opted_out: StrictBool | None = None
    opted_out_at: Annotated[AwareDatetime | None, BeforeValidator(rfc3339)] = None
    on_dnc: Annotated[StrictBool | None, Field(description="on a do-not-call list")] = None
    exemptions: Annotated[tuple[ExemptionFacts, ...], *at_most(MOST)] = ()

    def context(self, as_of: date | None) -> Context:
        """The facts as the checks read them."""
        return Context(
            account=_value(Account, self.account),
            sub_account=_value(SubAccount, self.sub_account),
            brand=_value(Brand, self.brand),
            sender=_value(Sender, self.sender),
            campaign=_value(Campaign, self.campaign),
            countries=self.countries,
            known_brands=tuple(Brand(**dict(brand)) for brand in self.known_brands),
            opted_out=self.opted_out,
            opted_out_at=self.opted_out_at,
            on_dnc=self.on_dnc,
            exemptions=tuple(Exemption(**dict(exemption)) for exemption in self.exemptions),
            as_of=as_of,
        )


def _value(kind: type[Any], facts: Body | None) -> Any:
    return None if facts is None else kind(**dict(facts))
