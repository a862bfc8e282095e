"""Updates over HTTP: who may, what they are told, and that every later read sees them."""

from typing import Any

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

UPDATE = {"Content-Type": "application/sparql-update"}
JSON = {"Accept": "application/sparql-results+json"}
INSERT = "INSERT DATA { GRAPH <http://e/g> { <http://e/s> <http://e/p> 'ein' } }"
KRIG = "https://w3id.org/krig/def/"
INVALID = f"INSERT DATA {{ GRAPH <http://e/g> {{ <http://e/f> a <{KRIG}Firm> }} }}"
"""A firm without a name."""


def update(client: httpx.Client, text: str, **headers: str) -> httpx.Response:
    return client.post("/sparql", content=text.encode(), headers={**UPDATE, **headers})


def texts(client: httpx.Client, **params: str) -> list[str]:
    query = "SELECT ?o { GRAPH <http://e/g> { ?s ?p ?o } } ORDER BY ?o"
    rows = client.get("/sparql", params={"query": query, **params}, headers=JSON).json()
    return [row["o"]["value"] for row in rows["results"]["bindings"]]


def count(client: httpx.Client) -> int:
    number: int = client.get("/revisions").json()["count"]
    return number


def test_what_is_written_is_read_at_once_under_a_new_revision(writer: httpx.Client) -> None:
    before = writer.get("/sparql", params={"query": "ASK {}"}).headers["krig-revision"]
    done = update(writer, INSERT)
    assert done.status_code == 200
    assert (done.json()["changed"], done.json()["added"], done.json()["removed"]) == (True, 1, 0)
    assert texts(writer) == ["ein"]
    after = writer.get("/sparql", params={"query": "ASK {}"}).headers["krig-revision"]
    assert before != after == done.headers["krig-revision"] == done.json()["revision"]


def test_an_update_may_come_in_a_form(writer: httpx.Client) -> None:
    assert writer.post("/sparql", data={"update": INSERT}).status_code == 200
    assert texts(writer) == ["ein"]


def test_what_changes_nothing_makes_no_revision(writer: httpx.Client) -> None:
    first, again = update(writer, INSERT), update(writer, INSERT)
    assert again.json()["changed"] is False
    assert again.headers["krig-revision"] == first.headers["krig-revision"]


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer wrong", "Basic eDp5", "krig_x"])
def test_nobody_writes_without_a_token(writer: httpx.Client, given: str | None) -> None:
    asked = httpx.Client(base_url=writer.base_url)
    headers = {} if given is None else {"Authorization": given}
    response = update(asked, INSERT, **headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert ("invalid_token" in response.headers["www-authenticate"]) == (given == "Bearer wrong")
    assert response.headers["content-type"] == "application/problem+json"
    assert texts(writer) == []


def test_who_wrote_and_why_is_in_the_log(writer: httpx.Client) -> None:
    update(writer, INSERT, **{"Krig-Why": "%ED%86%B5%EA%B3%84%20%EC%A0%95%EC%A0%95"})
    newest, *_, first = writer.get("/revisions").json()["revisions"]
    assert (newest["who"], newest["why"], newest["how"]) == ("tester", "통계 정정", "update")
    assert first["how"] == "begin"
    query = (
        "SELECT ?why { GRAPH <https://w3id.org/krig/graph/provenance> "
        "{ ?edit <http://purl.org/dc/terms/description> ?why } }"
    )
    answer = writer.get("/sparql", params={"query": query}, headers=JSON).json()
    assert "통계 정정" in [row["why"]["value"] for row in answer["results"]["bindings"]]


@pytest.mark.parametrize(
    ("accept", "media_type"), [("*/*", "application/json"), ("text/turtle", "text/turtle")]
)
def test_what_breaks_the_shapes_is_refused_with_the_report(
    writer: httpx.Client, accept: str, media_type: str
) -> None:
    response = update(writer, INVALID, Accept=accept)
    assert response.status_code == 422
    assert response.headers["content-type"].split(";")[0] == media_type
    assert "http://e/f" in response.text
    if media_type == "text/turtle":
        assert len(list(parse(response.content, RdfFormat.TURTLE))) > 1
    assert texts(writer) == []


def test_a_trial_tells_what_would_happen_and_writes_nothing(writer: httpx.Client) -> None:
    before = count(writer)
    tried = update(writer, INSERT, Prefer="validate=only")
    assert tried.status_code == 200
    assert tried.headers["preference-applied"] == "validate=only"
    assert update(writer, INVALID, Prefer="validate=only").status_code == 422
    assert texts(writer) == []
    assert count(writer) == before


def test_an_edit_of_what_was_overtaken_is_refused(writer: httpx.Client) -> None:
    tag = writer.get("/sparql", params={"query": "ASK {}"}).headers["etag"]
    assert update(writer, INSERT, **{"If-Match": tag}).status_code == 200
    late = update(writer, INSERT.replace("ein", "zwei"), **{"If-Match": tag})
    assert late.status_code == 412
    assert texts(writer) == ["ein"]


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (400, {"content": b"INSERT DATA {", "headers": UPDATE}),
        (400, {"content": b"DROP GRAPH <http://e/none>", "headers": UPDATE}),
        (403, {"content": b"LOAD <http://127.0.0.1:9/>", "headers": UPDATE}),
        (
            403,
            {
                "content": b"INSERT { ?s ?p 1 } WHERE { SERVICE <http://127.0.0.1:9/> {?s ?p 1} }",
                "headers": UPDATE,
            },
        ),
        (400, {"data": {"update": "CLEAR ALL", "query": "ASK {}"}}),
        (400, {"data": {"update": "CLEAR ALL", "using-graph-uri": "g"}}),
        (400, {"data": {"query": "CLEAR ALL"}}),
        (415, {"content": b"CLEAR ALL", "headers": {"Content-Type": "text/plain"}}),
        (
            400,
            {
                "content": "CLEAR ALL".encode("utf-16"),
                "headers": {"Content-Type": "application/sparql-update; charset=UTF-16"},
            },
        ),
        (400, {"content": b"CLEAR ALL", "headers": {**UPDATE, "Krig-Why": "x" * 2001}}),
    ],
)
def test_what_is_no_update_is_refused_with_a_problem(
    writer: httpx.Client, status: int, asked: dict[str, Any]
) -> None:
    before = count(writer)
    response = writer.post("/sparql", **asked)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]
    assert count(writer) == before


def test_an_update_is_not_sent_by_get(writer: httpx.Client) -> None:
    response = writer.get("/sparql", params={"update": INSERT})
    assert response.status_code == 400
    assert texts(writer) == []


def test_the_description_of_a_writable_service_says_so(writer: httpx.Client) -> None:
    told = writer.get("/sparql", headers={"Accept": "text/turtle"}).text
    assert "SPARQL11Update" in told
    assert "inputFormat" in told


def test_a_past_revision_can_be_asked_compared_and_brought_back(writer: httpx.Client) -> None:
    first = update(writer, INSERT).json()["revision"]
    last = update(writer, INSERT.replace("ein", "zwei")).json()["revision"]
    assert texts(writer) == ["ein", "zwei"]
    assert texts(writer, revision=first) == ["ein"]
    assert texts(writer, revision=first.partition("-")[0]) == ["ein"]
    assert texts(writer, revision=last) == ["ein", "zwei"]
    (change,) = writer.get(f"/revisions/{first}/compare/{last}").json()["changes"]
    assert change == {
        "thing": "http://e/s",
        "kind": "changed",
        "gone": [],
        "come": [["http://e/p", '"zwei"']],
    }
    back = writer.post(f"/revisions/{first}/rollback")
    assert back.status_code == 200
    assert texts(writer) == ["ein"]
    told = writer.get(f"/revisions/{back.json()['revision']}").json()
    assert (told["how"], told["target"]) == ("rollback", first)


def test_a_past_answer_keeps_its_own_tag(writer: httpx.Client) -> None:
    first = update(writer, INSERT).json()["revision"]
    query = {"query": "SELECT * { GRAPH ?g { ?s <http://e/p> ?o } }", "revision": first}
    tag = writer.get("/sparql", params=query).headers["etag"]
    update(writer, INSERT.replace("ein", "zwei"))
    again = writer.get("/sparql", params=query, headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_a_revision_that_is_not_there_is_told(writer: httpx.Client) -> None:
    asked = {"query": "ASK {}", "revision": "r99"}
    assert writer.get("/sparql", params=asked).status_code == 404
    assert writer.get("/revisions/r99").status_code == 404
    assert writer.post("/revisions/r99/rollback").status_code == 404


def test_a_rollback_needs_a_token(writer: httpx.Client) -> None:
    assert httpx.post(f"{writer.base_url}/revisions/r0/rollback").status_code == 401


def test_a_server_that_is_not_writable_has_no_revisions(client: httpx.Client) -> None:
    assert client.get("/revisions").status_code == 404
    response = client.get("/sparql", params={"query": "ASK {}", "revision": "r1"})
    assert response.status_code == 404
