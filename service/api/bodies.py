"""How a request's body is read: limited in size, strictly UTF-8, strictly JSON."""

import json
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, NoReturn

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import Refused


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
