"""From settings to a screener, and from a verdict to its JSON form."""

import logging
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from classifier.errors import PolicyError
from classifier.failures import Failure
from classifier.inbound import ReplyReader
from classifier.model import bundle
from classifier.policy import ASKED, Policy, ReplyWord
from classifier.records import NOTHING_KNOWN, Context
from classifier.screening import Screener
from classifier.types import Message, Verdict
from service.checks import read_policy
from service.settings import Settings

REPLIES = "replies"
"""The directory of the reply models, in the models directory."""
_log = logging.getLogger("uvicorn.error")
"""Of the service's log; commands, which have none, write it to stderr."""
_VERDICT = TypeAdapter(Verdict)


def bundle_directory(settings: Settings) -> Path:
    """Where the model is that the settings ask for: a version's name, a path, or else the current version."""
    if settings.model is None:
        return bundle.current(settings.models_dir)
    named = Path(settings.model)
    return named if len(named.parts) > 1 else settings.models_dir / named


def load_policy(settings: Settings) -> Policy:
    """The policy that the settings name, or the shipped one; PolicyError when it cannot be used."""
    return read_policy(settings.policy)


def load_screener(settings: Settings) -> Screener:
    """The screener of the configured model and policy; BundleError or PolicyError when they cannot be loaded."""
    policy = in_force(load_policy(settings), datetime.now(UTC).date())
    return Screener(bundle.load(bundle_directory(settings)), policy, on_failure=log_failure)


@lru_cache(maxsize=1_000)
def log_failure(failure: Failure) -> None:
    """Log a check's crash, once a process for each place, since every message may crash it."""
    _log.error("%s crashed: %s at %s (told once)", failure.name, failure.error, failure.place)


def warmed(screener: Screener) -> Screener:
    """The screener once it has judged a message, with all compiled and built that the first one waits for."""
    screener.verdict(Message("Reply STOP to opt out"), as_of(None))
    return screener


def in_force(policy: Policy, today: date) -> Policy:
    """The policy; PolicyError when the notice of its undated changes is not over yet."""
    if policy.in_force_from is not None and today < policy.in_force_from:
        raise PolicyError(
            f"policy {policy.version}: its changes of regions or shorteners take effect on {policy.in_force_from}; "
            f"use the policy before it until then"
        )
    return policy


def load_reply_reader(settings: Settings, words: tuple[ReplyWord, ...]) -> ReplyReader:
    """What reads subscribers' replies; BundleError when its model cannot be loaded."""
    return ReplyReader(bundle.load_labels(bundle.current(settings.models_dir / REPLIES), ASKED), words)


def as_of(day: date | None, context: Context = NOTHING_KNOWN) -> Context:
    """The context as of a day, or else of today (UTC): the core has no clock."""
    judged_on = day or datetime.now(UTC).date()
    return _nothing_known(judged_on) if context == NOTHING_KNOWN else replace(context, as_of=judged_on)


@lru_cache(maxsize=1_000)
def _nothing_known(day: date) -> Context:
    """The same for most messages of a day."""
    return replace(NOTHING_KNOWN, as_of=day)


def to_json(verdict: Verdict) -> bytes:
    """The verdict exactly as `POST /v1/score` answers it."""
    return _VERDICT.dump_json(verdict)
