"""Fields that many forms have: names, times, texts to be screened and lists, each checked before anything is done."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from classifier.errors import InputError
from classifier.screenable import NOT_BLANK, mended, screenable


class Body(BaseModel):
    """Base of all forms: a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _few_fields(cls, data: object) -> object:
        """A body of a million unknown fields is one error, not a million."""
        if isinstance(data, dict) and len(data) > len(cls.model_fields):
            known = ", ".join(cls.model_fields)
            raise PydanticCustomError("too_many_fields", "There are more fields than known: {known}", {"known": known})
        return data


def _mend(value: object) -> object:
    return mended(value) if isinstance(value, str) else value


Name = Annotated[str, Field(max_length=255), BeforeValidator(_mend)]
"""A phone number, an account, an identifier: whatever the caller uses to name a thing."""


_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE)


def rfc3339(value: object) -> object:
    """The value, if it is a time with its zone; pydantic alone would also take numbers, days and local times."""
    if value is None or (isinstance(value, str) and _RFC3339.fullmatch(value)):
        return value
    raise PydanticCustomError("time", "This must be a time with its zone, such as 2026-11-25T09:30:00Z")


def text_of(limit: int) -> tuple[Any, ...]:
    """Metadata of a field that holds a text to be screened."""

    def check(value: str) -> str:
        try:
            return screenable(value, limit)
        except InputError as error:
            raise PydanticCustomError("text", "{reason}", {"reason": str(error).capitalize()}) from None

    schema: JsonDict = {"minLength": 1, "maxLength": limit, "pattern": NOT_BLANK}
    return BeforeValidator(_mend), AfterValidator(check), Field(json_schema_extra=schema)


def at_most(limit: int) -> tuple[Any, ...]:
    """Metadata of a list field. The length is checked before the items, so that a long list costs nothing."""

    def check(value: object) -> object:
        if isinstance(value, list) and len(value) > limit:
            found = {"count": len(value), "limit": limit}
            raise PydanticCustomError("too_long", "There are {count} items; at most {limit} are accepted", found)
        return value

    return BeforeValidator(check), Field(json_schema_extra={"maxItems": limit})
