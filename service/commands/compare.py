"""prescreen compare: what a new model or policy would change in a file of traffic."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classifier.errors import InputError, MissingExtra
from service.commands.options import AsJson
from service.commands.policy import day

if TYPE_CHECKING:
    from classifier.traffic.comparison import Replay

GATE_FAILED = 1
SENT_AT = "sent_at"
"""In place of a day: each message is judged by the policies of the day on which it was sent."""
PAGE, FACTS = "comparison.html", "comparison.json"


def compare(
    named: Annotated[list[str], typer.Argument(metavar="[A B] FILE", help="Two models may stand before the file.")],
    model: Annotated[
        list[str] | None, typer.Option(help="Version or path; once: held against the one in use; twice: A, then B.")
    ] = None,
    policy: Annotated[list[Path] | None, typer.Option(help="A policy file, or a draft; once or twice.")] = None,
    max_new_blocks: Annotated[
        str | None, typer.Option(metavar="SHARE", help="Fail if a greater share becomes blocked: 0.5% or 0.005.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Judge as of this day, or of each sent_at; else today.")
    ] = None,
    text_column: Annotated[str, typer.Option(help="Column or field with the text.")] = "text",
    column: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=COLUMN", help="Column of sender, lang, sent_at and so on.")
    ] = None,
    examples: Annotated[int, typer.Option(min=0, help="Messages that are shown of each change.")] = 12,
    report: Annotated[
        Path | None, typer.Option(metavar="DIR", help=f"Write {PAGE} and {FACTS}; they quote messages.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what a new model or policy would change in a file of traffic. Exit code 1 if the gate fails.

    The file is CSV, NDJSON or Parquet, by its ending. Its own decisions are not read: both sides judge it now.
    """
    try:
        from service.comparing import Job, gate_of, run, sides
    except ModuleNotFoundError as error:
        raise MissingExtra(str(error.name), "batch", "compare") from None
    from service.compare_json import to_json
    from service.terminal import console
    from service.terminal_batch import progress_bar
    from service.terminal_compare import show_comparison

    models, file = _named(named, model or [])
    before, after = sides(models, policy or [])
    job = Job(
        source=file,
        before=before,
        after=after,
        text_column=text_column,
        named=tuple(column or ()),
        as_of=None if as_of == SENT_AT else day(as_of),
        by_sent_at=as_of == SENT_AT,
        examples=examples,
        gate=None if max_new_blocks is None else gate_of(max_new_blocks),
    )
    write = _writer(report) if report else None
    with progress_bar(console(stderr=True)) as progress:
        replay = run(job, progress)
    if write:
        typer.echo(f"wrote {write(replay, to_json(replay))}", err=True)
    if as_json:
        typer.echo(to_json(replay))
    else:
        show_comparison(console(), replay)
    raise typer.Exit(GATE_FAILED if replay.passed is False else 0)


def _named(named: list[str], models: list[str]) -> tuple[list[str], Path]:
    """The models and the file, of FILE with options or of A B FILE."""
    *versions, file = named
    if versions and (models or len(versions) != 2):
        got = " ".join([*(f"--model {name}" for name in models), *named])
        raise InputError(f"expected FILE with --model or --policy, or A B FILE for two models, got: {got}")
    return models or versions, Path(file)


def _writer(directory: Path) -> "Callable[[Replay, str], Path]":
    """What writes the report; what is missing for it is told now and not after hours."""
    try:
        from classifier.pages.writing import write_text
        from classifier.traffic.comparison_page import html
    except ModuleNotFoundError as error:
        raise MissingExtra(str(error.name), "train", "compare --report") from None
    directory.mkdir(parents=True, exist_ok=True)

    def write(replay: "Replay", facts: str) -> Path:
        write_text(directory / FACTS, facts + "\n")
        return write_text(directory / PAGE, html(replay))

    return write
