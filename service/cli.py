"""The command line. Each command is thin, and imports what it needs only when it runs."""

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from classifier.errors import PrescreenError
from service import VERSION
from service.commands import batch, campaigns, compare, models, replies
from service.commands import policy as commands
from service.commands.options import AsJson, AsOf, Model, PolicyFile
from service.settings import PREFIX, Settings

BLOCKED, UNUSABLE = 1, 2
"""Exit codes: something is blocked; bad usage or input."""


class Doors(TyperGroup):
    """Turns everything that a user can get wrong into one or two lines on stderr and exit code 2."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command and leave with its exit code."""
        try:
            code = super().main(*args, **extra | {"standalone_mode": False})
        except (PrescreenError, OSError) as error:
            _complain(_told(error))
        except typer.Abort:
            _complain("stopped")
        except Exception as error:
            if not hasattr(error, "format_message"):  # what typer raises for bad usage
                raise
            _complain(f"{error.format_message()}\nTry 'prescreen --help'.")
        else:
            if extra.get("standalone_mode", True):
                sys.exit(code if isinstance(code, int) else 0)
            return code


def _told(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _complain(message: str) -> None:
    typer.echo(f"prescreen: {message}", err=True)
    sys.exit(UNUSABLE)


app = typer.Typer(
    cls=Doors, name="prescreen", add_completion=False, pretty_exceptions_enable=False,
    help="Tells a business, before a text message is sent, whether it may be sent, and exactly why not.",
)  # fmt: skip

app.add_typer(commands.app, name="policy")
app.command()(commands.checks)
app.command()(replies.reply)
app.command()(campaigns.screen_campaign)
app.command()(batch.batch)
app.command()(compare.compare)
for command in (models.train, models.evaluate, models.models):
    app.command()(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"prescreen {VERSION}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True)] = False,
) -> None:
    """Options of all commands."""


@app.command()
def score(
    texts: Annotated[list[str], typer.Argument(metavar="TEXT...", help="Messages; - reads lines from stdin.")],
    as_json: AsJson = False,
    model: Model = None,
    policy: PolicyFile = None,
    as_of_day: AsOf = None,
) -> None:
    """Say of each text whether it may be sent, and why not. Exit code 1 if one is blocked."""
    from classifier import suggest
    from classifier.types import Effect, Message
    from service.commands.lines import texts_of
    from service.scoring import as_of, load_screener, to_json
    from service.terminal import console, show

    settings = Settings.read(model=model, policy=policy)
    context = as_of(commands.day(as_of_day))
    screener = load_screener(settings)
    out = console()
    blocked = False
    for text in texts_of(texts, settings.max_text_length):
        verdict = suggest.advised(screener, Message(text), context)
        blocked = blocked or verdict.decision is Effect.BLOCK
        if as_json:
            typer.echo(to_json(verdict))
        else:
            show(out, text, verdict)
    raise typer.Exit(BLOCKED if blocked else 0)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes.")] = None,
    model: Model = None,
    policy: PolicyFile = None,
) -> None:
    """Serve the HTTP API. Options override the environment (PRESCREEN_PORT and so on)."""
    import socket

    import uvicorn

    given = {"host": host, "port": port, "workers": workers, "model": model, "policy": policy}
    os.environ.update({PREFIX + name.upper(): str(value) for name, value in given.items() if value is not None})
    settings = Settings.read()
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # A port that is taken is told here, in one line; uvicorn would log it.
    socket.create_server((settings.host, settings.port), family=family).close()
    uvicorn.run(
        "service.app:create_app", factory=True, host=settings.host, port=settings.port, workers=settings.workers,
        access_log=False, server_header=False,
    )  # fmt: skip


if __name__ == "__main__":
    app()
