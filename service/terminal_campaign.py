"""A campaign's verdict for human eyes, with rich."""

from rich.console import Console
from rich.text import Text

from classifier.campaign import CampaignFinding, CampaignVerdict, Registration
from service.terminal import COLOURS, visible


def show_campaign(out: Console, registration: Registration, verdict: CampaignVerdict) -> None:
    """Print the decision, the samples (and other texts that have evidence) with it in colour, and a line a finding."""
    colour = COLOURS[verdict.decision]
    count = len(verdict.findings)
    noun = "finding" if count == 1 else "findings"
    about = f"  {visible(registration.brand.name)}, {visible(registration.usecase)}: {count or 'no'} {noun}"
    out.print(Text(verdict.decision.value.upper(), style=f"bold {colour}") + Text(about), soft_wrap=True)
    samples = dict(registration.samples)
    shown = {place.field for finding in verdict.findings for place in finding.evidence}
    texts = {field: text for field, text in registration.texts.items() if field in samples or field in shown}
    width = max(len(name) for name in (*texts, *(finding.field for finding in verdict.findings), ""))
    for field, text in texts.items():
        label = (f"  {field:{width}}  ", "dim")
        out.print(Text.assemble(label, highlighted(field, text, verdict.findings)), soft_wrap=True)
    for finding in verdict.findings:
        out.print(_line(finding, width), soft_wrap=True)
    for name in verdict.failed:
        out.print(Text(f"  failed  {name}: this check crashed, so a human has to look", style="yellow"), soft_wrap=True)


def highlighted(field: str, text: str, findings: tuple[CampaignFinding, ...]) -> Text:
    """The field's text with the evidence of the findings in colour, the gravest on top."""
    shown = Text(visible(text))
    for finding in sorted(findings, key=lambda finding: finding.effect.rank):
        for place in finding.evidence:
            if place.field == field:
                shown.stylize(f"bold {COLOURS[finding.effect]} underline", place.start, place.end)
    return shown


def _line(finding: CampaignFinding, width: int) -> Text:
    again = "may be resubmitted" if finding.resubmittable else "may not be resubmitted"
    effect = Text(f"{finding.effect.value:6} ", style=f"bold {COLOURS[finding.effect]}")
    told = Text(f"{finding.name}: {visible(finding.reason)} ")
    advice = Text(f"{visible(finding.fix)} ({finding.rejection_code}, {again})", style="dim")
    return Text(f"  {finding.field:{width}}  ") + effect + told + advice
