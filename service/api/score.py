"""Screening over HTTP: POST /v1/score for one message, POST /v1/score/batch for many."""

import asyncio
import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, BeforeValidator, Field, StrictBool
from pydantic_core import PydanticCustomError

from classifier.screening import Screener
from classifier.types import Message, Verdict
from service.api.bodies import Body, JsonRoute, Name, at_most, text_of
from service.api.health import LoadedScreener
from service.api.problems import documented
from service.settings import Settings

PREFIX = "/v1"
BATCH_PATH = f"{PREFIX}/score/batch"

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE)


def _rfc3339(value: object) -> object:
    """Pydantic alone would also take numbers, days and times without a zone."""
    if value is None or (isinstance(value, str) and _RFC3339.fullmatch(value)):
        return value
    raise PydanticCustomError("time", "This must be a time with its zone, such as 2026-11-25T09:30:00Z")


class MessageFields(Body):
    """What a caller may tell about a message besides its text."""

    id: Name | None = Field(None, description="given back in the verdict")
    sender: Name | None = Field(None, description="number, short code or name that the message comes from")
    recipient: Name | None = None
    sub_account: Name | None = None
    sent_at: Annotated[AwareDatetime | None, BeforeValidator(_rfc3339)] = Field(None, description="RFC 3339, with zone")
    lang: Annotated[Name | None, Field(max_length=35, description="BCP 47, if known")] = None
    first_contact: StrictBool | None = Field(None, description="whether the recipient hears from this sender first now")
    use_case: Name | None = Field(None, description="of the campaign, as registered")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The answer to a batch: verdicts in the order of the messages."""

    verdicts: list[Verdict]


def routes(settings: Settings) -> APIRouter:
    """The routes, with the limits of the settings in their bodies and so in the OpenAPI document."""

    class ScoreRequest(MessageFields):
        """A message to be screened."""

        text: Annotated[str, *text_of(settings.max_text_length)]

    class BatchRequest(Body):
        """Messages to be screened; one that cannot be makes the whole request fail, with a pointer to it."""

        messages: Annotated[list[ScoreRequest], *at_most(settings.max_batch)]

    refusals = documented(400, 413, 415, 422, 503)
    router = APIRouter(prefix=PREFIX, tags=["score"], route_class=JsonRoute)

    @router.post("/score", responses=refusals)
    async def score(body: ScoreRequest, screener: LoadedScreener) -> Verdict:
        """Whether this message may be sent, and exactly why not."""
        return next(screener.screen([Message(**dict(body))]))

    @router.post(BATCH_PATH.removeprefix(PREFIX), responses=refusals)
    async def score_batch(body: BatchRequest, screener: LoadedScreener) -> Verdicts:
        """The same for many messages at once, in order."""
        return Verdicts(await _in_turns(screener, [Message(**dict(message)) for message in body.messages]))

    return router


async def _in_turns(screener: Screener, messages: list[Message]) -> list[Verdict]:
    """All verdicts; other requests get a turn after each."""
    verdicts: list[Verdict] = []
    for verdict in screener.screen(messages):
        verdicts.append(verdict)
        await asyncio.sleep(0)
    return verdicts
