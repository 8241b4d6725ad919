"""Options that several commands take, each under one name, with one text of help."""

from pathlib import Path
from typing import Annotated

import typer

Model = Annotated[str | None, typer.Option(help="Version in the models directory, or path of a bundle.")]
PolicyFile = Annotated[Path | None, typer.Option("--policy", help="A policy file; else the configured one.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="Judge by the policy of this day.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]
