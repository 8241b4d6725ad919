"""A campaign's verdict as human eyes see it."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from classifier.campaign import Registration
from service.cli import app
from service.terminal_campaign import highlighted, show_campaign
from tests.classifier.campaign.registrations import FINE, verdict_on, with_samples
from tests.service.test_registrations import BODY, written
from tests.service.tiny_model import VERSION

SPOILT = with_samples(FINE.samples[0][1], "Win at our casino \x1b[2J tonight, call 208-555-0114.", help_message=None)


def shown(registration: Registration, terminal: bool = False) -> str:
    out = io.StringIO()
    show_campaign(Console(file=out, force_terminal=terminal, width=100), registration, verdict_on(registration))
    return out.getvalue()


def test_a_finding_is_one_line_with_field_effect_name_reason_fix_and_code() -> None:
    lines = shown(SPOILT).splitlines()
    assert lines[0] == "BLOCK  Acme Dental, CUSTOMER_CARE: 4 findings"
    (line,) = [line for line in lines if "missing-help" in line]
    assert line.split()[:2] == ["helpMessage", "block"]
    assert "There is no helpMessage" in line and "Give a phone number" in line
    assert "(HELP_MESSAGE_NON_COMPLIANT, may be resubmitted)" in line
    assert any("prohibited-gambling" in line and "may not be resubmitted" in line for line in lines)


def test_samples_are_shown_with_their_evidence_marked_also_that_of_flags() -> None:
    field, text = SPOILT.samples[1]
    marked = highlighted(field, text, verdict_on(SPOILT).findings)
    assert {text[span.start : span.end] for span in marked.spans} == {"casino", "208-555-0114"}
    assert "\x1b[2J" not in shown(SPOILT) and "\x1b[2J" not in shown(SPOILT, terminal=True)


def test_a_fine_campaign_is_said_to_be() -> None:
    assert shown(FINE).startswith("ALLOW  Acme Dental, CUSTOMER_CARE: no findings")


def test_a_terminal_gets_colours_and_a_file_does_not() -> None:
    assert "\x1b[" in shown(SPOILT, terminal=True)
    assert "\x1b[" not in shown(SPOILT)


def test_the_command_takes_a_model_and_judges_by_today(tiny_models: Path, tmp_path: Path) -> None:
    file = str(written(tmp_path, BODY))
    done = CliRunner().invoke(app, ["screen-campaign", file, "--json", "--model", str(tiny_models / VERSION)])
    answer = json.loads(done.output)
    assert (done.exit_code, answer["model_version"]) == (1, VERSION)
    assert answer["as_of"] == datetime.now(UTC).date().isoformat()


@pytest.mark.usefixtures("tiny_models")
def test_a_model_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["screen-campaign", str(written(tmp_path, BODY)), "--model", "none"])
    assert done.exit_code != 0
