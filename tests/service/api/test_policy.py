"""GET /v1/checks and /v1/policy, and the facts that POST /v1/score takes."""

import httpx2
import pytest

from classifier.checks import CHECKS
from tests.service.tiny_model import CLEAN


def test_every_check_is_listed_with_its_documentation(client: httpx2.Client) -> None:
    listed = client.get("/v1/checks").json()["checks"]
    assert [check["code"] for check in listed] == [check.code for check in CHECKS]
    assert all(check["title"] and check["clause"] and check["fix"] for check in listed)


@pytest.mark.parametrize("code", ["LNK001", "lnk001", "public-shortener"])
def test_a_check_is_told_by_code_or_name(client: httpx2.Client, code: str) -> None:
    told = client.get(f"/v1/checks/{code}").json()
    assert (told["code"], told["name"]) == ("LNK001", "public-shortener")
    assert "look-alike hosts count" in told["documentation"]


def test_a_check_that_does_not_exist_is_a_problem(client: httpx2.Client) -> None:
    answer = client.get("/v1/checks/NOPE")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:prescreen:problem:not-found")


def test_the_policy_tells_the_phase_of_its_rules_on_a_day(client: httpx2.Client) -> None:
    phases = {}
    for day in ("2026-11-19", "2026-11-21", "2027-02-01"):
        told = client.get("/v1/policy", params={"as_of": day}).json()
        assert (told["version"], told["as_of"]) == ("tiny", day)
        phases[day] = [rule["phase"] for rule in told["rules"]]
    assert phases == {
        "2026-11-19": ["notice", "scheduled"],
        "2026-11-21": ["live", "notice"],
        "2027-02-01": ["live", "live"],
    }


@pytest.mark.parametrize("day", ["tomorrow", "0", "20261125", "2026-02-30", "1764028800", "2026-11-25T00:00:00Z"])
def test_a_bad_day_is_a_problem_of_the_query(client: httpx2.Client, day: str) -> None:
    answer = client.get("/v1/policy", params={"as_of": day})
    assert answer.status_code == 422
    assert answer.json()["detail"] == "The query is not what this address expects in 1 place."
    assert answer.json()["errors"][0]["pointer"] == "#/as_of"


def test_as_of_judges_by_that_days_policy(client: httpx2.Client) -> None:
    found = {}
    for day in ("2026-11-19", "2026-12-01", "2027-01-15"):
        verdict = client.post("/v1/score", json={"text": "Join our lucky draw", "as_of": day}).json()
        found[day] = (verdict["decision"], [(f["effect"], f["enforced_from"]) for f in verdict["findings"]])
    assert found == {
        "2026-11-19": ("allow", []),
        "2026-12-01": ("allow", [("warn", "2027-01-15")]),
        "2027-01-15": ("block", [("block", None)]),
    }


@pytest.mark.parametrize(
    ("context", "pointer"),
    [
        ({"brand": {"id": "b"}}, "#/context/brand/name"),
        ({"colour": 1}, "#/context/colour"),
        ({"countries": ["France"]}, "#/context/countries/0"),
        ({"opted_out": "yes"}, "#/context/opted_out"),
        ({"known_brands": [{"id": "x"}]}, "#/context/known_brands/0/name"),
        ({"exemptions": [{"id": "e"}]}, "#/context/exemptions/0/term"),
        ({"opted_out_at": "2026-11-25"}, "#/context/opted_out_at"),
    ],
)
def test_bad_facts_are_refused_with_a_pointer(client: httpx2.Client, context: dict[str, object], pointer: str) -> None:
    answer = client.post("/v1/score", json={"text": CLEAN, "context": context})
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


@pytest.mark.parametrize(
    "day", ["2026-13-01", "2026-02-30", "25/11/2026", 20261125, "1764028800", "2026-11-25T00:00:00Z"]
)
def test_a_bad_as_of_is_refused(client: httpx2.Client, day: object) -> None:
    answer = client.post("/v1/score", json={"text": CLEAN, "as_of": day})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/as_of")


def test_a_blocked_message_gets_a_suggestion_and_a_hopeless_one_the_reason(client: httpx2.Client) -> None:
    mended = client.post("/v1/score", json={"text": "Track your parcel at bit.ly/3xYz"}).json()
    assert mended["suggestions"][0]["text"] == "Track your parcel at"
    hopeless = client.post("/v1/score", json={"text": "casino"}).json()
    assert hopeless["suggestions"] == [] and "prohibited" in hopeless["no_suggestion"]


@pytest.mark.parametrize(
    "host",
    ["haldenbooks.com", "HaldenBooks.com.", "https://haldenbooks.com/", "HTTP://haldenbooks.com:8080/shop?a=b#d"],
)
def test_a_brands_host_may_be_given_as_an_address(client: httpx2.Client, host: str) -> None:
    names = []
    for hosts in ([host], []):
        brand = {"id": "tide", "name": "Tidewater Tours", "hosts": hosts}
        message = {"text": "Your order: https://haldenbooks.com/o", "first_contact": True, "context": {"brand": brand}}
        found = client.post("/v1/score", json=message).json()
        names.append({finding["name"] for finding in found["findings"]})
    assert "missing-brand-name" not in names[0] and "missing-brand-name" in names[1]


def test_the_isvs_own_host_may_be_given_as_an_address(client: httpx2.Client) -> None:
    context = {"account": {"id": "isv", "hosts": ["https://go.isv-links.com/"]}}
    found = client.post("/v1/score", json={"text": "See https://go.isv-links.com/abc", "context": context}).json()
    assert "isv-shortener" in [finding["name"] for finding in found["findings"]]


@pytest.mark.parametrize(
    "host",
    ["", "Halden Books", "haldenbooks", "https://", "ftp://haldenbooks.com", "a@haldenbooks.com", "halden..com",
     "-halden.com", "haldenbooks.com\n", "haldenbooks.com/a b"],
)  # fmt: skip
def test_what_is_no_host_is_refused(client: httpx2.Client, host: str) -> None:
    for context, pointer in (
        ({"account": {"id": "isv", "hosts": [host]}}, "#/context/account/hosts/0"),
        ({"brand": {"id": "b", "name": "B", "hosts": ["b.com", host]}}, "#/context/brand/hosts/1"),
    ):
        answer = client.post("/v1/score", json={"text": CLEAN, "context": context})
        assert answer.status_code == 422
        assert answer.json()["errors"] == [
            {"pointer": pointer, "detail": "This is no host: expected a host such as haldenbooks.com."}
        ]


def test_suggestions_are_left_out_when_they_are_not_wanted(client: httpx2.Client) -> None:
    for text in ("Track your parcel at bit.ly/3xYz", "casino"):
        told = client.post("/v1/score", json={"text": text, "suggest": False}).json()
        assert (told["decision"], told["suggestions"], told["no_suggestion"]) == ("block", [], None)
