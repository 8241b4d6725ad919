"""`POST /v1/score` against scikit-learn on the same texts: `python -m benchmarks.score_endpoint`.

One worker, one client, one keep-alive connection. The peer is a pipeline of the same kind (TF-IDF over words and
characters, one-vs-rest logistic regression) with half as many features, and only its bare `predict_proba` is timed: no
HTTP, no explanation, no calibration. Suggestions are not asked for. Both take turns in one run, so that the ratio holds
on any machine; times are not printed.
"""

import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline

from benchmarks.timing import versions
from classifier import taxonomy
from classifier.model import dataset
from service.scoring import load_screener
from service.settings import Settings

LABELLED = Path(__file__).parents[1] / "data" / "labelled"
TRAINING_ROWS, MESSAGES, ROUNDS = 4_000, 300, 5
WORD_FEATURES, CHAR_FEATURES = 35_000, 65_000


def main() -> None:
    """Print ratios and versions."""
    rows = random.Random(1).sample(dataset.read(LABELLED), TRAINING_ROWS + MESSAGES)
    peer = train_peer(rows[MESSAGES:])
    texts = [row.text for row in rows[:MESSAGES]]
    with serving() as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        http_times, peer_times = [], []
        for text in texts:
            check(post(connection, text))
        for _ in range(ROUNDS):
            connection.close()  # the server drops a connection that was idle while the peer had its turn
            check(post(connection, texts[0]))
            http_times += timed(lambda text: post(connection, text), texts)
            peer_times += timed(lambda text: peer.predict_proba([text]), texts)
    features = sum(len(block.ngrams) for block in load_screener(Settings.read()).model.blocks.values())
    print(f"messages {len(texts)}, characters on average {statistics.mean(map(len, texts)):.0f}, rounds {ROUNDS}")
    print(f"features: model {features:,}, scikit-learn {len(peer[0].get_feature_names_out()):,}")
    print(f"POST /v1/score, time as a share of predict_proba: {ratio(http_times, peer_times, 50):.3f} (median)")
    print(
        f"                                                  {ratio(http_times, peer_times, 99):.3f} (99th percentile)"
    )
    print(versions("scikit-learn", "fastapi", "uvicorn", "pydantic", "numpy"))


def train_peer(rows: list[dataset.Row]) -> Pipeline:
    """What one would write with scikit-learn alone."""
    union = FeatureUnion(
        [
            ("word", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_features=WORD_FEATURES)),
            (
                "char",
                TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, max_features=CHAR_FEATURES),
            ),
        ]
    )
    truth = np.array([[code in row.labels for code in taxonomy.CODES] for row in rows])
    pipeline = make_pipeline(union, OneVsRestClassifier(LogisticRegression(solver="liblinear", tol=0.01)))
    return pipeline.fit([row.text for row in rows], truth)


@contextmanager
def serving() -> Iterator[int]:
    """One uvicorn worker; gives its port once it is ready."""
    port = free_port()
    command = [sys.executable, "-m", "service.cli", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=os.environ, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port, "/readyz")
            yield port
        finally:
            process.terminate()


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(port: int, path: str) -> None:
    """Return once the service answers there; SystemExit if it does not."""
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", path)
            answer = connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            if answer.status != 200:
                raise SystemExit(answer.read().decode())
            return
    raise SystemExit("the server did not start")


def post(connection: http.client.HTTPConnection, text: str) -> bytes:
    """One call, its answer read to the end."""
    body = json.dumps({"text": text, "suggest": False}).encode()
    connection.request("POST", "/v1/score", body, {"Content-Type": "application/json"})
    return connection.getresponse().read()


def check(answer: bytes) -> None:
    """What is timed is the whole verdict, every category explained."""
    verdict = json.loads(answer)
    if len(verdict.get("explanations", ())) != len(taxonomy.CODES):
        raise SystemExit(f"unexpected answer: {verdict}")


def timed(work: Callable[[str], object], texts: list[str]) -> list[float]:
    """Seconds that each text takes."""
    times = []
    for text in texts:
        start = time.perf_counter()
        work(text)
        times.append(time.perf_counter() - start)
    return times


def ratio(ours: list[float], theirs: list[float], percentile: int) -> float:
    """The quotient of both percentiles."""
    return float(np.percentile(ours, percentile) / np.percentile(theirs, percentile))


if __name__ == "__main__":
    main()
