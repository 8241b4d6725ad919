"""What must be the same when a batch goes on as when it was begun, so that its output is of one piece."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from classifier.model import bundle
from service import VERSION
from service.batching.job import Job
from service.batching.observers import Observer
from service.scoring import in_force, load_policy
from service.settings import Settings
from service.tables.chunks import STREAM


def pinned(job: Job, settings: Settings, observers: Sequence[Observer]) -> dict[str, str]:
    """The facts by the names that a message calls them by. `settings.model` is the path of the bundle.

    BundleError or PolicyError when model or policy cannot be used.
    """
    model = bundle.read_manifest(Path(settings.model or ""))
    policy = in_force(load_policy(settings), datetime.now(UTC).date())
    return {
        "IN": _input(job.source),
        "the column of the text": job.text_column,
        "--column": ", ".join(sorted(job.named)) or "not given",
        "--as-of": "sent_at" if job.by_sent_at else str(job.as_of or "not given"),
        "the model": f"{model.version} ({_digest(Path(settings.model or '') / bundle.MANIFEST)})",
        "the policy": f"{policy.version} ({_digest(settings.policy)})",
        "the greatest length of a text": f"{settings.max_text_length:,}",
        "what is counted": ", ".join(type(observer).__name__ for observer in observers) or "nothing",
        "prescreen": VERSION,
    }


def _input(path: Path) -> str:
    if path == STREAM:
        return "standard input"
    found = path.stat()
    changed = datetime.fromtimestamp(found.st_mtime_ns // 1_000_000_000, UTC).isoformat()
    return f"{path.absolute()} of {found.st_size:,} bytes, changed {changed} ({found.st_mtime_ns})"


def _digest(path: Path | None) -> str:
    """Enough of a file's hash to tell two of one version apart."""
    return "shipped" if path is None else hashlib.sha256(path.read_bytes()).hexdigest()[:8]
