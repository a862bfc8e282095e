"""The OpenAPI document says what the routes do."""

from typing import Any

import httpx
import pytest

from krig.queries import saved_queries
from server.formats import GRAPHS, RESULTS, TABLES


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, Any]:
    described: dict[str, Any] = client.get("/openapi.json").json()
    return described


def test_every_path_is_there_with_get(client: httpx.Client, document: dict[str, Any]) -> None:
    assert document["paths"]["/sparql"].keys() == {"get", "post"}
    for path, methods in document["paths"].items():
        if "get" not in methods:
            assert client.get(path).status_code == 405
            continue
        needed = any(each.get("required") for each in methods["get"].get("parameters", ()))
        if not path.startswith("/queries/") and not needed:
            (status, *_) = methods["get"]["responses"]
            assert client.get(path).status_code == int(status)


def test_operations_have_different_names(document: dict[str, Any]) -> None:
    names = [
        operation["operationId"]
        for methods in document["paths"].values()
        for operation in methods.values()
    ]
    assert len(names) == len(set(names))


def test_a_saved_query_is_described_by_its_head(document: dict[str, Any]) -> None:
    for query in saved_queries():
        operation = document["paths"][f"/queries/{query.name}"]["get"]
        assert query.head.title.ko in operation["summary"]
        assert query.head.title.en in operation["summary"]
        told = {each["name"]: each["schema"] for each in operation["parameters"]}
        for parameter in query.head.parameters:
            assert told[parameter.name]["default"] == parameter.default


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_endpoint_tells_all_its_formats(document: dict[str, Any], method: str) -> None:
    content = document["paths"]["/sparql"][method]["responses"]["200"]["content"]
    assert {each.media_types[0] for each in (*RESULTS, *TABLES, *GRAPHS)} <= content.keys()


def test_problems_are_described_as_such(document: dict[str, Any]) -> None:
    responses = document["paths"]["/sparql"]["get"]["responses"]
    for status, response in responses.items():
        assert (status >= "400") == ("application/problem+json" in response.get("content", {}))


def test_no_page_of_the_framework_is_there(client: httpx.Client) -> None:
    for path in ("/docs", "/redoc"):
        assert client.get(path).status_code == 404
