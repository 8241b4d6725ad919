"""POST /v1/moderations: the same verdict in the shape that clients of OpenAI's moderation API expect.

Source: the API reference of OpenAI's moderations, as its Python client reads it: `id`, `model`, `results` with
`flagged`, `categories`, `category_scores` and `category_applied_input_types`, one result an input. Categories are ours.
"""

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from classifier.records import NOTHING_KNOWN
from classifier.types import Effect, Message, Verdict
from service.api.bodies import JsonRoute
from service.api.health import LoadedScreener
from service.api.problems import documented
from service.api.turns import in_turns
from service.forms.fields import Body, Name, at_most, text_of
from service.scoring import as_of
from service.settings import Settings


def _texts(value: object) -> object:
    """A string, a list of strings, or a list of text parts ({"type": "text", "text": ...}) as a list of strings."""
    items = value if isinstance(value, list) else [value]
    parts = [item for item in items if isinstance(item, dict)]
    if any(part.get("type") != "text" for part in parts):
        raise PydanticCustomError("text_only", "Only text is moderated here; expected parts of type text")
    return [item.get("text") if isinstance(item, dict) else item for item in items]


def routes(settings: Settings) -> APIRouter:
    """The route, with the limits of the settings."""

    class ModerationRequest(Body):
        """What OpenAI's clients send."""

        input: Annotated[
            list[Annotated[str, *text_of(settings.max_text_length)]],
            *at_most(settings.max_batch),
            Field(min_length=1),
            BeforeValidator(_texts),
        ]
        model: Annotated[Name | None, Field(description="not used: the service has one model")] = None

    router = APIRouter(prefix="/v1", tags=["score"], route_class=JsonRoute)

    @router.post("/moderations", responses=documented(400, 413, 415, 422, 503))
    async def moderate(body: ModerationRequest, screener: LoadedScreener) -> dict[str, Any]:
        """The verdicts in the shape of OpenAI's moderation API; `flagged` is what is blocked."""
        context = as_of(None, NOTHING_KNOWN)
        verdicts = await in_turns(screener, ((Message(text), context) for text in body.input))
        digest = hashlib.sha256("\0".join(body.input).encode()).hexdigest()
        return {
            "id": f"modr-{digest[:24]}",
            "model": f"prescreen-{screener.model.version}",
            "results": [_result(verdict) for verdict in verdicts],
        }

    return router


def _result(verdict: Verdict) -> dict[str, Any]:
    scores = {explanation.category: explanation.score for explanation in verdict.explanations}
    return {
        "flagged": verdict.decision is Effect.BLOCK,
        "categories": {category: category in verdict.labels for category in scores},
        "category_scores": scores,
        "category_applied_input_types": {category: ["text"] for category in scores},
    }
