"""/healthz, /readyz, and what a server without a usable model does."""

import json
from pathlib import Path

import httpx2
import pytest

from tests.service.serving import served
from tests.service.tiny_model import CLEAN, VERSION, write_models


def test_a_server_with_a_model_is_alive_and_ready(client: httpx2.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "model_version": VERSION}


@pytest.mark.parametrize("fault", ["missing", "damaged"])
def test_a_server_without_a_usable_model_starts_and_says_why_it_is_not_ready(tmp_path: Path, fault: str) -> None:
    models = tmp_path / "models"
    if fault == "damaged":
        write_models(models)
        arrays = models / VERSION / "arrays.npz"
        arrays.write_bytes(arrays.read_bytes()[:-1])
    with served(models, tmp_path / "log") as server, httpx2.Client(base_url=server.url) as client:
        assert client.get("/healthz").status_code == 200
        for answer in (client.get("/readyz"), client.post("/v1/score", json={"text": CLEAN})):
            assert answer.status_code == 503
            assert answer.headers["content-type"] == "application/problem+json"
            problem = answer.json()
            assert problem["type"] == "urn:prescreen:problem:not-ready"
            assert str(models / ("CURRENT" if fault == "missing" else VERSION)) in problem["detail"]
        assert "not ready" in server.log.read_text(encoding="utf-8")


def test_several_workers_answer_alike(models_dir: Path, tmp_path: Path) -> None:
    with served(models_dir, tmp_path / "log", "--workers", "2") as server:
        answers = {json.dumps(httpx2.post(f"{server.url}/v1/score", json={"text": CLEAN}).json()) for _ in range(20)}
        assert len(answers) == 1
        assert server.log.read_text(encoding="utf-8").count("Started server process") == 2


def test_the_limits_come_from_the_environment(models_dir: Path, tmp_path: Path) -> None:
    limits = {"PRESCREEN_MAX_TEXT_LENGTH": "5", "PRESCREEN_MAX_BATCH": "1", "PRESCREEN_MAX_BODY_BYTES": "50"}
    with served(models_dir, tmp_path / "log", **limits) as server, httpx2.Client(base_url=server.url) as client:
        statuses = [
            client.post("/v1/score", json={"text": "12345"}).status_code,
            client.post("/v1/score", json={"text": "123456"}).status_code,
            client.post("/v1/score", json={"text": "1" * 60}).status_code,
            client.post("/v1/score/batch", json={"messages": [{"text": "1"}] * 2}).status_code,
        ]
        assert statuses == [200, 422, 413, 422]
        schemas = client.get("/openapi.json").json()["components"]["schemas"]
        assert schemas["ScoreRequest"]["properties"]["text"]["maxLength"] == 5
        assert schemas["BatchRequest"]["properties"]["messages"]["maxItems"] == 1
