"""POST /v1/campaigns/screen: answered by field, or refused with a pointer."""

import asyncio
import json
from typing import Any

import httpx2
import pytest

from classifier.use_cases import KNOWN
from service.api import campaigns
from service.api.health import Engine
from service.app import create_app
from service.settings import Settings
from tests.classifier.campaign.registrations import SCREENER
from tests.service.test_registrations import BODY, SAMPLE

PATH = "/v1/campaigns/screen"
SECRET = "Meet me at the harbour"


def post(content: bytes, media_type: str = "application/json") -> httpx2.Response:
    """The answer of a service in this process that has the tiny model."""
    app = create_app(Settings())
    if PATH not in {getattr(route, "path", "") for route in app.routes}:
        app.include_router(campaigns.routes(Settings()))
    app.state.engine = Engine(SCREENER)

    async def ask() -> httpx2.Response:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://service") as client:
            return await client.post(PATH, content=content, headers={"content-type": media_type})

    return asyncio.run(ask())


def refused(body: object) -> list[dict[str, Any]]:
    answer = post(json.dumps(body).encode())
    assert answer.status_code == 422, answer.text
    assert SECRET not in answer.text
    errors: list[dict[str, Any]] = answer.json()["errors"]
    return errors


def test_a_campaign_is_answered_by_field() -> None:
    body = BODY | {"sample2": "Win at our casino tonight", "ageGated": False, "as_of": "2026-11-25"}
    answer = post(json.dumps(body).encode())
    assert answer.status_code == 200
    verdict = answer.json()
    assert (verdict["decision"], verdict["as_of"], verdict["policy_version"]) == ("block", "2026-11-25", "tiny")
    assert set(verdict["verdicts"]) == {"sample1", "sample2"}
    by_name = {(one["field"], one["name"]): one for one in verdict["findings"]}
    gambling = by_name["sample2", "prohibited-gambling"]
    assert set(gambling) == {
        "field",
        "name",
        "effect",
        "reason",
        "evidence",
        "rejection_code",
        "resubmittable",
        "fix",
    }
    assert gambling["rejection_code"] == "CAMPAIGN_NON_COMPLIANT_CONTENT_GAMBLING"
    assert gambling["resubmittable"] is False
    assert by_name["ageGated", "attribute-mismatch"]["evidence"][0]["field"] == "sample2"
    assert ("messageFlow", "missing-opt-in") in by_name


@pytest.mark.parametrize(
    ("change", "pointer", "detail"),
    [
        ({"sample2": None}, "#/sample2", "At least 2 samples are expected, from sample1 on; got sample1."),
        ({"sample1": 5}, "#/sample1", "Input should be a valid string."),
        ({"sample1": [SECRET]}, "#/sample1", "Input should be a valid string."),
        ({"embeddedLink": "yes"}, "#/embeddedLink", "Input should be a valid boolean."),
        ({"brand": SECRET}, "#/brand", "This must be an object."),
        ({"brand": {"name": "Acme", "hosts": [7]}}, "#/brand/hosts/0", "Input should be a valid string."),
        (
            {"brand": {"name": "Acme", "hosts": ["acme.dental", SECRET]}},
            "#/brand/hosts/1",
            "This is no host: expected a host such as haldenbooks.com.",
        ),
        (
            {"brand": {"name": "Acme", "website": SECRET}},
            "#/brand/website",
            "This is no host: expected a host such as haldenbooks.com.",
        ),
        ({"as_of": "2026-02-30"}, "#/as_of", "There is no such day; expected one such as 2026-11-25."),
        ({"brand": {"name": "Acme", "owner": SECRET}}, "#/brand/owner", "There is no such field."),
        ({"sampel3": SECRET}, "#/sampel3", "There is no such field."),
        ({"sample3": ""}, "#/sample3", "The text is empty."),
        (
            {"sample3": "x" * 10_001},
            "#/sample3",
            "The text has 10,001 characters; at most 10,000 are screened.",
        ),
        ({"usecase": 2}, "#/usecase", "Input should be a valid string."),
        ({"brand": {"name": "Acme", "direct": "no"}}, "#/brand/direct", "Input should be a valid boolean."),
    ],
)
def test_a_field_that_cannot_be_used_is_pointed_at(change: dict[str, Any], pointer: str, detail: str) -> None:
    assert refused(BODY | change) == [{"pointer": pointer, "detail": detail}]


def test_brand_and_use_case_are_required() -> None:
    pointers = [error["pointer"] for error in refused({"sample1": SAMPLE, "sample2": SAMPLE})]
    assert pointers == ["#/brand", "#/usecase"]


def test_an_unknown_use_case_is_refused_with_those_that_are_known() -> None:
    (error,) = refused(BODY | {"usecase": SECRET})
    assert error["pointer"] == "#/usecase"
    assert all(name in error["detail"] for name in KNOWN)


@pytest.mark.parametrize(
    ("row", "change", "field", "name"),
    [
        ("direct brands", {"brand": {"name": "Acme Dental", "direct": False}}, "brand", "indirect-brand"),
        ("prohibited content", {"sample2": "Win at our casino tonight"}, "sample2", "prohibited-gambling"),
        (
            "prohibited content",
            {"helpMessage": "Acme Dental: call 208-555-0114. Casino!"},
            "helpMessage",
            "prohibited-gambling",
        ),
        ("URL shorteners", {"sample2": "Acme Dental: see bit.ly/3abcdef"}, "sample2", "public-shortener"),
        ("opt-out", dict.fromkeys(("sample1", "sample2"), "Acme Dental: see you"), "samples", "missing-opt-out"),
        ("no redaction", {"sample2": "Acme Dental: your [REDACTED] is ready"}, "sample2", "redacted-content"),
    ],
)
def test_a_row_of_the_guideline_is_broken_by_a_campaign(
    row: str, change: dict[str, Any], field: str, name: str
) -> None:
    verdict = post(json.dumps(BODY | change).encode()).json()
    assert verdict["decision"] == "block", row
    (found,) = [one for one in verdict["findings"] if (one["field"], one["name"]) == (field, name)]
    assert found["effect"] == "block" and found["reason"] and found["fix"] and found["rejection_code"]
    fine = post(json.dumps(BODY).encode()).json()
    assert (field, name) not in {(one["field"], one["name"]) for one in fine["findings"]}


def test_an_approved_reseller_s_campaign_is_no_finding() -> None:
    brand = {"name": "Acme Dental", "direct": False, "approved_reseller": True}
    verdict = post(json.dumps(BODY | {"brand": brand}).encode()).json()
    assert "indirect-brand" not in {one["name"] for one in verdict["findings"]}


def test_a_flood_of_fields_is_one_error() -> None:
    assert len(refused(BODY | {f"k{index}": 1 for index in range(10_000)})) == 1


def test_three_megabytes_of_text_are_refused_before_they_are_read() -> None:
    answer = post(json.dumps(BODY | {"sample2": "x" * 3_000_000}).encode())
    assert (answer.status_code, answer.json()["detail"]) == (413, "The body is larger than 1,048,576 bytes.")


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"null", b"5"])
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    answer = post(body)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": "#", "detail": "This must be an object."}]


def test_a_body_that_is_not_json_is_refused() -> None:
    assert post(b"{").status_code == 400
    assert post(b"{}", "text/plain").status_code == 415
