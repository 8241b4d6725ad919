"""POST /v1/inbound on a real server."""

import httpx2
import pytest


@pytest.mark.parametrize(
    ("text", "intent", "keyword"),
    [
        ("STOP", "opt_out", "STOP"),
        (" stop! ", "opt_out", "STOP"),
        ("Arrêt", "opt_out", "ARRET"),
        ("unstop", "opt_in", "UNSTOP"),
        ("ayuda", "help", "AYUDA"),
        ("leave me be", "opt_out", None),
        ("join", "opt_in", None),
        ("join? no, leave", "opt_out", None),
        ("who is it", "help", None),
        ("see you at five", "none", None),
    ],
)
def test_a_reply_is_read_by_keyword_or_else_by_the_model(
    client: httpx2.Client, text: str, intent: str, keyword: str | None
) -> None:
    told = client.post("/v1/inbound", json={"sender": "+14155550123", "recipient": "72727", "text": text}).json()
    assert (told["intent"], told["keyword"]) == (intent, keyword)
    assert 0.0 <= told["score"] <= 1.0 and [e["category"] for e in told["explanations"]] == [
        "opt_out",
        "opt_in",
        "help",
    ]
    assert all(text[e["start"] : e["end"]] == e["text"] for e in told["evidence"])


def test_the_explanation_of_a_reply_adds_up(client: httpx2.Client) -> None:
    for told in client.post("/v1/inbound", json={"text": "leave or join, who knows"}).json()["explanations"]:
        weights = sum(evidence["weight"] for evidence in told["evidence"])
        assert weights + told["rest"] + told["bias"] == pytest.approx(told["logit"], abs=1e-9)


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x", "colour": 1}, {"text": 3}])
def test_what_is_no_reply_is_refused(client: httpx2.Client, body: dict[str, object]) -> None:
    assert client.post("/v1/inbound", json=body).status_code == 422


@pytest.mark.parametrize(
    ("text", "category"),
    [("STOP", "opt_out"), ("ayuda", "help"), ("join", "opt_in"), ("who is it", "help"), ("see you at five", "opt_out")],
)
def test_the_explanation_is_that_of_the_intent_or_else_of_an_opt_out(
    client: httpx2.Client, text: str, category: str
) -> None:
    told = client.post("/v1/inbound", json={"text": text}).json()
    assert told["explanation"]["category"] == category and told["explanation"] in told["explanations"]
