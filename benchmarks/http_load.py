"""Requests a second of `POST /v1/score` against an empty FastAPI service and scikit-learn behind the same route.

`python -m benchmarks.http_load [--seconds N]` (needs the load generator wrk). Each service has one uvicorn worker on
loopback; they take turns of some seconds, the best turn of each counts. 16 connections for single messages, two for
requests of 100. Prescreen's answers have all findings and explanations, and no suggestions.
"""

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.score_endpoint import free_port, wait_for
from benchmarks.timing import versions
from classifier.model import dataset

ROUNDS, SEED, CONNECTIONS, MANY = 3, 7, 16, 100
SERVICES = {
    "Prescreen": "service.app:create_app",
    "empty": "benchmarks.peers_app:empty",
    "scikit-learn": "benchmarks.peers_app:scikit_learn",
}
_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")
_FAILED = re.compile(r"Non-2xx or 3xx responses: \d+")


@contextmanager
def serving(factory: str) -> Iterator[int]:
    """One uvicorn worker; gives its port once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(port), "--no-access-log"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port, "/openapi.json")
            yield port
        finally:
            process.terminate()


def script(folder: Path, name: str, bodies: list[bytes]) -> Path:
    """A wrk script that posts the bodies one after the other."""
    listed = ",\n".join(json.dumps(body.decode()) for body in bodies)
    file = folder / f"{name}.lua"
    file.write_text(
        f"""local bodies = {{ {listed} }}
local at = 0
request = function()
  at = at % #bodies + 1
  return wrk.format("POST", nil, {{["Content-Type"] = "application/json"}}, bodies[at])
end
""",
        encoding="utf-8",
    )
    return file


def rate(port: int, path: str, file: Path, connections: int, seconds: int) -> float:
    """Requests a second; SystemExit if one was refused."""
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--timeout",
        "30s",
        "-s",
        str(file),
        f"http://127.0.0.1:{port}{path}",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = _RATE.search(told)
    if _FAILED.search(told) or not found:
        raise SystemExit(f"wrk: {told}")
    return float(found[1])


def main() -> None:
    """Print ratios and versions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="of a turn")
    seconds = parser.parse_args().seconds
    if shutil.which("wrk") is None:
        raise SystemExit("wrk: not installed; it is in Debian's package wrk")
    texts = [row.text for row in dataset.read(Path("data/labelled"))]
    texts = [text for text in random.Random(SEED).sample(texts, 2_000) if text.isascii() and "\\" not in text]
    asked = [{"text": text, "suggest": False} for text in texts]
    many = [{"messages": [{"text": text} for text in texts[n : n + MANY]]} for n in range(0, 1_000, MANY)]
    best: dict[tuple[str, str], float] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ones = script(folder, "one", [json.dumps(each).encode() for each in asked])
        hundreds = script(folder, "many", [json.dumps(each).encode() for each in many])
        ports = {name: stack.enter_context(serving(factory)) for name, factory in SERVICES.items()}
        for _ in range(ROUNDS):
            for name, port in ports.items():
                each = rate(port, "/v1/score", ones, CONNECTIONS, seconds)
                best[name, "one"] = max(each, best.get((name, "one"), 0.0))
                if name != "scikit-learn":
                    each = rate(port, "/v1/score/batch", hundreds, 2, seconds)
                    best[name, "many"] = max(each, best.get((name, "many"), 0.0))
    print(versions("fastapi", "uvicorn", "pydantic", "scikit-learn", "numba"))
    ours = best["Prescreen", "one"]
    print(f"POST /v1/score, {CONNECTIONS} connections: {ours / best['empty', 'one']:.2f} of the empty service, "
        f"{ours / best['scikit-learn', 'one']:.1f} times scikit-learn")  # fmt: skip
    print(f"{MANY} messages a request: {best['Prescreen', 'many'] / best['empty', 'many']:.2f} of a service that sends "
        "as much JSON")  # fmt: skip


if __name__ == "__main__":
    main()
