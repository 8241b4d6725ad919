"""POST /v1/score and /v1/score/batch on a real server."""

from dataclasses import fields

import httpx2
import pytest

from classifier import taxonomy
from classifier.types import Message
from service.api.score import MessageFields
from tests.service.tiny_model import BLOCKED, BOTH, CLEAN, REVIEWED, VERSION

JSON = {"content-type": "application/json"}


def verdict(client: httpx2.Client, **message: object) -> dict[str, object]:
    answer = client.post("/v1/score", json=message)
    assert answer.status_code == 200, answer.text
    result: dict[str, object] = answer.json()
    return result


@pytest.mark.parametrize(
    ("text", "decision", "labels"),
    [
        (CLEAN, "allow", []),
        (REVIEWED, "review", []),
        (BLOCKED, "block", ["gambling"]),
        (BOTH, "block", ["financial", "shaft", "shaft.alcohol"]),
    ],
)
def test_the_verdict_says_what_the_model_says(
    client: httpx2.Client, text: str, decision: str, labels: list[str]
) -> None:
    found = verdict(client, text=text)
    assert (found["decision"], found["labels"], found["model_version"]) == (decision, labels, VERSION)


def test_every_category_is_explained_and_each_explanation_adds_up(client: httpx2.Client) -> None:
    explanations = client.post("/v1/score", json={"text": BOTH}).json()["explanations"]
    assert [explanation["category"] for explanation in explanations] == list(taxonomy.CODES)
    for explanation in explanations:
        weights = sum(evidence["weight"] for evidence in explanation["evidence"])
        assert weights + explanation["rest"] + explanation["bias"] == pytest.approx(explanation["logit"], abs=1e-9)


def test_evidence_is_a_stretch_of_the_text_counted_in_code_points(client: httpx2.Client) -> None:
    text = "🎰🎰 Our casino 👩‍👩‍👧"
    (finding,) = client.post("/v1/score", json={"text": text}).json()["findings"]
    (evidence,) = finding["evidence"]
    assert text[evidence["start"] : evidence["end"]] == evidence["text"] == "casino"


def test_every_field_of_a_message_can_be_given_and_the_id_comes_back(client: httpx2.Client) -> None:
    told = {
        "id": "m-1",
        "text": CLEAN,
        "sender": "+12025550123",
        "recipient": "+12025550199",
        "sub_account": "acme",
        "sent_at": "2026-11-25T09:30:00.5+01:00",
        "lang": "en-US",
        "first_contact": True,
        "use_case": "customer_care",
    }
    assert set(told) == {field.name for field in fields(Message)}
    assert set(told) | {"as_of", "context"} == {*MessageFields.model_fields, "text"}
    assert verdict(client, **told)["id"] == "m-1"
    assert verdict(client, **dict.fromkeys(told) | {"text": CLEAN})["id"] is None


def test_a_lone_surrogate_is_screened_as_the_replacement_character(client: httpx2.Client) -> None:
    answer = client.post("/v1/score", content=b'{"text": "cut \\ud83d casino", "id": "\\ud83d"}', headers=JSON)
    assert answer.status_code == 200
    assert answer.json()["id"] == "\ufffd"
    assert answer.json()["findings"][0]["evidence"][0]["start"] == len("cut x ")


def test_a_surrogate_pair_is_the_character_that_it_means(client: httpx2.Client) -> None:
    answer = client.post("/v1/score", content=b'{"text": "\\ud83d\\ude00 casino"}', headers=JSON)
    assert answer.json()["findings"][0]["evidence"][0]["start"] == 2


def test_the_longest_text_is_accepted_whatever_its_characters(client: httpx2.Client) -> None:
    assert verdict(client, text="😀" * 10_000)["decision"] == "allow"


def test_a_batch_answers_in_the_order_of_its_messages(client: httpx2.Client) -> None:
    texts = [CLEAN, BLOCKED, REVIEWED] * 20
    answer = client.post("/v1/score/batch", json={"messages": [{"text": t, "id": str(i)} for i, t in enumerate(texts)]})
    verdicts = answer.json()["verdicts"]
    assert [found["id"] for found in verdicts] == [str(i) for i in range(len(texts))]
    assert [found["decision"] for found in verdicts] == ["allow", "block", "review"] * 20


def test_a_batch_of_one_says_the_same_as_a_single_call_but_for_suggestions(client: httpx2.Client) -> None:
    batch = client.post("/v1/score/batch", json={"messages": [{"text": BOTH}]}).json()
    single = verdict(client, text=BOTH) | {"suggestions": [], "no_suggestion": None}
    assert batch == {"verdicts": [single]}


def test_an_empty_batch_has_an_empty_answer(client: httpx2.Client) -> None:
    assert client.post("/v1/score/batch", json={"messages": []}).json() == {"verdicts": []}


def test_a_full_batch_is_accepted_and_one_message_more_is_refused(client: httpx2.Client) -> None:
    messages = [{"text": CLEAN}] * 1_000
    assert len(client.post("/v1/score/batch", json={"messages": messages}).json()["verdicts"]) == 1_000
    refused = client.post("/v1/score/batch", json={"messages": [*messages, {"text": CLEAN}]})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {"pointer": "#/messages", "detail": "There are 1001 items; at most 1000 are accepted."}
    ]
