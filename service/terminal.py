"""Verdicts and progress for human eyes, with rich."""

from rich.console import Console
from rich.text import Text

from classifier.types import Effect, Evidence, Explanation, Finding, Segments, Verdict

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
    """Print a verdict as a linter would: the decision, the text with its evidence, then each finding."""
    colour = COLOURS[verdict.decision]
    named = sorted({*verdict.labels, *(finding.category or finding.name for finding in verdict.findings)})
    out.print(Text(verdict.decision.value.upper(), style=f"bold {colour}") + Text(f"  {', '.join(named)}".rstrip()))
    out.print(Text("  ") + highlighted(text, verdict), soft_wrap=True)
    explanations = {explanation.category: explanation for explanation in verdict.explanations}
    for finding in verdict.findings:
        show_finding(out, finding, explanations.get(finding.category or ""))
    for name in verdict.failed:
        out.print(Text(f"  failed  {name}: this check crashed, so a human has to look", style="yellow"), soft_wrap=True)
    for suggestion in verdict.suggestions:
        out.print(Text(f"  try     {visible(suggestion.text)}", style="cyan"), soft_wrap=True)
        change = f"segments {suggestion.segments_before} to {suggestion.segments_after}"
        out.print(Text(f"          {visible('; '.join(suggestion.edits))} ({change})", style="dim"), soft_wrap=True)
    if verdict.no_suggestion:
        out.print(Text(f"  no edit {visible(verdict.no_suggestion)}", style="dim"), soft_wrap=True)
    out.print(_segments(verdict.segments), soft_wrap=True)
    out.print()


def show_finding(out: Console, finding: Finding, explanation: Explanation | None = None) -> None:
    """Print one finding: effect, code, name and reason; the words that show it; what to do about it."""
    head = Text(f"  {finding.effect.value:6} ", style=f"bold {COLOURS[finding.effect]}")
    out.print(head + Text(f"{finding.code} {finding.name}: {visible(finding.reason)}"), soft_wrap=True)
    words = ", ".join(_word(evidence) for evidence in finding.evidence[:WORDS_SHOWN])
    if words:
        limit = f"  (blocks from {explanation.threshold:.2f})" if explanation and finding.code.startswith("MDL") else ""
        out.print(Text(f"         because of {words}{limit}", style="dim"), soft_wrap=True)
    if finding.fix and finding.effect is not Effect.ALLOW:
        out.print(Text(f"         {finding.fix}", style="dim"), soft_wrap=True)


def highlighted(text: str, verdict: Verdict) -> Text:
    """The text with the evidence of the findings in colour."""
    shown = Text(visible(text))
    for finding in sorted(verdict.findings, key=lambda finding: finding.effect.rank):
        for evidence in finding.evidence:
            shown.stylize(f"bold {COLOURS[finding.effect]} underline", evidence.start, evidence.end)
    return shown


def _segments(segments: Segments) -> Text:
    noun = "segment" if segments.count == 1 else "segments"
    forced = " ".join(visible(evidence.text) for evidence in segments.forced_by)
    because = f" because of {forced}" if forced else ""
    return Text(f"  {segments.encoding}, {segments.count} {noun}{because}", style="dim")


def _word(evidence: Evidence) -> str:
    weight = "" if evidence.weight is None else f" {evidence.weight:+.1f}"
    return visible(evidence.text) + weight
