"""The evaluation as pages: an HTML report for a compliance officer, and the model card that travels with a model.

Both are made of an `Evaluation` alone. The report is one file that loads nothing. It quotes messages, so it belongs
where the messages belong; the model card quotes none and may be published.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from markupsafe import Markup

from classifier import taxonomy
from classifier.model import marking, plots, summary
from classifier.model.bootstrap import Estimate
from classifier.model.errors_seen import FALSE_NEGATIVE, FALSE_POSITIVE, Mistake
from classifier.model.evaluation import Evaluation, Slice
from classifier.pages import rendering
from classifier.pages.writing import write_text

CARD = "MODEL_CARD.md"
CURVE_FILES = {"precision_recall.svg": plots.precision_recall, "reliability.svg": plots.reliability}
_CURVE_LABELS = {"precision_recall.svg": "Precision and recall", "reliability.svg": "Reliability"}


@dataclass(frozen=True, slots=True)
class CardText:
    """What a model card says in words, as Markdown. `command` prints the numbers that the card shows."""

    data: str
    intended_use: str
    limits: str
    known_errors: str
    command: str


def html(evaluation: Evaluation) -> str:
    """The report as one page."""
    return rendering.render(
        "classifier.model",
        "report.html.j2",
        marking.visible,
        evaluation=evaluation,
        overall=evaluation.overall,
        taxonomy=taxonomy,
        summary=summary,
        comparison=list(summary.comparison(evaluation)),
        pieces=marking.pieces,
        mistakes=_by_category(evaluation.mistakes),
        curves=[(code, _small(evaluation, code)) for code in taxonomy.CODES],
        confusion=Markup(plots.confusion(evaluation.confusion)),
    )


def _small(evaluation: Evaluation, code: str) -> tuple[Markup, Markup]:
    """A category's two pictures; they hold numbers and names of our own alone, so they are safe as they are."""
    ranked = plots.small(evaluation, code, plots.precision_recall, "Precision and recall")
    return Markup(ranked), Markup(plots.small(evaluation, code, plots.reliability, "Reliability"))


def _by_category(mistakes: Sequence[Mistake]) -> list[tuple[str, list[tuple[str, list[Mistake]]]]]:
    found = []
    for code in taxonomy.LEAVES:
        kinds = [
            (kind, [each for each in mistakes if each.category == code and each.kind == kind])
            for kind in (FALSE_POSITIVE, FALSE_NEGATIVE)
        ]
        found.append((code, [(kind, each) for kind, each in kinds if each]))
    return [(code, kinds) for code, kinds in found if kinds]


def write(directory: Path, evaluation: Evaluation) -> Path:
    """Write report.html and evaluation.json into the directory, made if need be; the report's path."""
    write_text(directory / "evaluation.json", json.dumps(summary.to_dict(evaluation), allow_nan=False, indent=1) + "\n")
    return write_text(directory / "report.html", html(evaluation))


def write_card(directory: Path, evaluation: Evaluation, words: CardText, others: Sequence[Evaluation] = ()) -> Path:
    """Write the model card and its two pictures into the model's directory; the card's path."""
    for name, draw in CURVE_FILES.items():
        write_text(directory / name, plots.grid(evaluation, draw, _CURVE_LABELS[name]))
    return write_text(directory / CARD, model_card(evaluation, words, others))


def model_card(evaluation: Evaluation, words: CardText, others: Sequence[Evaluation] = ()) -> str:
    """The model card in Markdown; its pictures lie beside it (`write_card`). `others` are told of in a line each."""
    sections = [
        f"# {evaluation.subject}: model card",
        summary.headline(evaluation) + f" Measured on {evaluation.data}; a number's 95 % interval stands beside it.",
        f"## Intended use\n\n{words.intended_use.strip()}",
        f"## Data\n\n{words.data.strip()}",
        f"## Results\n\n{_overview(evaluation, others)}",
        f"### Each category, on {evaluation.data}\n\n{_categories(evaluation)}",
        f"The command that prints these numbers:\n\n```\n{words.command.strip()}\n```",
        *_optional_sections(evaluation),
        _pictures(),
        f"## Known errors\n\n{words.known_errors.strip()}",
        f"## Limits\n\n{words.limits.strip()}",
    ]
    return "\n\n".join(sections) + "\n"


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in (heads, rule, *lines))


def _cell(text: str) -> str:
    return " ".join(escape(marking.visible(text), quote=False).replace("|", "\\|").split(" "))


def _overview(evaluation: Evaluation, others: Sequence[Evaluation]) -> str:
    lines = []
    for each in (evaluation, *others):
        lines.append(_overview_line(each.data, each))
        lines += [
            _overview_line(f"{each.data}, {s.dimension} {s.value}", s) for s in each.slices if s.dimension == "kind"
        ]
    heads = (
        "measured on",
        "messages",
        "macro-F1",
        "macro average precision",
        "clean blocked",
        "clean reviewed or blocked",
    )
    return _table(heads, lines)


def _overview_line(name: str, measured: Evaluation | Slice) -> list[str]:
    measures = measured.overall if isinstance(measured, Evaluation) else measured.measures
    shares = (measures.clean_blocked, measures.clean_reviewed)
    numbers = (measures.macro.f1, measures.macro.average_precision)
    return [name, f"{measures.rows:,}", *map(_with_interval, numbers), *map(_share, shares)]


def _with_interval(estimate: Estimate) -> str:
    return f"{summary.number(estimate)} ({summary.interval(estimate)})" if estimate.known else "–"


def _share(estimate: Estimate) -> str:
    return f"{summary.percent(estimate)} ({summary.percent_interval(estimate)})" if estimate.known else "–"


def _categories(evaluation: Evaluation) -> str:
    """Every category with its thresholds and numbers; a parent fires with its children and has no thresholds."""
    lines = []
    for each in evaluation.overall.categories:
        limits = evaluation.thresholds.get(each.code)
        shown = [f"{limits.review:.3f}", f"{limits.block:.3f}"] if limits else ["–", "–"]
        numbers = map(_with_interval, summary.numbers_of(each.quality))
        lines.append([f"`{each.code}`", f"{each.support:,}", *shown, *numbers])
    for name, quality in (("macro", evaluation.overall.macro), ("micro", evaluation.overall.micro)):
        lines.append([f"**{name}**", "", "", "", *map(_with_interval, summary.numbers_of(quality))])
    return _table(("category", "messages", "review from", "block from", *summary.HEADINGS), lines)


def _optional_sections(evaluation: Evaluation) -> list[str]:
    found = []
    languages = [each for each in evaluation.slices if each.dimension == "lang"]
    if languages:
        lines = [_overview_line(each.value, each) for each in languages]
        heads = (
            "language",
            "messages",
            "macro-F1",
            "macro average precision",
            "clean blocked",
            "clean reviewed or blocked",
        )
        found.append("### By language\n\n" + _table(heads, lines))
    if evaluation.contenders:
        found.append("### Beside simpler classifiers trained on the same messages\n\n" + _contenders(evaluation))
    if evaluation.disguises:
        lines = [[d.name, _with_interval(d.recall), _with_interval(d.kept)] for d in evaluation.disguises]
        found.append("### In disguise\n\n" + _table(("disguise", "recall", "of undisguised recall"), lines))
    return found


def _contenders(evaluation: Evaluation) -> str:
    lines = []
    for name, measures, note in summary.comparison(evaluation):
        if measures is None:
            lines.append([f"{name} ({note})", "–", "–", "–"])
            continue
        numbers = (measures.macro.f1, measures.macro.average_precision)
        lines.append([name, *map(_with_interval, numbers), _share(measures.clean_blocked)])
    return _table(("classifier", "macro-F1", "macro average precision", "clean blocked"), lines)


def _pictures() -> str:
    return (
        "### Precision and recall\n\nThe dot is where the block threshold stands.\n\n"
        "![Precision-recall curve of each category](precision_recall.svg)\n\n"
        "### Reliability\n\nOn the dashed line a score is a probability: of messages scored 0.7, 70 % are truly of the "
        "category. Larger dots stand for more messages.\n\n"
        "![Share truly of each category against the score](reliability.svg)"
    )
