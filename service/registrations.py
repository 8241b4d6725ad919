# ruff: noqa: N815 (the names of fields are the registry's)
"""A campaign's registration as JSON, under the registry's field names: one form for HTTP and the command line."""

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StrictBool, TypeAdapter, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from classifier import use_cases
from classifier.campaign import FLAGS, SAMPLES, CampaignVerdict, Registration
from classifier.campaign.registration import FEWEST_SAMPLES
from classifier.errors import InputError
from classifier.records import Brand
from service.forms.context import Day, Hosts, Names, Text, Website
from service.forms.fields import Body, Name, text_of

LONGEST = 10_000
"""Characters of one text; those over the registry's limits are findings, far longer ones are refused."""

Written = Annotated[str, *text_of(LONGEST)]
Keywords = Annotated[Name, Field(max_length=LONGEST)]
Flag = StrictBool | None
_VERDICT = TypeAdapter(CampaignVerdict)


def _known(use_case: str) -> str:
    """The use case as registries write it; refused, with those that there are, if it is none."""
    written = use_cases.normal(use_case)
    if written not in use_cases.KNOWN:
        known = {"known": ", ".join(use_cases.KNOWN)}
        raise PydanticCustomError("use_case", "There is no such use case; expected one of {known}", known)
    return written


UseCase = Annotated[Text, AfterValidator(_known), Field(json_schema_extra={"enum": list(use_cases.KNOWN)})]
Kept = Annotated[Name | None, Field(description="kept, and not judged")]


class BrandBody(Body):
    """The end brand."""

    name: Annotated[Text, Field(description="as it is registered")]
    website: Annotated[Website | None, Field(description="its host is the brand's, unless others share it")] = None
    hosts: Annotated[Hosts, Field(description="verified link hosts")] = ()
    aliases: Annotated[Names, Field(description="other names that it does business as")] = ()
    direct: Annotated[StrictBool, Field(description="false for a reseller")] = True
    approved_reseller: StrictBool = False


class RegistrationBody(Body):
    """A campaign as it is registered at The Campaign Registry. A flag that is left out is not known."""

    brand: BrandBody
    brandId: Annotated[Name | None, Field(description="the brand's id at the registry")] = None
    usecase: Annotated[UseCase, Field(description="such as CUSTOMER_CARE, 2FA or MARKETING, in any case")]
    subUsecases: Annotated[Names, Field(description="kept, and not judged")] = ()
    description: Written | None = None
    messageFlow: Annotated[Written | None, Field(description="how people opt in")] = None
    sample1: Annotated[Written, Field(description="two samples are expected at least")]
    sample2: Written
    sample3: Written | None = None
    sample4: Written | None = None
    sample5: Written | None = None
    optinMessage: Written | None = None
    optoutMessage: Written | None = None
    helpMessage: Written | None = None
    optinKeywords: Keywords | None = None
    optoutKeywords: Keywords | None = None
    helpKeywords: Keywords | None = None
    subscriberOptin: Flag = None
    subscriberOptout: Flag = None
    subscriberHelp: Flag = None
    embeddedLink: Flag = None
    embeddedPhone: Flag = None
    numberPool: Flag = None
    ageGated: Flag = None
    directLending: Flag = None
    affiliateMarketing: Flag = None
    referenceId: Kept = None
    embeddedLinkSample: Kept = None
    privacyPolicyLink: Kept = None
    termsAndConditionsLink: Kept = None
    termsAndConditions: Flag = None
    autoRenewal: Flag = None
    as_of: Annotated[Day | None, Field(description="the day whose policy judges; today, if left out")] = None

    @model_validator(mode="before")
    @classmethod
    def _enough_samples(cls, data: object) -> object:
        """Refused without the first two samples, at the field that is missing."""
        if isinstance(data, dict):
            given = [name for name in SAMPLES if data.get(name) is not None]
            missing = [name for name in SAMPLES[:FEWEST_SAMPLES] if name not in given]
            if missing:
                found = {"fewest": FEWEST_SAMPLES, "given": ", ".join(given) or "none"}
                problem = PydanticCustomError(
                    "too_few_samples", "At least {fewest} samples are expected, from sample1 on; got {given}", found
                )
                details = InitErrorDetails(type=problem, loc=(missing[0],), input=None)
                raise ValidationError.from_exception_data(cls.__name__, [details])
        return data

    def registration(self) -> Registration:
        """The values that are screened."""
        facts = self.brand.model_dump(exclude={"website"})
        brand = Brand(id=self.brandId or self.brand.name, **facts)
        values = dict(self)
        return Registration(
            brand=brand,
            usecase=self.usecase,
            samples=tuple((name, values[name]) for name in SAMPLES if values[name] is not None),
            description=self.description,
            message_flow=self.messageFlow,
            optin_message=self.optinMessage,
            optout_message=self.optoutMessage,
            help_message=self.helpMessage,
            optin_keywords=self.optinKeywords,
            optout_keywords=self.optoutKeywords,
            help_keywords=self.helpKeywords,
            flags={name: values[name] for name in FLAGS if values[name] is not None},
            website=self.brand.website,
        )


def read(path: Path, most_bytes: int) -> RegistrationBody:
    """The registration in a JSON file. InputError that names file and field, what was expected and what was got."""
    try:
        size = path.stat().st_size
        if size > most_bytes:
            raise InputError(f"{path}: the file has {size:,} bytes; at most {most_bytes:,} are read")
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8, see byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{path}: not JSON, see line {error.lineno}, column {error.colno}: {error.msg}") from None
    except (ValueError, RecursionError):
        raise InputError(f"{path}: not JSON: a number that is far too long, or nested too deeply") from None
    try:
        return RegistrationBody.model_validate(data)
    except ValidationError as error:
        raise InputError(f"{path}: {_told(error)}") from None


def to_json(verdict: CampaignVerdict) -> bytes:
    """The verdict exactly as `POST /v1/campaigns/screen` answers it."""
    return _VERDICT.dump_json(verdict)


def _told(error: ValidationError) -> str:
    """The first error in one line, with the number of others."""
    first, *others = error.errors(include_url=False)
    field = ".".join(str(part) for part in first["loc"]) or "the registration"
    more = f" (and {len(others)} more)" if others else ""
    return f"{field}: {_problem(first['type'], first['msg'], first['input'])}{more}"


def _problem(kind: str, message: str, got: Any) -> str:
    match kind:
        case "missing":
            return "expected a value, got none"
        case "extra_forbidden":
            return f"there is no such field; expected one of {', '.join(RegistrationBody.model_fields)}"
        case "string_type" | "bool_type" | "tuple_type" | "model_type" | "model_attributes_type":
            return f"expected {_EXPECTED[kind]}, got {_KINDS.get(type(got), 'something else')}"
        case _:
            return message


_EXPECTED = {
    "string_type": "a string",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "model_type": "an object",
    "model_attributes_type": "an object",
}
_KINDS = {
    str: "a string",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    type(None): "null",
}
