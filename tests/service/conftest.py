"""A tiny model and a server that has it, once for all tests."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.service.serving import Server, served
from tests.service.tiny_model import POLICY, write_models


@pytest.fixture(scope="session")
def models_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models directory with the tiny model."""
    models = tmp_path_factory.mktemp("models")
    write_models(models)
    return models


@pytest.fixture(scope="session")
def server(models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with one worker."""
    with served(models_dir, tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx2.Client]:
    """A keep-alive connection to that server."""
    with httpx2.Client(base_url=server.url, timeout=30) as connected:
        yield connected


@pytest.fixture
def tiny_models(models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny model, configured for commands that run in this process."""
    monkeypatch.setenv("PRESCREEN_MODELS_DIR", str(models_dir))
    monkeypatch.setenv("PRESCREEN_POLICY", str(POLICY))
    return models_dir
