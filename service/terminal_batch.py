"""Progress and outcome of a batch for human eyes, with rich."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from service import batch


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
