"""POST /v1/inbound: what a subscriber's reply means."""

from typing import Annotated

from fastapi import APIRouter

from classifier.inbound import Reply
from service.api.bodies import JsonRoute
from service.api.health import LoadedReplyReader
from service.api.problems import documented
from service.forms.fields import Body, Name, text_of
from service.settings import Settings


def routes(settings: Settings) -> APIRouter:
    """The route, with the limits of the settings."""

    class InboundRequest(Body):
        """A text from a subscriber."""

        sender: Name | None = None
        recipient: Name | None = None
        text: Annotated[str, *text_of(settings.max_text_length)]

    router = APIRouter(prefix="/v1", tags=["inbound"], route_class=JsonRoute)

    @router.post("/inbound", responses=documented(400, 413, 415, 422, 503))
    async def inbound(body: InboundRequest, replies: LoadedReplyReader) -> Reply:
        """Whether the subscriber opts out, opts in, asks for help or none of these, and what shows it."""
        return replies.read(body.text)

    return router
