"""Services to compare Prescreen with, for `benchmarks.http_load`: `uvicorn --factory benchmarks.peers_app:empty`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Response
from pydantic import BaseModel

from classifier.model import bundle


class Asked(BaseModel):
    """What is asked about one message."""

    text: str
    suggest: bool = True


class AskedMany(BaseModel):
    """What is asked about many."""

    messages: list[Asked]


def empty() -> FastAPI:
    """Takes a message and says that it is fine, without a look at it; to many, gives back as much JSON as Prescreen."""
    app = FastAPI()

    @app.post("/v1/score")
    async def score(body: Asked) -> dict[str, str]:
        return {"decision": "allow"}

    @app.post("/v1/score/batch")
    async def score_batch(body: AskedMany) -> Response:
        return Response(_as_much(len(body.messages)), media_type="application/json")

    return app


@cache
def _as_much(count: int) -> bytes:
    """JSON as long as verdicts on so many messages are."""
    from classifier.types import Message
    from service.scoring import as_of, load_screener, to_json
    from service.settings import Settings

    screener = load_screener(Settings.read())
    verdict = json.loads(to_json(screener.verdict(Message("See you at nine tomorrow"), as_of(None))))
    return json.dumps({"verdicts": [verdict] * count}, separators=(",", ":")).encode()


def scikit_learn() -> FastAPI:
    """Prescreen's model as a scikit-learn pipeline behind the same route: bare scores, nothing explained."""
    from benchmarks.kernel import scikit_learn as pipeline_of
    from benchmarks.kernel import words_of

    predict_proba = pipeline_of(bundle.load(bundle.current(Path("models"))))
    app = FastAPI()

    @app.post("/v1/score")
    async def score(body: Asked) -> dict[str, Any]:
        return {"scores": predict_proba(words_of([body.text])[0]).max(axis=0).tolist()}

    return app
