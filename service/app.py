"""The HTTP service: routes, limits, one error handler, and a model that is loaded once a process."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException

from classifier.errors import PrescreenError
from service import VERSION
from service.api import campaigns, health, inbound, moderations, policy, score
from service.api.bodies import BodyLimit
from service.api.health import Engine
from service.api.problems import Problem, answer
from service.scoring import load_reply_reader, load_screener, warmed
from service.settings import Settings

_log = logging.getLogger("uvicorn.error")


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service. Without settings, those of the environment: what uvicorn's workers call."""
    settings = settings or Settings.read()
    app = FastAPI(
        title="Prescreen",
        summary="Tells a business, before a text message is sent, whether it may be sent, and exactly why not.",
        version=VERSION,
        lifespan=_loading(settings),
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.include_router(health.router)
    app.include_router(policy.router)
    for noun in (score, campaigns, inbound, moderations):
        app.include_router(noun.routes(settings))
    special = {score.BATCH_PATH: settings.max_batch_body_bytes}
    app.add_middleware(BodyLimit, usual=settings.max_body_bytes, special=special)
    for kind in (HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, answer)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _loading(settings: Settings) -> Callable[[FastAPI], Any]:
    """A lifespan that loads the model. Without one the service starts all the same and says so at /readyz."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.engine = _engine(settings)
        yield

    return lifespan


def _engine(settings: Settings) -> Engine:
    """What can be loaded; a missing model of replies does not keep messages from being scored."""
    try:
        screener = warmed(load_screener(settings))
    except (PrescreenError, OSError) as error:
        _log.error("not ready, no model is loaded: %s", error)
        return Engine(trouble=str(error))
    try:
        return Engine(screener, load_reply_reader(settings, screener.policy.lists.reply_words))
    except (PrescreenError, OSError) as error:
        _log.warning("replies cannot be read: %s", error)
        return Engine(screener, trouble=str(error))


def _openapi(app: FastAPI) -> dict[str, Any]:
    """OpenAPI with the problem's schema, which no route's annotations mention."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        _, problem = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"].update(problem["$defs"])
        app.openapi_schema = schema
    return app.openapi_schema
