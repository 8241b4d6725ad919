"""Screening over HTTP: POST /v1/score for one message, POST /v1/score/batch for many."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, BeforeValidator, Field, StrictBool

from classifier import suggest
from classifier.records import Context
from classifier.screening import Screener
from classifier.types import Message, Verdict
from service.api.bodies import JsonRoute
from service.api.health import LoadedScreener
from service.api.problems import documented
from service.api.turns import in_turns
from service.forms.context import ContextFacts, Day
from service.forms.fields import Body, Name, at_most, rfc3339, text_of
from service.scoring import as_of
from service.settings import Settings

PREFIX = "/v1"
BATCH_PATH = f"{PREFIX}/score/batch"


class MessageFields(Body):
    """What a caller may tell about a message besides its text."""

    id: Name | None = Field(None, description="given back in the verdict")
    sender: Name | None = Field(None, description="number, short code or name that the message comes from")
    recipient: Name | None = None
    sub_account: Name | None = None
    sent_at: Annotated[AwareDatetime | None, BeforeValidator(rfc3339)] = Field(None, description="RFC 3339, with zone")
    lang: Annotated[Name | None, Field(max_length=35, description="BCP 47, if known")] = None
    first_contact: StrictBool | None = Field(None, description="whether the recipient hears from this sender first now")
    use_case: Name | None = Field(None, description="of the campaign, as registered")
    as_of: Day | None = Field(None, description="the day whose policy judges; today, if left out")
    context: ContextFacts | None = Field(None, description="what is known of sender and recipient")

    def pair(self) -> tuple[Message, Context]:
        """The message and its context, as the screener takes them."""
        fields = {name: value for name, value in self if name not in ("as_of", "context", "suggest")}
        context = (self.context or ContextFacts()).context(self.as_of)
        return Message(**fields), as_of(self.as_of, context)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The answer to a batch: verdicts in the order of the messages."""

    verdicts: list[Verdict]


def routes(settings: Settings) -> APIRouter:
    """The routes, with the limits of the settings in their bodies and so in the OpenAPI document."""

    class ScoreRequest(MessageFields):
        """A message to be screened."""

        text: Annotated[str, *text_of(settings.max_text_length)]

    class SingleRequest(ScoreRequest):
        """A message to be screened, with what would clear it."""

        suggest: StrictBool = Field(True, description="look for an edit that clears it; false answers sooner")

    class BatchRequest(Body):
        """Messages to be screened; one that cannot be makes the whole request fail, with a pointer to it."""

        messages: Annotated[list[ScoreRequest], *at_most(settings.max_batch)]

    refusals = documented(400, 413, 415, 422, 503)
    router = APIRouter(prefix=PREFIX, tags=["score"], route_class=JsonRoute)

    @router.post("/score", responses=refusals)
    async def score(body: SingleRequest, screener: LoadedScreener) -> Verdict:
        """Whether this message may be sent, exactly why not, and what would clear it."""
        judge = suggest.advised if body.suggest else Screener.verdict
        return judge(screener, *body.pair())

    @router.post(BATCH_PATH.removeprefix(PREFIX), responses=refusals)
    async def score_batch(body: BatchRequest, screener: LoadedScreener) -> Verdicts:
        """The same for many messages at once, in order, without suggestions."""
        return Verdicts(await in_turns(screener, [message.pair() for message in body.messages]))

    return router
