"""An answer that was given is given again at once, and never beyond its revision."""

import gc

import httpx

from server.repeats import Kept, Memory, key_of

JSON = {"Accept": "application/sparql-results+json"}
QUERY = {"query": "SELECT ?o { GRAPH <http://e/g> { ?s ?p ?o } }"}


def values(response: httpx.Response) -> list[str]:
    assert response.status_code == 200
    return [row["o"]["value"] for row in response.json()["results"]["bindings"]]


def write(client: httpx.Client, text: str) -> None:
    update = f"INSERT DATA {{ GRAPH <http://e/g> {{ <http://e/s> <http://e/p> '{text}' }} }}"
    assert client.post("/sparql", data={"update": update}).status_code == 200


def test_the_same_is_answered_the_same_without_asking_again(client: httpx.Client) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 7 # a query that no other test asks"}
    first, again = (client.get("/sparql", params=query, headers=JSON) for _ in range(2))
    assert "server-timing" in first.headers
    assert "server-timing" not in again.headers
    assert again.content == first.content
    kept = {name: value for name, value in first.headers.items() if name != "server-timing"}
    assert {**again.headers, "date": ""} == {**kept, "date": ""}


def test_what_depends_on_the_client_is_told_apart(client: httpx.Client) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 700 # told apart"}
    plain = client.get("/sparql", params=query, headers={**JSON, "Accept-Encoding": "identity"})
    packed = client.get("/sparql", params=query, headers={**JSON, "Accept-Encoding": "gzip"})
    table = client.get("/sparql", params=query, headers={"Accept": "text/csv"})
    foreign = client.get("/sparql", params=query, headers={**JSON, "Origin": "https://e.org"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert table.headers["content-type"].startswith("text/csv")
    assert foreign.headers["access-control-allow-origin"] == "*"
    tag = plain.headers["etag"]
    for _ in range(2):
        unchanged = client.get("/sparql", params=query, headers={**JSON, "If-None-Match": tag})
        assert unchanged.status_code == 304


def test_what_is_new_each_time_is_asked_each_time(client: httpx.Client) -> None:
    query = {"query": "SELECT (STRUUID() AS ?o) {}"}
    first, again = (values(client.get("/sparql", params=query, headers=JSON)) for _ in range(2))
    assert first != again


def test_nothing_is_repeated_from_before_a_write(writer: httpx.Client) -> None:
    for text in ("ein", "zwei"):
        write(writer, text)
        for _ in range(2):
            assert text in values(writer.get("/sparql", params=QUERY, headers=JSON))


def test_the_collector_of_garbage_looks_through_nothing_that_is_kept() -> None:
    memory = Memory(lambda: "first", 10**6)
    headers = ((b"etag", b"1"), (b"vary", b"Accept"))
    for number in range(100):
        query, accept = f"query={number}".encode(), (b"accept", b"text/csv")
        scope = {"type": "http", "method": "GET", "scheme": "http", "path": "/sparql"}
        key = key_of({**scope, "query_string": query, "headers": [accept, (b"dnt", b"1")]})
        assert key is not None
        memory.keep(key, Kept("first", 200, headers, query))
        assert memory.get(key) == Kept("first", 200, headers, query)
    gc.collect()
    kept = [each for item in memory._kept.items() for each in item]
    assert not any(map(gc.is_tracked, kept))
