"""Replay: a file of traffic judged by two sides, what differs, and whether a gate lets it pass."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

import pyarrow as pa

from classifier.errors import BundleMissing, InputError
from classifier.model import bundle
from classifier.model.linear import LinearModel
from classifier.policy import Policy
from classifier.screening import Screener
from classifier.traffic.columns import BatchScreener
from classifier.traffic.comparing import EXAMPLES, Comparer
from classifier.traffic.comparison import Comparison, Example, Gate, Replay, Side, Unread
from service.batching.job import ENDINGS
from service.checks import read_policy
from service.scoring import as_of, bundle_directory, log_failure
from service.settings import Settings
from service.tables.chunks import Source
from service.tables.formats import read

UNREAD_SHOWN = 20
"""Rows that could not be read, of which line and reason are told."""
CHUNK_ROWS = 8_192
_SHARE = re.compile(r"((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE]-?[0-9]{1,2})?)\s*(%?)", re.ASCII)

Progress = Callable[[float, int], None]
"""Is told the share of the file that is done (0 if that is not known), and how many rows that is."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to compare on which file.

    `before` and `after` name model and policy of each side. `named` are FIELD=COLUMN pairs. Judged is as of a day,
    today if `as_of` is None, or with `by_sent_at` as of the day on which each message was sent.
    """

    source: Path
    before: Settings
    after: Settings
    text_column: str = "text"
    named: tuple[str, ...] = ()
    as_of: date | None = None
    by_sent_at: bool = False
    examples: int = EXAMPLES
    gate: Gate | None = None


@dataclass(frozen=True, slots=True)
class _Loaded:
    side: Side
    screener: Screener
    directory: Path


@dataclass(slots=True)
class _Unread:
    count: int = 0
    first: list[Unread] = field(default_factory=list)

    def told(self) -> str:
        """Why nothing was read."""
        if not self.first:
            return "the file has no rows"
        return f"none of {self.count:,} rows can be read; the first, line {self.first[0].line}: {self.first[0].reason}"


def sides(models: Sequence[str], policies: Sequence[Path]) -> tuple[Settings, Settings]:
    """Before and after. Two models or policies are these two, one is held against the one in use, none is that twice.

    InputError when there are more than two, or none at all.
    """
    if not models and not policies:
        raise InputError("nothing to compare: give a model or a policy to hold against the one in use, or two")
    for option, given in (("--model", models), ("--policy", policies)):
        if len(given) > 2:
            raise InputError(f"{option}: expected one or two, got {len(given)}")
    pairs = ((None, *models)[-2:] if models else (None, None), (None, *policies)[-2:] if policies else (None, None))
    before, after = (Settings.read(model=pairs[0][place], policy=pairs[1][place]) for place in range(2))
    return before, after


def gate_of(text: str) -> Gate:
    """The gate of a share such as 0.5% or 0.005. InputError when it is none."""
    found = _SHARE.fullmatch(text.strip())
    number = Fraction(found[1]) if found else Fraction(-1)
    in_percent = bool(found and found[2])
    share = number / 100 if in_percent else number
    if not 0 <= share <= 1 or (share == 1 and not in_percent):
        hint = f"; did you mean {text.strip()}%?" if 1 <= number <= 100 and not in_percent else ""
        raise InputError(f"--max-new-blocks: expected a share such as 0.5% or 0.005, got {text!r}{hint}")
    return Gate(share)


def run(job: Job, progress: Progress = lambda share, rows: None) -> Replay:
    """Compare. Raises InputError and other PrescreenErrors."""
    if not job.source.is_file():
        what = "is no file" if job.source.exists() else "there is no such file"
        raise InputError(f"{job.source}: {what}")
    before, after = _loaded(job)
    context = as_of(job.as_of)
    screeners = [BatchScreener(one.screener, context, job.by_sent_at) for one in (before, after)]
    comparer, unread = Comparer(job.examples), _Unread()
    rows = 0
    for messages, rejects, done in _chunks(job):
        comparer.add(messages, *(screener.added(messages) for screener in screeners))
        unread.count += len(rejects)
        unread.first += rejects[: UNREAD_SHOWN - len(unread.first)]
        rows += messages.num_rows + len(rejects)
        progress(done, rows)
    found = comparer.result()
    if not found.moves.rows:
        raise InputError(f"{job.source}: nothing to compare, {unread.told()}")
    assert context.as_of is not None
    return Replay(
        before=before.side,
        after=after.side,
        data=job.source.name,
        day=context.as_of,
        by_sent_at=job.by_sent_at,
        comparison=found,
        examples=_explained(found, *screeners),
        unread=tuple(unread.first),
        unread_count=unread.count,
        gate=job.gate,
        notes=tuple(_notes(before.screener.policy, after.screener.policy, context.as_of, job.by_sent_at)),
    )


def _chunks(job: Job) -> Iterator[tuple[pa.RecordBatch, list[Unread], float]]:
    """The file's messages, what could not be read, and the share that is done: all that is asked of the readers."""
    packed = job.source.suffix.lower() == ".gz"
    ending = (job.source.with_suffix("") if packed else job.source).suffix.lower()
    if ending not in ENDINGS:
        raise InputError(f"{job.source}: expected a name that ends in {', '.join(ENDINGS)} (or one of these with .gz)")
    source = Source(job.source, job.text_column, job.before.max_text_length, CHUNK_ROWS, job.named)
    try:
        for chunk in read(ENDINGS[ending], source):
            yield chunk.messages, [Unread(reject.line, reject.reason) for reject in chunk.rejects], chunk.done
    except OSError as error:
        raise InputError(f"{job.source}: cannot be read ({error.strerror or error})") from None


def _loaded(job: Job) -> tuple[_Loaded, _Loaded]:
    """Both sides. InputError if they are the same."""
    before = _load(job.before)
    shared = before.screener.model if bundle_directory(job.after).resolve() == before.directory.resolve() else None
    after = _load(job.after, shared)
    if before.screener.policy == after.screener.policy and (shared or _same_bundle(before, after)):
        told = f"model {before.side.model} and policy {before.side.policy}"
        raise InputError(f"both sides are the same ({told}): give another --model or --policy")
    return before, after


def _load(settings: Settings, model: LinearModel | None = None) -> _Loaded:
    """A side; a policy may be one that is not in force yet, or a draft."""
    directory = bundle_directory(settings)
    try:
        model = model or bundle.load(directory)
    except BundleMissing as error:
        if settings.model is None:
            raise
        known = ", ".join(manifest.version for manifest in bundle.available(settings.models_dir))
        raise InputError(f"{directory}: there is no such model; known are: {known or 'none'}") from error
    policy = read_policy(settings.policy, draft=True)
    came_from = "" if settings.policy is None else str(settings.policy)
    side = Side(model.version, policy.version, settings.model or "", came_from)
    return _Loaded(side, Screener(model, policy, on_failure=log_failure), directory)


def _same_bundle(one: _Loaded, other: _Loaded) -> bool:
    """Whether two directories hold the same model, under two names."""
    first, second = (bundle.read_manifest(side.directory) for side in (one, other))
    return (first.files, first.thresholds) == (second.files, second.thresholds)


def _explained(found: Comparison, before: BatchScreener, after: BatchScreener) -> tuple[Example, ...]:
    return tuple(Example(flip, before.verdict(flip.message), after.verdict(flip.message)) for flip in found.flips)


def _notes(before: Policy, after: Policy, day: date, by_sent_at: bool) -> Iterator[str]:
    """What of the policies may mislead who reads the numbers."""
    if before == after:
        return
    for name, policy in (("before", before), ("after", after)):
        if policy.in_force_from is not None and policy.in_force_from > day:
            yield (
                f"Policy {policy.version} ({name}) takes effect on {policy.in_force_from}; "
                "messages were judged by it as if that day had come."
            )
    rules = (*after.keywords, *after.effects, *after.thresholds)
    coming = sorted(rule.effective_from for rule in rules if rule.effective_from and rule.effective_from > day)
    if coming and not by_sent_at:
        some = "one rule" if len(coming) == 1 else f"{len(coming):,} rules"
        yield (
            f"Policy {after.version} (after) has {some} not yet in force on {day}, so that their effect is not seen "
            f"here; with --as-of {coming[-1]} all of them are."
        )
