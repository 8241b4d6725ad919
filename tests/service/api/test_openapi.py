"""The OpenAPI document describes the service as it is: schemathesis calls every operation by it."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from service.app import create_app
from service.settings import Settings
from tests.service.serving import Server

SCHEMA = schemathesis.openapi.from_dict(create_app(Settings()).openapi())
OPERATIONS = [(method, path) for path, item in SCHEMA.raw_schema["paths"].items() for method in item]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.parametrize("mode", schemathesis.GenerationMode)
def test_every_operation_does_what_the_document_says(
    server: Server, method: str, path: str, mode: schemathesis.GenerationMode
) -> None:
    operation = SCHEMA[path][method]

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        case.call_and_validate(base_url=server.url)

    if mode is schemathesis.GenerationMode.POSITIVE or operation.body:
        call()


def test_every_reference_in_the_document_leads_somewhere(client: httpx2.Client) -> None:
    document = client.get("/openapi.json").json()
    references = set(_references(document))
    assert "#/components/schemas/Problem" in references
    for reference in references:
        place = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "$ref":
                yield value
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
