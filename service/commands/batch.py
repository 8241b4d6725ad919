"""prescreen batch: whole files."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classifier.errors import InputError, MissingExtra
from service.commands.options import Model, PolicyFile
from service.commands.policy import day
from service.commands.stopping import Stop, stoppable
from service.settings import Settings

if TYPE_CHECKING:
    from service.batching.job import Job

SENT_AT = "sent_at"
"""In place of a day: each message is judged by the policy of the day on which it was sent."""


def batch(
    source: Annotated[Path, typer.Argument(metavar="IN", help="CSV, NDJSON or Parquet, by its ending, .gz too; or -.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The same with the verdicts; the formats may differ.")],
    *,
    text_column: Annotated[str | None, typer.Option(help="Column or field with the text.  [default: text]")] = None,
    column: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=COLUMN", help="Column of sender, recipient, sent_at and so on.")
    ] = None,
    columns: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help='The same as a file with lines such as sender = "FROM".')
    ] = None,
    stream: Annotated[str, typer.Option("--format", help="Format of -: csv or ndjson.")] = "ndjson",
    model: Model = None,
    policy: PolicyFile = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Judge by the policy of this day, or of each sent_at.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where this command was stopped.")] = False,
    senders: Annotated[
        bool, typer.Option(help="Write OUT.senders.csv: senders and sub-accounts, and what only all messages show.")
    ] = True,
    report: Annotated[Path | None, typer.Option(metavar="DIR", help="Write DIR/index.html: what was found.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT, or what was begun of it.")] = False,
    chunk_rows: Annotated[int | None, typer.Option(min=1, hidden=True, help="Small chunks, often committed.")] = None,
) -> None:
    """Screen a file. Rows that cannot be read go to OUT.rejects.ndjson with line and reason."""
    named = {pair.partition("=")[0]: pair for pair in (*_pairs(columns), *(column or ()))}
    text = named.pop("text", "text=text").partition("=")[2]
    settings = Settings.read(model=model, policy=policy)
    with stoppable() as stop:
        try:
            from service.batching.job import Job, Pace
        except ModuleNotFoundError as error:
            raise MissingExtra(str(error.name), "batch", "batch") from None
        job = Job(
            source=source,
            out=out,
            text_column=text_column or text,
            workers=workers,
            force=force,
            as_of=None if as_of == SENT_AT else day(as_of),
            named=tuple(named.values()),
            by_sent_at=as_of == SENT_AT,
            resume=resume,
            stream=stream,
            pace=Pace() if chunk_rows is None else Pace(chunk_rows, commit_seconds=0.0),
        )
        _run(job, settings, senders, report, stop)


def _run(job: "Job", settings: Settings, senders: bool, report: Path | None, stop: Stop) -> None:
    """Screen, and tell of it."""
    from service.batching.running import run
    from service.terminal import console
    from service.terminal_batch import progress_bar, summarise, told_of_stop
    from service.watching import Watch

    watch = Watch(job, settings, senders, report)
    stop.left = lambda: told_of_stop(job)
    with progress_bar(console(stderr=True)) as progress:

        def watched(share: float, rows: int) -> None:
            stop.check()
            progress(share, rows)

        summary = run(job, settings, watched, watch.observers, watch.write)
    typer.echo(summarise(job, summary), err=True)
    for line in watch.told:
        typer.echo(line, err=True)


def _pairs(file: Path | None) -> list[str]:
    """FIELD=COLUMN pairs of a TOML file."""
    if file is None:
        return []
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: not TOML ({error})") from None
    for field, name in told.items():
        if not isinstance(name, str):
            raise InputError(f"{file}: {field}: expected the name of a column in quotes, got {name!r:.60}")
    return [f"{field}={name}" for field, name in told.items()]
