"""Real servers for the tests: `prescreen serve` in a process of its own, on a free port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.service.tiny_model import POLICY

START_SECONDS = 40


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and the file that it logs to."""

    url: str
    log: Path


@contextmanager
def served(models: Path, log: Path, *options: str, **settings: str) -> Iterator[Server]:
    """A server that is up; it is stopped at the end, and must then leave by itself."""
    port = _free_port()
    environment = os.environ | {"PRESCREEN_MODELS_DIR": str(models), "PRESCREEN_POLICY": str(POLICY)} | settings
    command = [sys.executable, "-m", "service.cli", "serve", "--port", str(port), *options]
    with log.open("wb") as output, subprocess.Popen(command, env=environment, stdout=output, stderr=output) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process, log)
            yield Server(url, log)
        finally:
            process.terminate()
            process.wait(timeout=15)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            httpx2.get(f"{url}/healthz")
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server did not start: {log.read_text(encoding='utf-8', errors='replace')}")
