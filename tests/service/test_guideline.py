"""Every row of the ISV guideline can be broken through HTTP; each break is a finding with its clause and its fix."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from classifier import taxonomy
from tests.conftest import MODELS
from tests.service.serving import served

US, PARIS = "+14155550123", "+33612345678"
BRAND = {"id": "halden", "name": "Halden Books", "hosts": ["haldenbooks.com"]}
SENDER = {"number": "+14155550100", "brand": "halden"}
SHARED = {"id": "s", "brands": ["halden", "acme"]}
COMPROMISED = {"compromised_on": "2026-11-20"}
TEXT = "Halden Books: your order is ready to collect. Reply STOP to opt out."


def message(text: str = TEXT, context: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    return {"text": text, "context": {"brand": BRAND, "sender": SENDER} | (context or {})} | fields


PROHIBITED = {
    "financial": "Need cash today? Personal loans up to $5,000, bad credit ok, apply now and get funded in minutes",
    "investment": "Our VIP crypto signals made members 300% last month. Join the trading group and double your bitcoin",
    "lead_gen": "Compare car insurance quotes from 20 providers in 2 minutes, fill in the form and get matched now",
    "employment": "We are hiring! Work from home, earn $900 a week, no experience needed. Apply today for this job",
    "real_estate": "We buy houses for cash! Sell your home fast, any condition, no realtor fees. Get your offer today",
    "gambling": "Claim 100 free spins at our online casino tonight, deposit $10 and play the jackpot slots",
    "shaft.sex": "Hot singles near you want sex tonight, watch my nude webcam show, adults only xxx",
    "shaft.alcohol": "Happy hour: 2 for 1 margaritas, beer buckets $10 and whiskey shots all night, liquor delivery",
    "shaft.firearms": "AR-15 rifles and 9mm ammo back in stock, handguns on sale this weekend at the gun show",
    "shaft.tobacco": "Disposable vapes and e-liquid buy 2 get 1 free, cigars and nicotine pouches in store today",
    "shaft.drugs": "Top shelf weed delivered: THC gummies, edibles and vape carts, ounces from $99, text to order",
}
ROWS: list[tuple[str, dict[str, Any], str]] = [
    ("direct brands", message(context={"brand": BRAND | {"direct": False}}), "indirect-brand"),
    (
        "segregation",
        message(context={"sub_account": {"id": "s", "brands": ["halden", "acme"]}}),
        "sub-account-mismatch",
    ),
    ("segregation", message(context={"sub_account": {"id": "s", "brands": ["acme"]}}), "sub-account-mismatch"),
    ("geography", message(recipient=PARIS), "geography-not-enabled"),
    ("geography", message(recipient=PARIS, context={"brand": BRAND | {"kyc_complete": False}}), "kyc-missing"),
    ("short codes", message(sender="72727", recipient=US), "short-code"),
    ("sender ID", message(context={"sender": SENDER | {"brand": "acme"}}, use_case="2FA"), "sender-of-another-brand"),
    ("sender ID", message(context={"sender": SENDER | {"registered": False}}), "unknown-sender"),
    *[
        ("prohibited content", message(text), f"prohibited-{code.replace('_', '-').replace('.', '-')}")
        for code, text in PROHIBITED.items()
    ],
    ("URL shorteners: public", message("Halden Books: track it at bit.ly/3xYzAbC"), "public-shortener"),
    (
        "URL shorteners: ISV-owned",
        message("Halden Books: track it at go.isv.com/a1", {"account": {"id": "isv", "hosts": ["go.isv.com"]}}),
        "isv-shortener",
    ),
    ("opt-out", message(context={"opted_out": True}), "opted-out"),
    ("opt-out", message("Halden Books: 20% off all novels today", use_case="MARKETING"), "missing-opt-out"),
    ("do-not-call lists", message(context={"on_dnc": True}), "do-not-call"),
    ("keyword monitoring", message("Payday loans in one hour, no credit check, call us"), "keyword"),
    ("no redaction: content", message("Halden Books: your [REDACTED] is ready"), "redacted-content"),
    ("no redaction: destination", message(recipient="+1415***0123"), "redacted-recipient"),
    ("violations: sender ID", message(context={"sender": SENDER | {"suspended": True}}), "sender-suspended"),
    ("violations: campaign", message(context={"campaign": {"id": "c", "suspended": True}}), "sender-suspended"),
    ("violations: sub-account", message(context={"sub_account": {"id": "s", "suspended": True}}), "sender-suspended"),
    ("compromise: sender ID", message(context={"sender": SENDER | COMPROMISED}), "sender-suspended"),
    ("compromise: sub-account", message(context={"sub_account": {"id": "s"} | COMPROMISED}), "sender-suspended"),
    ("compromise: account", message(context={"account": {"id": "a"} | COMPROMISED}), "sender-suspended"),
    ("violations: account", message(context={"account": {"id": "a", "suspended": True}}), "sender-suspended"),
]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """The service with the shipped model and the shipped policy."""
    shipped = str(Path(__file__).parents[2] / "classifier" / "lists" / "policy.toml")
    log = tmp_path_factory.mktemp("product") / "log"
    with served(MODELS, log, PRESCREEN_POLICY=shipped) as server, httpx2.Client(base_url=server.url) as client:
        yield client


def screened(client: httpx2.Client, body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post("/v1/score", json=body)
    assert answer.status_code == 200, answer.text
    verdict: dict[str, Any] = answer.json()
    return verdict


@pytest.mark.parametrize(("row", "body", "name"), ROWS, ids=[f"{row}: {name}" for row, _, name in ROWS])
def test_a_row_of_the_guideline_is_broken_and_found(
    product: httpx2.Client, row: str, body: dict[str, Any], name: str
) -> None:
    verdict = screened(product, body)
    found = [finding for finding in verdict["findings"] if finding["name"] == name]
    assert found, [finding["name"] for finding in verdict["findings"]]
    assert all(finding["clause"] and finding["fix"] and finding["reason"] for finding in found)
    assert verdict["decision"] == ("review" if name == "missing-opt-out" else "block")


def test_a_compromise_says_by_when_it_had_to_be_reported_and_blocks_until_it_is_over(product: httpx2.Client) -> None:
    reasons = {}
    for reported in (None, "2026-11-20", "2026-11-23"):
        facts = {"sub_account": {"id": "s"} | COMPROMISED | {"compromise_reported_on": reported}}
        verdict = screened(product, message(context=facts, as_of="2026-11-25"))
        (finding,) = verdict["findings"]
        assert (finding["effect"], "compromise" in finding["clause"]) == ("block", True)
        reasons[reported] = finding["reason"]
    assert reasons == {
        None: "The sub-account is compromised since 2026-11-20. "
        "It had to be reported by e-mail with the details on 2026-11-20, and has not been.",
        "2026-11-20": "The sub-account is compromised since 2026-11-20. It was reported on 2026-11-20.",
        "2026-11-23": "The sub-account is compromised since 2026-11-20. "
        "It was reported on 2026-11-23, later than the same day, 2026-11-20.",
    }
    before = message(context={"sub_account": {"id": "s"} | COMPROMISED}, as_of="2026-11-19")
    assert screened(product, before)["findings"] == []


NOTICE = """
version = "two weeks"
dated_on = 2026-11-01
[[keywords]]
id = "own-1"
phrase = "autumn jubilee"
category = "gambling"
announced_on = 2026-11-10
effective_from = {day}
"""


def test_a_keyword_is_enforced_after_two_weeks_notice_told_until_then(models_dir: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(NOTICE.format(day="2026-11-24"), encoding="utf-8")
    text = "Halden Books: autumn jubilee on Friday. Reply STOP to opt out."
    found = {}
    with (
        served(models_dir, tmp_path / "log", "--policy", str(policy)) as server,
        httpx2.Client(base_url=server.url) as client,
    ):
        for day in ("2026-11-09", "2026-11-10", "2026-11-23", "2026-11-24"):
            verdict = screened(client, message(text, as_of=day))
            found[day] = [(verdict["decision"], f["effect"], f["enforced_from"]) for f in verdict["findings"]]
    assert found == {
        "2026-11-09": [],
        "2026-11-10": [("allow", "warn", "2026-11-24")],
        "2026-11-23": [("allow", "warn", "2026-11-24")],
        "2026-11-24": [("block", "block", None)],
    }


def test_a_keyword_with_less_than_two_weeks_notice_is_enforced_on_no_day(models_dir: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(NOTICE.format(day="2026-11-23"), encoding="utf-8")
    with served(models_dir, tmp_path / "log", "--policy", str(policy)) as server:
        ready = httpx2.get(f"{server.url}/readyz")
        scored = httpx2.post(f"{server.url}/v1/score", json=message())
    assert (ready.status_code, scored.status_code) == (503, 503)
    assert "2026-11-24" in ready.text


def test_what_breaks_no_row_is_allowed(product: httpx2.Client) -> None:
    known = {
        "account": {"id": "isv", "hosts": ["go.isv.com"]},
        "sub_account": {"id": "s", "brands": ["halden"]},
        "countries": ["FR"],
        "opted_out": False,
        "on_dnc": False,
    }
    for recipient in (US, PARIS):
        told = message(TEXT + " https://haldenbooks.com/o/1", known, sender=SENDER["number"], recipient=recipient)
        verdict = screened(product, told | {"first_contact": True})
        assert (verdict["decision"], verdict["findings"]) == ("allow", [])


def test_the_brands_own_shortener_is_fine_for_that_brand_alone(product: httpx2.Client) -> None:
    text = "Your order ships, track it at amzn.to/3xYzAbC"
    amazon = {"brand": {"id": "amazon", "name": "Amazon"}, "sender": {"number": "+14155550100", "brand": "amazon"}}
    assert screened(product, message(text, amazon))["decision"] == "allow"
    assert "public-shortener" in [f["name"] for f in screened(product, message(text))["findings"]]


def test_a_keyword_can_be_exempted_case_by_case(product: httpx2.Client) -> None:
    exemption = {"id": "ex-1", "term": "payday loan", "approver": "Kim, compliance", "reason": "debt charity"}
    verdict = screened(
        product, message("Payday loan trouble? Our free advice line is open", {"exemptions": [exemption]})
    )
    (finding,) = [finding for finding in verdict["findings"] if finding["name"] == "keyword"]
    assert finding["effect"] == "allow" and "ex-1" in finding["reason"]


def test_every_prohibited_category_is_among_the_rows() -> None:
    assert {*PROHIBITED, "shaft.hate"} == set(taxonomy.LEAVES)


def test_hate_is_found(product: httpx2.Client) -> None:
    text = "All immigrants are vermin and filthy animals, they must be exterminated and kicked out of our country"
    verdict = screened(product, message(text))
    assert "prohibited-shaft-hate" in [finding["name"] for finding in verdict["findings"]]
