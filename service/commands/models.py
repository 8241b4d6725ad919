"""prescreen train, evaluate and models: the model's life."""

from pathlib import Path
from typing import Annotated, Any

import typer

from classifier.errors import MissingExtra
from service.commands.options import AsJson, Model
from service.commands.replies import train as _train_replies
from service.settings import Settings


def train(
    data: Annotated[Path | None, typer.Option(help="Directory of CSV files; data/labelled or data/replies.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where to; the name becomes the version.")] = None,
    reply_model: Annotated[bool, typer.Option("--replies", help="The model of replies, on data/replies.")] = False,
) -> None:
    """Train a model on labelled messages, or with --replies the one that reads subscribers' replies."""
    if reply_model:
        _train_replies(data or Path("data/replies"), out)
        return
    from classifier.model import training

    target = out or Settings.read().models_dir / "candidate"
    manifest = training.train(data or Path("data/labelled"), target, lambda line: typer.echo(line, err=True))
    typer.echo(f"{manifest.version}: {_numbers(manifest.metrics)}")


def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Labelled messages, CSV.")],
    model: Model = None,
    report: Annotated[Path | None, typer.Option(metavar="DIR", help="Write report.html and evaluation.json.")] = None,
    training: Annotated[Path | None, typer.Option(help="Labelled data that baselines learn from, to compare.")] = None,
    disguises: Annotated[bool, typer.Option("--disguises", help="Also measure under each disguise.")] = False,
    as_json: AsJson = False,
) -> None:
    """Measure a model on labelled messages."""
    import json

    try:
        from classifier.model import augmentation, dataset, evaluation
    except ModuleNotFoundError as error:
        raise MissingExtra(str(error.name), "train", "evaluate") from None
    from service.scoring import load_screener
    from service.terminal import console

    screener = load_screener(Settings.read(model=model))
    rows = dataset.read(file)
    found = evaluation.run(
        screener.model,
        rows,
        report,
        data=file.name,
        training=dataset.read(training) if training else (),
        disguises=augmentation.DISGUISES if disguises else None,
        progress=lambda line: typer.echo(line, err=True),
    )
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False))
    else:
        console().print(found.to_table())


def models(as_json: AsJson = False) -> None:
    """List the models; * marks the one in use."""
    import json
    from dataclasses import asdict

    from classifier.errors import BundleMissing
    from classifier.model import bundle

    directory = Settings.read().models_dir
    try:
        current = bundle.current(directory).name
    except BundleMissing:
        current = ""
    found = bundle.available(directory)
    if not found and not as_json:
        typer.echo(f"no models in {directory}", err=True)
    for manifest in found:
        in_use = manifest.version == current
        if as_json:
            typer.echo(json.dumps(asdict(manifest) | {"current": in_use}, ensure_ascii=False))
        else:
            facts = _numbers({"rows": manifest.created_from.get("rows")} | manifest.metrics)
            typer.echo(f"{'*' if in_use else ' '} {manifest.version:20} {facts}".rstrip())


def _numbers(facts: dict[str, Any]) -> str:
    return "  ".join(f"{name} {value:,}" for name, value in facts.items() if isinstance(value, int | float))
