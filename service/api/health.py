"""Whether the process lives and whether it can score: /healthz and /readyz."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request

from classifier.inbound import ReplyReader
from classifier.screening import Screener
from service.api.problems import Refused, documented


@dataclass(frozen=True, slots=True)
class Engine:
    """The screener and the reader of replies of this process, or the reason why there is none."""

    screener: Screener | None = None
    replies: ReplyReader | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Alive:
    """The process answers."""

    status: Literal["ok"] = "ok"


@dataclass(frozen=True, slots=True)
class Ready:
    """The process can score, with this model."""

    model_version: str
    status: Literal["ready"] = "ready"


async def _screener(request: Request) -> Screener:
    engine: Engine = request.app.state.engine
    if engine.screener is None:
        raise Refused(503, f"No model is loaded: {engine.trouble}")
    return engine.screener


async def _reply_reader(request: Request) -> ReplyReader:
    engine: Engine = request.app.state.engine
    if engine.replies is None:
        raise Refused(503, f"No model of replies is loaded: {engine.trouble}")
    return engine.replies


LoadedReplyReader = Annotated[ReplyReader, Depends(_reply_reader)]
"""A route's parameter of this type reads replies; without a model the route answers 503."""

LoadedScreener = Annotated[Screener, Depends(_screener)]
"""A route's parameter of this type is the screener; without one the route answers 503."""

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> Alive:
    """Always ok while the process answers; says nothing of the model."""
    return Alive()


@router.get("/readyz", responses=documented(503))
async def readyz(screener: LoadedScreener) -> Ready:
    """Ready when a model is loaded; else a problem that says why not."""
    return Ready(screener.model.version)
