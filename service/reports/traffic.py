"""The page that `prescreen batch --report DIR` writes: index.html, which loads nothing."""

from pathlib import Path

from classifier.errors import InputError
from classifier.pages.writing import write_text
from classifier.traffic import report
from classifier.traffic.columns import BatchScreener
from classifier.traffic.report import Screened
from classifier.traffic.results import HygieneReport, Totals
from classifier.traffic.trends import Trends
from service.batching.job import Job
from service.scoring import as_of, load_screener
from service.settings import Settings
from service.tables.chunks import STREAM

PAGE = "index.html"


class TrafficReport:
    """A page to come. `trends` observes the batch beside what counts it."""

    def __init__(self, directory: Path, job: Job) -> None:
        """InputError at once if the page cannot be written, so that nobody waits for a batch in vain."""
        self.path = directory / PAGE
        self.trends = Trends()
        self._job = job
        if directory.exists() and not directory.is_dir():
            raise InputError(f"--report {directory}: expected a directory, got a file")
        if self.path.is_dir() or (self.path.exists() and not (job.force or job.resume)):
            raise InputError(f"{self.path}: exists already; give another directory, or --force to replace it")
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"--report {directory}: cannot be made ({error.strerror or error})") from None

    def write(self, settings: Settings, totals: Totals, hygiene: HygieneReport, rejected: int, table: Path) -> Path:
        """Write the page, of what was counted and of verdicts on the examples; its path.

        `table` is the file of all senders. PrescreenError when there is no room or no permission.
        """
        screener = load_screener(settings)
        judge = BatchScreener(screener, as_of(self._job.as_of), self._job.by_sent_at)
        names = ([one.name for one in groups] for groups in (totals.senders, totals.sub_accounts))
        page = report.html(
            Screened(
                source="standard input" if self._job.source == STREAM else self._job.source.name,
                totals=totals,
                hygiene=hygiene,
                trends=self.trends.result(*names),
                verdicts={row: judge.verdict(message) for row, message in totals.messages.items()},
                policy_version=screener.policy.version,
                model_version=screener.model.version,
                rejected=rejected,
                rejects=self._job.rejects.name,
                table=table.name,
            )
        )
        return write_text(self.path, page)
