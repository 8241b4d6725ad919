"""What a batch is watched by, and what is told of it when it is done: a summary, OUT.senders.csv, a page."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from classifier.traffic.observed import Observed
from service.batching.job import Job, Summary
from service.batching.observers import Observer
from service.scoring import load_policy
from service.senders_file import SendersFile
from service.settings import Settings
from service.tables.chunks import STREAM
from service.terminal_summary import summary_lines


class Watch:
    """What was asked for besides the verdicts: the table of senders, where OUT is a file, and the page.

    `told` are lines of what was found, once that is written.
    """

    def __init__(self, job: Job, settings: Settings, senders: bool, report: Path | None) -> None:
        """InputError at once if something may not be written."""
        self.told: list[str] = []
        table = senders and job.out != STREAM
        self._observed = Observed(load_policy(settings)) if table or report is not None else None
        self._table = SendersFile(job, self._observed) if table and self._observed else None
        self._page = None
        if report is not None and self._observed:
            from service.reports.traffic import TrafficReport

            named = self._table.path.name if self._table else ""
            self._page = TrafficReport(report, job, settings, self._observed, named)

    @property
    def observers(self) -> Sequence[Observer]:
        """What has to see the batch."""
        found: list[Observer] = [self._observed] if self._observed else []
        return [*found, *(self._page.observers if self._page else ())]

    def write(self, summary: Summary) -> None:
        """Write the files, when the batch is done. PrescreenError when there is no room or no permission."""
        self.told = list(self._told(summary.rejected))

    def _told(self, rejected: int) -> Iterator[str]:
        if self._observed:
            yield from summary_lines(self._observed.summary.result(), self._observed.hygiene.result())
        table = self._table.write() if self._table else None
        if table:
            yield f"{table}: senders and sub-accounts, and what was found of each"
        if self._page:
            yield f"{self._page.write(rejected)}: what was found"
