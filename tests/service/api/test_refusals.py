"""Everything that the service refuses: always a problem, that names the place and repeats nothing."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service.serving import Server
from tests.service.tiny_model import CLEAN

JSON = {"content-type": "application/json"}
SECRET = "Meet me at the harbour"


def problem(answer: httpx2.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert set(found) == {"type", "title", "status", "detail", "errors"}
    assert found["status"] == status
    return found


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ({}, "#/text", "This field is required."),
        ({"text": ""}, "#/text", "The text is empty."),
        ({"text": " \n\t\u2003"}, "#/text", "The text is empty."),
        ({"text": 5}, "#/text", "Input should be a valid string."),
        ({"text": None}, "#/text", "Input should be a valid string."),
        ({"text": [SECRET]}, "#/text", "Input should be a valid string."),
        ({"text": CLEAN, "txt": SECRET}, "#/txt", "There is no such field."),
        ({"text": CLEAN, SECRET: 1}, "#", "There is no such field."),
        (
            {"text": CLEAN, "\ud800": 1},
            "#",
            "Input should be a valid string, unable to parse raw data as a unicode string.",
        ),
        ({"text": CLEAN, "id": 7}, "#/id", "Input should be a valid string."),
        ({"text": CLEAN, "id": "x" * 256}, "#/id", "String should have at most 255 characters."),
        ({"text": CLEAN, "first_contact": "yes"}, "#/first_contact", "Input should be a valid boolean."),
        ([CLEAN], "#", "This must be an object."),
        (SECRET, "#", "This must be an object."),
        (None, "#", "This must be an object."),
    ],
)
def test_a_body_of_another_shape_is_refused_at_the_field(
    client: httpx2.Client, body: object, pointer: str, detail: str
) -> None:
    answer = client.post("/v1/score", content=json.dumps(body), headers=JSON)
    assert problem(answer, 422)["errors"] == [{"pointer": pointer, "detail": detail}]
    assert SECRET not in answer.text


def test_an_empty_body_is_refused(client: httpx2.Client) -> None:
    answer = client.post("/v1/score", content=b"", headers=JSON)
    assert problem(answer, 422)["errors"] == [{"pointer": "#", "detail": "A JSON body is required."}]


@pytest.mark.parametrize(
    "time", ["2026-11-25", "2026-11-25T09:30:00", "1764063000", 1764063000, "2026-13-01T00:00:00Z", ""]
)
def test_a_time_without_zone_or_in_another_form_is_refused(client: httpx2.Client, time: object) -> None:
    answer = client.post("/v1/score", json={"text": CLEAN, "sent_at": time})
    (error,) = problem(answer, 422)["errors"]
    assert error["pointer"] == "#/sent_at"


def test_a_text_over_the_limit_is_refused_with_both_lengths(client: httpx2.Client) -> None:
    answer = client.post("/v1/score", json={"text": "é" * 10_001})
    assert problem(answer, 422)["errors"] == [
        {"pointer": "#/text", "detail": "The text has 10,001 characters; at most 10,000 are screened."}
    ]


def test_all_bad_messages_of_a_batch_are_named(client: httpx2.Client) -> None:
    answer = client.post("/v1/score/batch", json={"messages": [{"text": CLEAN}, {"text": " "}, {"id": "x"}, 4]})
    pointers = [error["pointer"] for error in problem(answer, 422)["errors"]]
    assert pointers == ["#/messages/1/text", "#/messages/2/text", "#/messages/3"]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"{", "The body is not JSON: see line 1, column 2."),
        (b'{"text":\n "a",}', "The body is not JSON: see line 2, column 6."),
        (b'{"text": "a\x00b"}', "The body is not JSON: see line 1, column 12."),
        (b'{"text": "\\x"}', "The body is not JSON: see line 1, column 11."),
        (b'{"text": "caf\xe9"}', "The body is not UTF-8: see byte 13."),
        (b'{"text": "\xed\xa0\x80"}', "The body is not UTF-8: see byte 10."),
        ('{"text": "a"}'.encode("utf-16"), "The body is not UTF-8: see byte 0."),
        (b'{"text": NaN}', "The body is not JSON: a number in it is none that JSON has, or far too long."),
        (
            b'{"text": ' + b"1" * 5000 + b"}",
            "The body is not JSON: a number in it is none that JSON has, or far too long.",
        ),
        (b"[" * 500_000, "The body is nested too deeply."),
    ],
)
def test_a_body_that_is_not_json_is_refused_at_the_place(client: httpx2.Client, body: bytes, detail: str) -> None:
    assert problem(client.post("/v1/score", content=body, headers=JSON), 400)["detail"] == detail


def test_json_with_a_byte_order_mark_or_a_charset_is_read(client: httpx2.Client) -> None:
    marked = client.post("/v1/score", content=b'\xef\xbb\xbf{"text": "hi"}', headers=JSON)
    stated = client.post(
        "/v1/score", content=b'{"text": "hi"}', headers={"content-type": "Application/JSON; charset=utf-8"}
    )
    assert (marked.status_code, stated.status_code) == (200, 200)


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "json", ""]
)
def test_other_media_types_are_refused(client: httpx2.Client, media_type: str) -> None:
    headers = {"content-type": media_type} if media_type else {}
    problem(client.post("/v1/score", content=b'{"text": "hi"}', headers=headers), 415)


def test_unknown_addresses_and_methods_are_problems_too(client: httpx2.Client) -> None:
    for path in ("/", "/v1", "/v1/score/", "/v2/score", "/%00%ff", "//v1/score"):
        problem(client.get(path), 404)
    refused = client.get("/v1/score")
    problem(refused, 405)
    assert refused.headers["allow"] == "POST"


def spaces(count: int) -> Iterator[bytes]:
    for _ in range(count // 65_536):
        yield b" " * 65_536


@pytest.mark.parametrize(("path", "limit"), [("/v1/score", 1_048_576), ("/v1/score/batch", 8_388_608)])
def test_a_body_over_the_limit_is_refused_announced_or_streamed(client: httpx2.Client, path: str, limit: int) -> None:
    for content in (b" " * (limit + 1), spaces(limit + 1_000_000)):
        answer = client.post(path, content=content, headers=JSON)
        assert problem(answer, 413)["detail"] == f"The body is larger than {limit:,} bytes."
    assert client.post("/v1/score", json={"text": CLEAN}).status_code == 200


def test_a_body_of_exactly_the_limit_is_read(client: httpx2.Client) -> None:
    body = b'{"text": "hi"}'.ljust(1_048_576)
    assert client.post("/v1/score", content=body, headers=JSON).status_code == 200


def test_a_flood_of_errors_is_answered_shortly(client: httpx2.Client) -> None:
    fields = json.dumps({f"k{index}": 1 for index in range(80_000)})
    empties = '{"messages": [' + ",".join(["{}"] * 2_000_000) + "]}"
    for path, body in (("/v1/score", fields), ("/v1/score/batch", empties)):
        answer = client.post(path, content=body, headers=JSON)
        assert len(problem(answer, 422)["errors"]) == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300), path=st.sampled_from(["/v1/score", "/v1/score/batch"]))
def test_any_bytes_are_answered(client: httpx2.Client, body: bytes, path: str) -> None:
    answer = client.post(path, content=body, headers=JSON)
    problem(answer, answer.status_code)
    assert answer.status_code in {400, 422}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), min_size=1, max_size=200))
def test_any_text_is_screened_or_called_empty(client: httpx2.Client, text: str) -> None:
    answer = client.post("/v1/score", content=json.dumps({"text": text}), headers=JSON)
    assert answer.status_code == (200 if text.strip() else 422)


def test_nothing_of_a_message_gets_into_the_log(client: httpx2.Client, server: Server) -> None:
    client.post("/v1/score", json={"text": SECRET})
    client.post("/v1/score", json={"text": SECRET, "sent_at": SECRET, SECRET: SECRET})
    client.post("/v1/score", content=f'{{"text": "{SECRET}"', headers=JSON)
    assert SECRET not in server.log.read_text(encoding="utf-8")
