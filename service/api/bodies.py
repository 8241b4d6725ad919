"""How a request's body is read: limited in size, strictly UTF-8, strictly JSON, with no field too many."""

import json
import re
from collections.abc import Callable, Coroutine, Mapping
from typing import Annotated, Any, NoReturn

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from classifier.errors import InputError
from service.api.problems import Refused
from service.texts import NOT_BLANK, mended, screenable


class Body(BaseModel):
    """Base of all request bodies."""

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


class JsonRequest(Request):
    """A request whose body is JSON by the letter of RFC 8259."""

    async def json(self) -> object:
        """The body's value; Refused (400) when it is not JSON, without repeating any of it."""
        body = await self.body()
        try:
            return json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
        except UnicodeDecodeError as error:
            raise Refused(400, f"The body is not UTF-8: see byte {error.start}.") from None
        except json.JSONDecodeError as error:
            raise Refused(400, f"The body is not JSON: see line {error.lineno}, column {error.colno}.") from None
        except RecursionError:
            raise Refused(400, "The body is nested too deeply.") from None
        except ValueError:
            raise Refused(400, "The body is not JSON: a number in it is none that JSON has, or far too long.") from None


def _no_constant(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


class JsonRoute(APIRoute):
    """A route that takes JSON bodies and no others."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, given a `JsonRequest`."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def handle_json(request: Request) -> Response:
            media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if media_type != "application/json":
                raise Refused(415, "The body must be application/json, and Content-Type must say so.")
            return await handle(JsonRequest(request.scope, request.receive))

        return handle_json


class BodyLimit:
    """ASGI middleware that stops reading a body that is too large, whether or not its length was announced."""

    def __init__(self, app: ASGIApp, usual: int, special: Mapping[str, int]) -> None:
        """`special` gives paths with another limit than the `usual` one."""
        self.app = app
        self.usual = usual
        self.special = special

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, with its body counted while it is read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.special.get(scope["path"], self.usual)
        announced = Headers(scope=scope).get("content-length", "")
        too_large = announced.isdecimal() and int(announced) > limit
        read = 0

        async def counted() -> Message:
            nonlocal read
            message: Message = {} if too_large else await receive()
            read += len(message.get("body", b""))
            if too_large or read > limit:
                raise Refused(413, f"The body is larger than {limit:,} bytes.")
            return message

        await self.app(scope, counted, send)
