"""The page that `prescreen batch --report DIR` writes: index.html, which loads nothing."""

from collections.abc import Sequence
from pathlib import Path

from classifier.errors import InputError
from classifier.pages.writing import write_text
from classifier.traffic import report
from classifier.traffic.columns import BatchScreener
from classifier.traffic.observed import Observed
from classifier.traffic.report import Screened
from classifier.traffic.trends import Trends
from service.batching.job import Job
from service.batching.observers import Observer
from service.scoring import as_of, load_screener
from service.settings import Settings
from service.tables.chunks import STREAM

PAGE = "index.html"


class TrafficReport:
    """A page to come: `observed` and its own `observers` have to see a batch, and it is written when that is done."""

    def __init__(self, directory: Path, job: Job, settings: Settings, observed: Observed, table: str = "") -> None:
        """InputError at once if the page cannot be written, so that nobody waits for a batch in vain.

        `table` is the name of the file of all senders, "" if there is none.
        """
        job.check()
        self.path = directory / PAGE
        self._job, self._settings, self._table = job, settings, table
        self._observed, self._trends = observed, Trends()
        if directory.exists() and not directory.is_dir():
            raise InputError(f"--report {directory}: expected a directory, got a file")
        if self.path.is_dir() or (self.path.exists() and not (job.force or job.resume)):
            raise InputError(f"{self.path}: exists already; give another directory, or --force to replace it")
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"--report {directory}: cannot be made ({error.strerror or error})") from None

    @property
    def observers(self) -> Sequence[Observer]:
        """What has to see the batch besides `observed`."""
        return (self._trends,)

    def write(self, rejected: int) -> Path:
        """Write the page, of what was counted and of verdicts on the examples; its path.

        PrescreenError when there is no room or no permission.
        """
        job = self._job
        screener = load_screener(self._settings)
        judge = BatchScreener(screener, as_of(job.as_of), job.by_sent_at)
        totals = self._observed.summary.result()
        names = ([one.name for one in groups] for groups in (totals.senders, totals.sub_accounts))
        page = report.html(
            Screened(
                source="standard input" if job.source == STREAM else job.source.name,
                totals=totals,
                hygiene=self._observed.hygiene.result(),
                trends=self._trends.result(*names),
                verdicts={row: judge.verdict(message) for row, message in totals.messages.items()},
                policy_version=screener.policy.version,
                model_version=screener.model.version,
                rejected=rejected,
                rejects="" if job.out == STREAM else job.rejects.name,
                table=self._table,
            )
        )
        return write_text(self.path, page)
