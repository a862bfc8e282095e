"""The query operation of the SPARQL 1.1 Protocol, over HTTP."""

import json
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from pyoxigraph import Store

from server.settings import Settings
from tests.listening import answering

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
JSON = {"Accept": "application/sparql-results+json"}

ASK = "ASK { ?s ?p ?o }"
REGIONS = "https://w3id.org/krig/graph/regions"
ROUNDS = "https://w3id.org/krig/graph/rounds"


def truth(response: httpx.Response) -> bool:
    assert response.status_code == 200, response.text
    return bool(response.json()["boolean"])


def test_a_query_is_asked_by_get(client: httpx.Client) -> None:
    assert truth(client.get("/sparql", params={"query": ASK}))


def test_a_query_is_asked_by_a_form(client: httpx.Client) -> None:
    assert truth(client.post("/sparql", data={"query": ASK}))


def test_a_query_is_asked_directly(client: httpx.Client) -> None:
    response = client.post("/sparql", content=ASK, headers={"Content-Type": QUERY})
    assert truth(response)


def test_the_media_type_of_a_body_may_have_parameters_and_capitals(client: httpx.Client) -> None:
    kind = {"Content-Type": "Application/SPARQL-query; charset=UTF-8"}
    assert truth(client.post("/sparql", content=ASK, headers=kind))


def test_a_query_may_be_in_korean(client: httpx.Client) -> None:
    query = 'ASK { ?부산 ?p "부산광역시"@ko }'
    assert truth(client.get("/sparql", params={"query": query}))
    assert truth(client.post("/sparql", data={"query": query}))
    body = query.encode()
    assert truth(client.post("/sparql", content=body, headers={"Content-Type": QUERY}))


@pytest.mark.parametrize(
    ("params", "there"),
    [
        ({"default-graph-uri": REGIONS}, True),
        ({"default-graph-uri": ROUNDS}, False),
        ({"default-graph-uri": [ROUNDS, REGIONS]}, True),
        ({"default-graph-uri": "http://example.org/nothing"}, False),
        ({"named-graph-uri": REGIONS}, False),
    ],
)
def test_the_protocol_names_the_default_graph(
    client: httpx.Client, params: dict[str, str | list[str]], there: bool
) -> None:
    query = "ASK { ?region a <https://w3id.org/krig/def/Province> }"
    assert truth(client.get("/sparql", params={"query": query, **params})) is there
    assert truth(client.post("/sparql", params=params, data={"query": query})) is there
    assert truth(client.post("/sparql", data={"query": query, **params})) is there


@pytest.mark.parametrize(
    ("params", "graphs"),
    [
        ({"named-graph-uri": REGIONS}, {REGIONS}),
        ({"named-graph-uri": [REGIONS, ROUNDS]}, {REGIONS, ROUNDS}),
        ({"default-graph-uri": REGIONS}, set()),
    ],
)
def test_the_protocol_names_the_named_graphs(
    client: httpx.Client, params: dict[str, str | list[str]], graphs: set[str]
) -> None:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    response = client.get("/sparql", params={"query": query, **params}, headers=JSON)
    found = {row["g"]["value"] for row in response.json()["results"]["bindings"]}
    assert found == graphs


def test_graphs_that_the_protocol_names_count_more_than_those_of_the_query(
    client: httpx.Client,
) -> None:
    query = f"ASK FROM <{REGIONS}> {{ ?region a <https://w3id.org/krig/def/Province> }}"
    assert truth(client.get("/sparql", params={"query": query}))
    given = {"query": query, "default-graph-uri": ROUNDS}
    assert not truth(client.get("/sparql", params=given))


def test_graphs_that_a_query_names_are_all_it_is_asked_of(client: httpx.Client) -> None:
    query = f"ASK FROM <{ROUNDS}> {{ ?region a <https://w3id.org/krig/def/Province> }}"
    assert not truth(client.get("/sparql", params={"query": query}))
    only_named = f"ASK FROM NAMED <{REGIONS}> {{ ?s ?p ?o }}"
    assert not truth(client.get("/sparql", params={"query": only_named}))


def test_a_query_that_names_no_graph_is_asked_of_all_together(
    client: httpx.Client, store: Store
) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    response = client.get("/sparql", params={"query": query}, headers=JSON)
    (row,) = response.json()["results"]["bindings"]
    assert int(row["n"]["value"]) == len({(q.subject, q.predicate, q.object) for q in store})


LONG = " " * 110_000


@pytest.mark.parametrize(
    ("status", "method", "asked"),
    [
        (415, "POST", {"content": b"query=ASK%7B%7D"}),
        (415, "POST", {"content": b"ASK {}", "headers": {"Content-Type": "text/plain"}}),
        (400, "POST", {"content": b"ASK {}", "headers": {"Content-Type": FORM}}),
        (400, "POST", {"content": b"", "headers": {"Content-Type": FORM}}),
        (
            400,
            "POST",
            {
                "content": "ASK {}".encode("utf-16"),
                "headers": {"Content-Type": f"{QUERY}; charset=UTF-16"},
            },
        ),
        (
            400,
            "POST",
            {"content": "ASK { ?s ?p '부산' }".encode("cp949"), "headers": {"Content-Type": QUERY}},
        ),
        (400, "POST", {"content": b"query=ASK%7B%ff%7D", "headers": {"Content-Type": FORM}}),
        (
            400,
            "POST",
            {"content": b"query=ASK%7B%7D&query=ASK%7B%7D", "headers": {"Content-Type": FORM}},
        ),
        (
            400,
            "POST",
            {
                "content": b"ASK {}",
                "headers": {"Content-Type": QUERY},
                "params": {"query": "ASK {}"},
            },
        ),
        (
            403,
            "POST",
            {"content": b"DROP ALL", "headers": {"Content-Type": "application/sparql-update"}},
        ),
        (403, "POST", {"content": b"update=DROP+ALL", "headers": {"Content-Type": FORM}}),
        (403, "GET", {"params": {"update": "DROP ALL"}}),
        (403, "GET", {"params": {"query": "INSERT DATA { <a:b> <a:c> 1 }"}}),
        (403, "GET", {"params": {"query": "LOAD <http://example.org/>"}}),
        (400, "GET", {"params": {"query": ["ASK {}", "SELECT * {}"]}}),
        (400, "GET", {"params": {"query": "ASK {"}}),
        (400, "GET", {"params": {"query": ""}}),
        (400, "GET", {"params": {"query": "ASK {}; ASK {}"}}),
        (400, "GET", {"params": {"query": "ASK {}", "default-graph-uri": "regions"}}),
        (403, "GET", {"params": {"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"}}),
        (400, "GET", {"params": {"query": "ASK { FILTER(<http://a/f>()) }"}}),
        (
            413,
            "POST",
            {"content": b"ASK {" + LONG.encode() + b"}", "headers": {"Content-Type": QUERY}},
        ),
        (405, "PUT", {"content": b"ASK {}", "headers": {"Content-Type": QUERY}}),
        (405, "DELETE", {"params": {"query": "ASK {}"}}),
    ],
)
def test_what_is_no_query_operation_is_refused_with_a_problem(
    client: httpx.Client, status: int, method: str, asked: dict[str, Any]
) -> None:
    response = client.request(method, "/sparql", **asked)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


def test_a_request_may_have_as_many_bytes_as_the_setting_says() -> None:
    settings = Settings(max_query_bytes=100)
    with answering(Store(), "short", settings) as address:
        for length, status in ((90, 200), (101, 413)):
            query = f"ASK {{{' ' * (length - 6)}}}"
            direct = {"content": query, "headers": {"Content-Type": QUERY}}
            assert httpx.post(f"{address}/sparql", **direct).status_code == status
            long = f"query={quote(query)}"
            assert (len(long) > 100) == (httpx.get(f"{address}/sparql?{long}").status_code == 413)


def test_nothing_that_was_refused_has_changed_the_graph(client: httpx.Client) -> None:
    assert truth(client.get("/sparql", params={"query": ASK}))


def test_parameters_that_are_not_in_utf8_are_refused(client: httpx.Client) -> None:
    assert client.get("/sparql?query=ASK%7B%fe%7D").status_code == 400


def test_every_fault_of_the_parameters_is_told_at_once(client: httpx.Client) -> None:
    params = {"querry": "ASK {}", "default-graph-uri": "x", "lang": "fr", "zzz": "1"}
    problem = client.get("/sparql", params=params, headers={"Accept-Language": "en"}).json()
    told = {each["parameter"]: each["detail"] for each in problem["errors"]}
    assert told.keys() == params.keys()
    assert "query" in told["querry"]
    assert "named-graph-uri" in told["zzz"]


def test_head_has_what_get_has_but_the_body(client: httpx.Client) -> None:
    for params in ({"query": ASK}, {}, {"query": "ASK {"}, {"query": "DESCRIBE <a:b>"}):
        head = client.head("/sparql", params=params)
        get = client.get("/sparql", params=params)
        assert head.status_code == get.status_code
        assert head.content == b""
        same = {"content-type", "etag", "vary", "cache-control"}
        assert {k: v for k, v in head.headers.items() if k in same} == {
            k: v for k, v in get.headers.items() if k in same
        }


def test_a_method_that_is_not_allowed_is_told_with_those_that_are(client: httpx.Client) -> None:
    response = client.put("/sparql", content=b"ASK {}")
    assert {each.strip() for each in response.headers["allow"].split(",")} == {
        "GET",
        "HEAD",
        "POST",
    }


def test_what_sparqlwrapper_sends_is_understood(client: httpx.Client) -> None:
    params = {"query": ASK, "format": "json", "output": "json", "results": "json"}
    response = client.get("/sparql", params=params, headers={"Accept": "*/*"})
    assert json.loads(response.content)["boolean"] is True
