"""prescreen reply: what subscribers' replies mean."""

from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import AsJson, PolicyFile
from service.scoring import REPLIES
from service.settings import Settings


def reply(
    texts: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="Replies of subscribers; - reads lines from stdin.")
    ],
    as_json: AsJson = False,
    policy: PolicyFile = None,
) -> None:
    """Say of each reply whether it opts out, opts in, asks for help, or none of these."""
    from pydantic import TypeAdapter
    from rich.text import Text

    from classifier.inbound import Reply
    from service.commands.lines import texts_of
    from service.scoring import load_policy, load_reply_reader
    from service.terminal import console, visible

    settings = Settings.read(policy=policy)
    reader = load_reply_reader(settings, load_policy(settings).lists.reply_words)
    for text in texts_of(texts, settings.max_text_length):
        found = reader.read(text)
        if as_json:
            typer.echo(TypeAdapter(Reply).dump_json(found))
            continue
        shown = Text(visible(text))
        for evidence in found.evidence:
            shown.stylize("bold underline", evidence.start, evidence.end)
        why = f"keyword {found.keyword}" if found.keyword else f"score {found.score:.2f}"
        console().print(Text(f"{found.intent.value:8} ", style="bold") + shown + Text(f"  ({why})", style="dim"))


def train(data: Path, out: Path | None) -> None:
    """Train the model of replies and measure it by families that it has not seen."""
    from classifier.inbound import ReplyReader
    from classifier.model import replies
    from service.scoring import load_policy

    settings = Settings.read()
    words = load_policy(settings).lists.reply_words
    target = out or settings.models_dir / REPLIES / "candidate"
    manifest = replies.train(
        data,
        target,
        lambda model: lambda text: ReplyReader(model, words).read(text).intent,
        lambda line: typer.echo(line, err=True),
    )
    typer.echo(f"{manifest.version}: " + "  ".join(f"{name} {value}" for name, value in manifest.metrics.items()))
