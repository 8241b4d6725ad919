"""A registration in a file: read, or refused with file and field, what was expected and what was got."""

import json
from pathlib import Path
from typing import Any

import pytest

from classifier.errors import InputError
from service.registrations import read, to_json
from tests.classifier.campaign.registrations import FINE, verdict_on

LIMIT = 1_048_576
SAMPLE = "Acme Dental: see you tomorrow. Reply STOP to opt out."
BODY: dict[str, Any] = {"brand": {"name": "Acme Dental"}, "usecase": "MIXED", "sample1": SAMPLE, "sample2": SAMPLE}


def written(tmp_path: Path, body: object) -> Path:
    path = tmp_path / "campaign.json"
    path.write_text(body if isinstance(body, str) else json.dumps(body), encoding="utf-8")
    return path


def test_a_registration_is_read_with_the_registry_s_names(tmp_path: Path) -> None:
    body = BODY | {
        "brand": {"name": "Acme Dental", "website": "https://acme.dental", "hosts": ["acme.dental"], "aliases": ["AD"]},
        "description": "What it is",
        "messageFlow": "How people opt in",
        "sample4": "Another",
        "optinMessage": "In",
        "optoutMessage": "Out",
        "helpMessage": "Help",
        "optoutKeywords": "STOP",
        "embeddedLink": False,
        "ageGated": True,
        "numberPool": None,
        "as_of": "2026-12-24",
    }
    read_body = read(written(tmp_path, body), LIMIT)
    found = read_body.registration()
    assert found.samples == (("sample1", SAMPLE), ("sample2", SAMPLE), ("sample4", "Another"))
    assert (found.message_flow, found.optin_message, found.optout_keywords) == ("How people opt in", "In", "STOP")
    assert found.flags == {"embeddedLink": False, "ageGated": True}
    assert (found.brand.name, found.brand.hosts, found.brand.aliases) == ("Acme Dental", ("acme.dental",), ("AD",))
    assert (found.website, str(read_body.as_of)) == ("https://acme.dental", "2026-12-24")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sample2": None}, "sample2: At least 2 samples are expected, from sample1 on; got sample1"),
        ({"sample1": None, "sample2": None}, "sample1: At least 2 samples are expected, from sample1 on; got none"),
        (
            {"sample2": None, "sample3": SAMPLE},
            "sample2: At least 2 samples are expected, from sample1 on; got sample1, sample3",
        ),
        ({"sample1": 5}, "sample1: expected a string, got a number"),
        ({"sample1": ["a"]}, "sample1: expected a string, got a list"),
        ({"sample1": " "}, "sample1: The text is empty"),
        ({"messageFlow": {}}, "messageFlow: expected a string, got an object"),
        ({"sample1": "x" * 10_001}, "sample1: The text has 10,001 characters; at most 10,000 are screened"),
        ({"ageGated": "yes"}, "ageGated: expected true or false, got a string"),
        ({"ageGated": 1}, "ageGated: expected true or false, got a number"),
        ({"brand": "Acme"}, "brand: expected an object, got a string"),
        ({"brand": {}}, "brand.name: expected a value, got none"),
        ({"brand": {"name": "A", "hosts": "a.com"}}, "brand.hosts: expected a list, got a string"),
        ({"brand": {"name": "A", "hosts": [7]}}, "brand.hosts.0: expected a string, got a number"),
        ({"use_case": "MIXED"}, "use_case: there is no such field; expected one of brand, brandId, usecase"),
        (
            {"usecase": "LOTTERY"},
            "usecase: There is no such use case; expected one of 2FA, ACCOUNT_",
        ),
        ({"as_of": "tomorrow"}, "as_of: This must be a day, such as 2026-11-25"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    path = written(tmp_path, BODY | change)
    with pytest.raises(InputError) as error:
        read(path, LIMIT)
    assert str(error.value).startswith(f"{path}: {told}")
    assert "\n" not in str(error.value)


def test_the_registry_s_other_fields_are_taken_and_a_reseller_is_told(tmp_path: Path) -> None:
    kept = {
        "privacyPolicyLink": "https://acme.dental/privacy",
        "termsAndConditionsLink": "https://acme.dental/terms",
        "embeddedLinkSample": "",
        "referenceId": "r-1",
        "termsAndConditions": True,
        "autoRenewal": False,
        "numberPool": False,
    }
    brand = {"name": "Acme Dental", "direct": False, "approved_reseller": True}
    body = read(written(tmp_path, BODY | kept | {"brandId": "B123", "brand": brand, "subUsecases": ["2FA"]}), LIMIT)
    assert {name: getattr(body, name) for name in kept} == kept
    found = body.registration().brand
    assert (found.id, found.direct, found.approved_reseller) == ("B123", False, True)
    assert read(written(tmp_path, BODY), LIMIT).registration().brand.id == "Acme Dental"


@pytest.mark.parametrize("use_case", ["Customer care", " customer-care", "UCAAS_HIGH", "trial"])
def test_a_use_case_may_be_written_in_any_case(tmp_path: Path, use_case: str) -> None:
    found = read(written(tmp_path, BODY | {"usecase": use_case}), LIMIT).registration().usecase
    assert found == use_case.strip().upper().replace(" ", "_").replace("-", "_")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("[]", "the registration: expected an object, got a list"),
        ('{"brand":\n "a",}', "not JSON, see line 2, column 6"),
        ("", "not JSON, see line 1, column 1"),
        ("[" * 200_000, "not JSON"),
        (json.dumps(BODY | {"sample1": "x" * 3_000_000}), "the file has 3,0"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, source: str, told: str) -> None:
    path = written(tmp_path, source)
    with pytest.raises(InputError, match=r"campaign\.json") as error:
        read(path, LIMIT)
    assert told in str(error.value)


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read(tmp_path / "none.json", LIMIT)
    path = tmp_path / "bytes.json"
    path.write_bytes(b'{"a": "caf\xe9"}')
    with pytest.raises(InputError, match="not UTF-8, see byte 10"):
        read(path, LIMIT)


def test_several_problems_are_counted(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"sample1: .* \(and 1 more\)$"):
        read(written(tmp_path, BODY | {"sample1": 5, "ageGated": "yes"}), LIMIT)


def test_the_answer_has_findings_and_verdicts_by_field() -> None:
    answer = json.loads(to_json(verdict_on(FINE)))
    assert set(answer) == {"decision", "findings", "verdicts", "model_version", "policy_version", "as_of", "failed"}
    assert answer["verdicts"]["sample1"]["decision"] == "allow"
