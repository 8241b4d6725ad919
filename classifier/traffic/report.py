"""What was found in a file of traffic, as one page for those who answer for it: rendering alone, of what was counted.

The page quotes messages, so it belongs where the messages belong.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from classifier.errors import MissingExtra
from classifier.model import marking
from classifier.traffic.results import HygieneReport, Totals
from classifier.traffic.trends import TrendLines
from classifier.types import Verdict

try:
    from classifier.pages import rendering
    from classifier.traffic import report_parts as parts
    from classifier.traffic import report_words as words
except ModuleNotFoundError as error:
    raise MissingExtra(str(error.name), "train", "batch --report") from None

SHOWN = 20
"""Senders and sub-accounts of the page."""
OF_A_KIND = 5
"""Findings of hygiene of one kind."""


@dataclass(frozen=True, slots=True)
class Screened:
    """What the page is made of.

    `source` is the name of the file that was screened, `rejected` the number of its rows that could not be, which the
    file `rejects` names with their reasons; `table` is the file of all senders, "" if there is none. `verdicts` are
    those on the messages of the totals, by row.
    """

    source: str
    totals: Totals
    hygiene: HygieneReport
    trends: TrendLines
    verdicts: Mapping[int, Verdict]
    policy_version: str
    model_version: str
    rejected: int
    rejects: str
    table: str = ""


def html(screened: Screened) -> str:
    """The page."""
    totals, hygiene, trends = screened.totals, screened.hygiene, screened.trends
    first, last = parts.days_of(totals)
    over = parts.periods_of(totals)
    return rendering.render(
        "classifier.traffic",
        "traffic_report.html.j2",
        marking.visible,
        screened=screened,
        totals=totals,
        words=words,
        first=first,
        last=last,
        undated=totals.rows - sum(one.messages for one in totals.days if one.first),
        course=parts.course(totals, over) if over else None,
        categories=parts.categories(totals, over),
        checks=parts.lines(totals.checks, trends.checks, over, words.title_of_check),
        senders=parts.lines(totals.senders[:SHOWN], trends.senders, over),
        sub_accounts=parts.lines(totals.sub_accounts[:SHOWN], trends.sub_accounts, over),
        kinds=parts.kinds(hygiene.findings),
        shown=parts.examples(totals, screened.verdicts),
        left_out=[*totals.cut, *hygiene.cut, *trends.cut],
        OF_A_KIND=OF_A_KIND,
    )
