"""prescreen checks, and prescreen policy show, diff and announce."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from classifier.errors import InputError
from service.commands.options import AsJson, PolicyFile
from service.settings import Settings

app = typer.Typer(help="Show the policy, compare two, announce a change.", no_args_is_help=True)


def day(value: str | None) -> date | None:
    """A day of the command line; InputError when it is none."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise InputError(f"expected a day such as 2026-12-09, got {value!r}") from None


def checks(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Code or name of a check.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the checks, or tell all about one."""
    from classifier.checks import CHECKS
    from service.checks import described

    wanted = (code or "").lower()
    found = [check for check in CHECKS if not wanted or wanted in (check.code.lower(), check.name)]
    if not found:
        raise InputError(f"there is no check {code!r}; `prescreen checks` lists them")
    for check in found:
        facts = described(check)
        if as_json:
            typer.echo(json.dumps(asdict(facts), ensure_ascii=False))
        elif not wanted:
            typer.echo(f"{facts.code}  {facts.effect.value:6}  {facts.name:26}  {facts.title}")
        else:
            typer.echo(f"{facts.code} {facts.name} ({facts.effect.value})\n\n{facts.title}\n\n{facts.documentation}\n")
            typer.echo(f"Clause: {facts.clause}\nWhat to do: {facts.fix}")


@app.command()
def show(
    policy: PolicyFile = None,
    as_of: Annotated[str | None, typer.Option(metavar="DAY", help="The day to tell of; else today.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what the policy is made of, and which of its rules are in force, announced or ended on a day."""
    from service.checks import summary_of
    from service.scoring import load_policy

    on = day(as_of) or datetime.now(UTC).date()
    facts = summary_of(load_policy(Settings.read(policy=policy)), on)
    if as_json:
        typer.echo(json.dumps(asdict(facts), default=str, ensure_ascii=False))
        return
    typer.echo(f"policy {facts.version} of {facts.dated_on}, as of {facts.as_of}")
    typer.echo(f"notice of changes: {facts.notice_days} days")
    typer.echo(f"home regions: {' '.join(facts.home_regions)}; shorteners listed: {facts.shorteners:,}")
    typer.echo("keyword list: " + ", ".join(f"{name} {count}" for name, count in facts.listed_keywords.items()))
    for rule in facts.rules:
        until = f" until {rule.effective_to}" if rule.effective_to else ""
        since = f" from {rule.effective_from}" if rule.effective_from else ""
        typer.echo(f"  {rule.phase:9} {rule.kind} {rule.name}{since}{until}")
    if not facts.rules:
        typer.echo("no rules with dates")


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD")],
    new: Annotated[Path, typer.Argument(metavar="NEW")],
    as_json: AsJson = False,
) -> None:
    """Say what differs between two policy files."""
    from classifier.policy import changes
    from service.checks import read_policy

    found = changes.diff(read_policy(old, draft=True), read_policy(new, draft=True))
    _tell(found, as_json)


@app.command()
def announce(
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The policy file with the changes.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Where to write it with its dates.")],
    old: Annotated[Path | None, typer.Option(help="The live policy; else the shipped one.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="Day of the announcement; else today.")] = None,
    as_json: AsJson = False,
) -> None:
    """Announce a changed policy: each change is dated, and takes effect when the notice is over.

    Regions and shorteners have no dates: a file that changes them is refused before its `in_force_from`.
    """
    from service.policy_changes import announce as announced

    today = datetime.now(UTC).date()
    begun = day(on) or today
    if begun < today:
        raise InputError(f"--on: nothing can be announced in the past; expected {today} or later, got {begun}")
    _tell(announced(old, new, out, begun), as_json)


def _tell(found: tuple[Any, ...], as_json: bool) -> None:
    if not found and not as_json:
        typer.echo("no difference")
    for change in found:
        if as_json:
            typer.echo(json.dumps(asdict(change), default=str, ensure_ascii=False))
            continue
        when = f"  (from {change.effective_from})" if change.effective_from else ""
        typer.echo(f"{change.what}{when}")
        for sign, told in (("-", change.before), ("+", change.after)):
            if told is not None:
                typer.echo(f"  {sign} {told}")
