"""From settings to a screener, and from a verdict to its JSON form."""

from pathlib import Path

from pydantic import TypeAdapter

from classifier.model import bundle
from classifier.screening import Screener
from classifier.types import Verdict
from service.settings import Settings

_VERDICT = TypeAdapter(Verdict)


def bundle_directory(settings: Settings) -> Path:
    """Where the model is that the settings ask for: a version's name, a path, or else the current version."""
    if settings.model is None:
        return bundle.current(settings.models_dir)
    named = Path(settings.model)
    return named if len(named.parts) > 1 else settings.models_dir / named


def load_screener(settings: Settings) -> Screener:
    """The screener of the configured model; BundleError when it cannot be loaded."""
    return Screener(bundle.load(bundle_directory(settings)))


def to_json(verdict: Verdict) -> bytes:
    """The verdict exactly as `POST /v1/score` answers it."""
    return _VERDICT.dump_json(verdict)
