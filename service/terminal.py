"""Verdicts and progress for human eyes, with rich."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from classifier import taxonomy
from classifier.types import Effect, Evidence, Explanation, Verdict
from service import batch

COLOURS = {Effect.ALLOW: "green", Effect.WARN: "green", Effect.REVIEW: "yellow", Effect.BLOCK: "red"}
WORDS_SHOWN = 5

_VISIBLE = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_VISIBLE |= dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)


def console(stderr: bool = False) -> Console:
    """Where to print; colours on a terminal only."""
    return Console(stderr=stderr, highlight=False)


def visible(text: str) -> str:
    """The text with control characters shown instead of obeyed by the terminal; offsets stay the same."""
    return text.translate(_VISIBLE)


def show(out: Console, text: str, verdict: Verdict) -> None:
    """Print a verdict: decision and categories, the text with its evidence, the scores from review on."""
    colour = COLOURS[verdict.decision]
    named = sorted({*verdict.labels, *(finding.category or finding.name for finding in verdict.findings)})
    out.print(Text(verdict.decision.value.upper(), style=f"bold {colour}") + Text(f"  {', '.join(named)}".rstrip()))
    out.print(Text("  ") + highlighted(text, verdict), soft_wrap=True)
    if verdict.findings:
        out.print(_table(verdict))
    out.print()


def highlighted(text: str, verdict: Verdict) -> Text:
    """The text with the evidence of the findings in colour."""
    shown = Text(visible(text))
    for finding in sorted(verdict.findings, key=lambda finding: finding.effect.rank):
        for evidence in finding.evidence:
            shown.stylize(f"bold {COLOURS[finding.effect]} underline", evidence.start, evidence.end)
    return shown


def _table(verdict: Verdict) -> Table:
    table = Table("category", "score", "blocks from", "because of", box=None, padding=(0, 2), header_style="dim")
    explanations = {explanation.category: explanation for explanation in verdict.explanations}
    for finding in verdict.findings:
        explanation = explanations.get(finding.category or "")
        because = ", ".join(_word(evidence) for evidence in finding.evidence[:WORDS_SHOWN])
        score, limit = _numbers(explanation)
        name = taxonomy.BY_CODE[finding.category].title if finding.category else finding.name
        table.add_row(Text(name, style=COLOURS[finding.effect]), score, limit, Text(because))
    return table


def _numbers(explanation: Explanation | None) -> tuple[str, str]:
    return (f"{explanation.score:.2f}", f"{explanation.threshold:.2f}") if explanation else ("", "")


def _word(evidence: Evidence) -> str:
    weight = "" if evidence.weight is None else f" {evidence.weight:+.1f}"
    return visible(evidence.text) + weight


@contextmanager
def progress_bar(out: Console) -> Iterator[batch.Progress]:
    """A bar with rate and time left, on a terminal; elsewhere nothing."""
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task: TaskID = bar.add_task("", total=1.0, rate="")

        def advance(share: float, rows: int) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = f"{rows:,} rows, {rows / elapsed:,.0f} a second" if elapsed else ""
            bar.update(task, completed=share, rate=rate)

        yield advance


def summarise(job: batch.Job, summary: batch.Summary) -> str:
    """What came of a job, in a line, and in a second one what was left out."""
    decisions = ", ".join(f"{count:,} {name}" for name, count in sorted(summary.decisions.items()))
    told = f"{job.out}: {summary.screened:,} rows screened" + (f" ({decisions})" if decisions else "")
    if summary.rejected:
        told += f"\n{job.rejects}: {summary.rejected:,} rows could not be screened"
    return told
