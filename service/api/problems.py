"""Refusals as RFC 9457 problem details, the one form in which every error leaves the service.

No problem repeats what the client sent: a message's text may be private, and logs keep problems.
"""

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"

KINDS: dict[int, tuple[str, str, str]] = {
    400: ("malformed-body", "Malformed body", "The body could not be read."),
    404: ("not-found", "Not found", "There is nothing at this address; see /openapi.json for what there is."),
    405: ("method-not-allowed", "Method not allowed", "This address does not answer that method."),
    413: ("body-too-large", "Body too large", "The body is larger than this address accepts."),
    415: ("unsupported-media-type", "Unsupported media type", "The body must be application/json."),
    422: ("invalid-request", "Invalid request", "The body is JSON but not what this address expects."),
    500: ("internal-error", "Internal error", "Something went wrong here, not in the request; nothing was decided."),
    503: ("not-ready", "Not ready", "No model is loaded."),
}
"""Of each status: last part of the problem's type, title, and what to say when there is nothing better to say."""

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    pointer: str = Field(description="JSON pointer to the field in body or query, as a fragment: #/messages/3/text")
    detail: str


class Problem(BaseModel):
    """Why a request was refused, as RFC 9457 has it."""

    type: str = Field(description="stable name of the kind of problem, to branch on")
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = Field(default=[], description="the fields at fault, when fields are")


class Refused(HTTPException):
    """A request that is refused with `detail`, a sentence for its sender."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(status, detail)


def problem_of(error: Exception) -> Problem:
    """The problem that tells a client about `error`."""
    if isinstance(error, RequestValidationError):
        errors = [FieldProblem(pointer=_pointer(e), detail=_detail(e)) for e in error.errors()]
        noun = "place" if len(errors) == 1 else "places"
        part = "query" if all(e["loc"][0] == "query" for e in error.errors()) else "body"
        return _problem(422, f"The {part} is not what this address expects in {len(errors)} {noun}.", errors)
    if isinstance(error, HTTPException):
        return _problem(error.status_code, error.detail if isinstance(error, Refused) else None)
    return _problem(500, None)


def _problem(status: int, detail: str | None, errors: Iterable[FieldProblem] = ()) -> Problem:
    phrase = HTTPStatus(status).phrase
    name, title, usual = KINDS.get(status, ("", phrase, phrase))
    kind = f"urn:prescreen:problem:{name}" if name else "about:blank"
    return Problem(type=kind, title=title, status=status, detail=detail or usual, errors=list(errors))


def _pointer(error: Mapping[str, Any]) -> str:
    """Fragment pointer to the field. A name that may be private text stops it at the object around."""
    pointer = "#"
    for part in error["loc"][1:]:
        if isinstance(part, str) and not _PLAIN_NAME.fullmatch(part):
            break
        pointer += f"/{part}"
    return pointer


def _detail(error: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return "There is no such field."
    if error["type"] == "missing":
        return "This field is required." if len(error["loc"]) > 1 else "A JSON body is required."
    if error["type"] == "model_attributes_type":
        return "This must be an object."
    return f"{str(error['msg']).rstrip('.')}."


async def answer(_: Request, error: Exception) -> Response:
    """The handler of every error."""
    problem = problem_of(error)
    headers = getattr(error, "headers", None)
    return Response(problem.model_dump_json(), problem.status, headers, media_type=MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's description of these refusals, for a route's `responses`."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": KINDS[status][1], "content": content} for status in statuses}
