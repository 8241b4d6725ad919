"""OUT.senders.csv: what was found of each sender and sub-account of a batch."""

import csv
import io
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path

from classifier.errors import InputError
from classifier.pages.writing import write_text
from classifier.traffic.observed import Observed
from classifier.traffic.results import SenderRow
from service.batching.job import Job

COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(SenderRow))


class SendersFile:
    """A table to come: `observed` has to see the batch, then it is written."""

    def __init__(self, job: Job, observed: Observed) -> None:
        """InputError at once if the table may not be written, so that nobody waits for a batch in vain."""
        self.path = job.out.with_name(f"{job.out.name}.senders.csv")
        self.observed = observed
        if self.path.is_dir():
            raise InputError(f"{self.path}: is a directory, expected the name of a file")
        if self.path.exists() and not (job.force or job.resume):
            raise InputError(f"{self.path}: exists already; give another name for OUT, or --force to replace it")

    def write(self) -> Path | None:
        """Write the table whole or not at all; its path. None if the batch names neither senders nor sub-accounts.

        Then there is no file, not even one of before. PrescreenError when there is no room or no permission.
        """
        rows = self.observed.senders()
        if not rows:
            self.path.unlink(missing_ok=True)
            return None
        return write_text(self.path, text_of(rows))


def text_of(rows: Iterable[SenderRow]) -> str:
    """The table as CSV: lists are |-joined, days as 2026-11-25, what is not known is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(getattr(row, name)) for name in COLUMNS] for row in rows)
    return text.getvalue()


def _cell(value: str | int | date | tuple[object, ...] | None) -> str:
    if isinstance(value, tuple):
        return "|".join(map(str, value))
    return "" if value is None else str(value)
