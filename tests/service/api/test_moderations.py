"""POST /v1/moderations answers OpenAI's own client package."""

import threading

import httpx2
import openai
import pytest
from openai.types import ModerationImageURLInputParam, ModerationTextInputParam

from classifier import taxonomy
from tests.service.serving import Server
from tests.service.tiny_model import BLOCKED, BOTH, CLEAN, VERSION


@pytest.fixture
def moderations(server: Server) -> openai.resources.Moderations:
    return openai.OpenAI(base_url=f"{server.url}/v1", api_key="none", max_retries=0).moderations


def test_openais_client_reads_the_verdict_on_one_text(moderations: openai.resources.Moderations) -> None:
    answer = moderations.create(input=BLOCKED)
    (result,) = answer.results
    assert answer.model == f"prescreen-{VERSION}" and answer.id.startswith("modr-")
    assert result.flagged
    categories, scores = result.categories.model_dump(), result.category_scores.model_dump()
    assert categories["gambling"] is True and categories["financial"] is False
    assert set(taxonomy.CODES) <= categories.keys() and 0.9 < scores["gambling"] <= 1.0


def test_several_texts_get_a_result_each_in_order(moderations: openai.resources.Moderations) -> None:
    answer = moderations.create(input=[CLEAN, BOTH], model="omni-moderation-latest")
    assert [result.flagged for result in answer.results] == [False, True]
    assert answer.results[1].categories.model_dump()["shaft"] is True


def test_text_parts_are_read(moderations: openai.resources.Moderations) -> None:
    part: ModerationTextInputParam = {"type": "text", "text": BLOCKED}
    answer = moderations.create(input=[part])
    assert answer.results[0].flagged


def test_pictures_are_refused(moderations: openai.resources.Moderations) -> None:
    with pytest.raises(openai.UnprocessableEntityError) as refused:
        picture: ModerationImageURLInputParam = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
        moderations.create(input=[picture])
    assert "Only text is moderated here" in refused.value.response.text


@pytest.mark.parametrize("given", [[], "", ["ok", ""], 3, None])
def test_what_is_no_text_is_refused(client: httpx2.Client, given: object) -> None:
    assert client.post("/v1/moderations", json={"input": given}).status_code == 422


def test_a_thousand_texts_keep_no_other_request_waiting(client: httpx2.Client, server: Server) -> None:
    body = {"input": ["Our reading is on Friday. " * 30] * 1_000}
    statuses: list[int] = []
    asked = threading.Thread(
        target=lambda: statuses.append(httpx2.post(f"{server.url}/v1/moderations", json=body, timeout=60).status_code)
    )
    asked.start()
    answered = 0
    while asked.is_alive():
        assert client.get("/healthz").status_code == 200
        answered += asked.is_alive()
    asked.join()
    assert statuses == [200]
    assert answered >= 20  # without turns, one or two before the texts are read
