"""Progress and outcome of a batch for human eyes, with rich."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from service.batching.job import Job, Summary
from service.batching.job import Progress as Watch
from service.batching.parts import kept_rows
from service.tables.chunks import STREAM


@contextmanager
def progress_bar(out: Console) -> Iterator[Watch]:
    """A bar with rate and time left, on a terminal; elsewhere nothing."""
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task: TaskID = bar.add_task("", total=None, rate="")
        before: list[int] = []

        def advance(share: float, rows: int) -> None:
            before.append(rows)
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = f"{rows:,} rows, {(rows - before[0]) / elapsed:,.0f} a second" if elapsed else ""
            bar.update(task, completed=share, total=1.0 if share else None, rate=rate)
            del before[1:]

        yield advance


def summarise(job: Job, summary: Summary) -> str:
    """What came of a job, in a line, and in a second one what was left out."""
    decisions = ", ".join(f"{count:,} {name}" for name, count in sorted(summary.decisions.items()))
    streamed = job.out == STREAM
    out = "standard output" if streamed else job.out
    told = f"{out}: {summary.screened:,} rows screened" + (f" ({decisions})" if decisions else "")
    if summary.rejected:
        told += f"\n{out if streamed else job.rejects}: {summary.rejected:,} rows could not be screened"
    return told


def told_of_stop(job: Job) -> str:
    """What is left of a job that was stopped."""
    if job.out == STREAM:
        return "stopped; what went to standard output is not all"
    rows = kept_rows(job)
    if not rows:
        return f"stopped; nothing is kept of {job.out}"
    return f"stopped; {rows:,} rows of {job.out} are done, and the same command with --resume goes on from there"
