"""The SPARQL 1.1 Graph Store HTTP Protocol, beyond what the suites of W3C test."""

from typing import Any

import httpx
import pytest

TURTLE = {"Content-Type": "text/turtle"}
NTRIPLES = {"Accept": "application/n-triples"}
GRAPH = {"graph": "http://e/g"}
ONE = "<http://e/s> <http://e/p> <http://e/one> ."
TWO = "<http://e/s> <http://e/p> <http://e/two> ."


def held(client: httpx.Client, **params: str) -> list[str]:
    response = client.get("/graphs", params=params or GRAPH, headers=NTRIPLES)
    assert response.status_code == 200, response.text
    return sorted(response.text.splitlines())


def put(client: httpx.Client, text: str = ONE, **params: str) -> httpx.Response:
    return client.put("/graphs", params=params or GRAPH, content=text, headers=TURTLE)


def test_a_new_graph_is_told_with_its_address(writer: httpx.Client) -> None:
    made = put(writer)
    assert (made.status_code, made.headers["location"]) == (201, "http://e/g")
    assert put(writer, TWO).status_code == 200
    assert held(writer) == [TWO]


def test_a_graph_that_is_posted_has_an_address_where_it_is_found(writer: httpx.Client) -> None:
    made = writer.post("/graphs", content=ONE, headers=TURTLE)
    address = made.headers["location"]
    assert address.startswith(f"{str(writer.base_url).rstrip('/')}/graphs/")
    assert writer.get(address, headers=NTRIPLES).text.strip() == ONE
    assert held(writer, graph=address) == [ONE]


def test_parts_of_a_form_are_added_together(writer: httpx.Client) -> None:
    put(writer)
    files = [
        ("a", ("a.ttl", TWO, "text/turtle")),
        ("b", ("b.nt", '<http://e/s> <http://e/p> "값" .', "application/n-triples")),
    ]
    assert writer.post("/graphs", params=GRAPH, files=files).status_code == 200
    assert held(writer) == ['<http://e/s> <http://e/p> "값" .', ONE, TWO]


def test_a_patch_changes_its_graph_and_no_other(writer: httpx.Client) -> None:
    put(writer)
    put(writer, graph="http://e/other")
    update = "DELETE { ?s ?p <http://e/one> } INSERT { ?s ?p <http://e/two> } WHERE { ?s ?p ?o }"
    headers = {"Content-Type": "application/sparql-update"}
    done = writer.patch("/graphs", params=GRAPH, content=update, headers=headers)
    assert done.status_code == 200
    assert held(writer) == [TWO]
    assert held(writer, graph="http://e/other") == [ONE]
    outside = "INSERT DATA { GRAPH <http://e/other> { <http://e/s> <http://e/p> 1 } }"
    refused = writer.patch("/graphs", params=GRAPH, content=outside, headers=headers)
    assert refused.status_code == 400


def test_the_default_graph_is_always_there(writer: httpx.Client) -> None:
    assert held(writer, default="") == []
    put(writer, default="")
    assert held(writer, default="") == [ONE]


def test_a_graph_comes_in_the_format_that_is_asked_for(writer: httpx.Client) -> None:
    put(writer)
    asked = {**GRAPH, "format": "jsonld"}
    assert writer.get("/graphs", params=asked).headers["content-type"] == "application/ld+json"
    head = writer.head("/graphs", params=GRAPH, headers={"Accept": "text/turtle"})
    assert head.headers["content-type"].startswith("text/turtle")
    assert head.content == b""


def test_an_edit_of_what_was_overtaken_is_refused(writer: httpx.Client) -> None:
    put(writer)
    tag = writer.get("/graphs", params=GRAPH).headers["etag"]
    put(writer, TWO)
    late = writer.put("/graphs", params=GRAPH, content=ONE, headers={**TURTLE, "If-Match": tag})
    assert late.status_code == 412
    assert held(writer) == [TWO]


def test_a_past_graph_is_found_in_its_revision(writer: httpx.Client) -> None:
    revision = put(writer).json()["revision"]
    writer.delete("/graphs", params=GRAPH)
    assert writer.get("/graphs", params=GRAPH).status_code == 404
    assert held(writer, **GRAPH, revision=revision) == [ONE]


def test_without_a_graph_the_store_describes_itself(client: httpx.Client) -> None:
    response = client.get("/graphs", headers={"Accept": "text/turtle"})
    assert "sd:namedGraph" in response.text


def test_graphs_can_be_read_where_nothing_can_be_written(client: httpx.Client) -> None:
    asked = {"graph": "https://w3id.org/krig/graph/regions"}
    assert client.get("/graphs", params=asked, headers=NTRIPLES).text.count("\n") > 100
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        response = client.request(method, "/graphs", params=asked)
        assert response.status_code == 403


@pytest.mark.parametrize(
    ("status", "method", "asked"),
    [
        (400, "PUT", {"content": ONE, "headers": TURTLE}),
        (400, "PUT", {"params": {"graph": "g"}, "content": ONE, "headers": TURTLE}),
        (400, "PUT", {"params": {**GRAPH, "default": ""}, "content": ONE, "headers": TURTLE}),
        (400, "PUT", {"params": {**GRAPH, "grahp": "x"}, "content": ONE, "headers": TURTLE}),
        (400, "PUT", {"params": GRAPH, "content": "<s> <p>", "headers": TURTLE}),
        (400, "PUT", {"params": GRAPH, "content": "é".encode("latin-1"), "headers": TURTLE}),
        (415, "PUT", {"params": GRAPH, "content": ONE, "headers": {"Content-Type": "text/csv"}}),
        (415, "PUT", {"params": GRAPH, "content": ONE}),
        (415, "PATCH", {"params": GRAPH, "content": ONE, "headers": TURTLE}),
        (400, "POST", {"params": GRAPH, "data": {"a": "b"}, "files": {}}),
        (403, "PUT", {"params": {"graph": "https://w3id.org/krig/graph/inferred"}}),
        (404, "DELETE", {"params": {"graph": "http://e/none"}}),
        (404, "GET", {"params": {"graph": "http://e/none"}}),
        (404, "HEAD", {"params": {"graph": "http://e/none"}}),
        (404, "GET", {"params": {**GRAPH, "revision": "r99"}}),
    ],
)
def test_what_cannot_be_done_is_told(
    writer: httpx.Client, status: int, method: str, asked: dict[str, Any]
) -> None:
    if status == 403:
        asked = {**asked, "content": ONE, "headers": TURTLE}
    if asked.get("data"):
        form = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        asked = {"params": asked["params"], "content": form, "headers": kind}
    response = writer.request(method, "/graphs", **asked)
    assert response.status_code == status, response.text
    if method != "HEAD":
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == status


def test_every_write_needs_a_token(writer: httpx.Client) -> None:
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        response = httpx.request(method, f"{writer.base_url}/graphs", params=GRAPH)
        assert response.status_code == 401
