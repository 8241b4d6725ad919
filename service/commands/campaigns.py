"""prescreen screen-campaign: a whole registration, before it is submitted."""

from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import AsJson, AsOf, Model, PolicyFile
from service.commands.policy import day
from service.settings import Settings


def screen_campaign(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A registration as JSON; see POST /v1/campaigns/screen.")
    ],
    as_json: AsJson = False,
    model: Model = None,
    policy: PolicyFile = None,
    as_of: AsOf = None,
) -> None:
    """Say whether a campaign may be registered, and why not, field by field. Exit code 1 if it is blocked."""
    from classifier.campaign import screen
    from classifier.types import Effect
    from service import registrations, scoring
    from service.terminal import console
    from service.terminal_campaign import show_campaign

    settings = Settings.read(model=model, policy=policy)
    body = registrations.read(file, settings.max_body_bytes)
    on = scoring.as_of(day(as_of) or body.as_of).as_of
    registration = body.registration()
    verdict = screen(registration, scoring.load_screener(settings), on)
    if as_json:
        typer.echo(registrations.to_json(verdict))
    else:
        show_campaign(console(), registration, verdict)
    raise typer.Exit(1 if verdict.decision is Effect.BLOCK else 0)
