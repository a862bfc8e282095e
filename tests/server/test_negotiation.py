"""The format of an answer is the one that its client likes best."""

import httpx
import pytest

from server.formats import GRAPHS, RESULTS
from server.negotiation import NotAcceptableError, best_type, choose, prefers_html

SELECT = "SELECT ?s { ?s ?p ?o } LIMIT 1"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("text/csv;q=0.5, text/tab-separated-values", "tsv"),
        ("application/sparql-results+xml;q=0.8, application/sparql-results+json;q=0.9", "json"),
        ("application/*", "json"),
        ("text/*", "csv"),
        ("application/json", "json"),
        ("application/xml", "xml"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "xml"),
        ("text/turtle, text/csv;q=0.1", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv; charset=utf-8", "csv"),
        ("nonsense, text/csv", "csv"),
    ],
)
def test_rows_come_in_the_format_that_is_preferred(accept: str | None, name: str) -> None:
    form, _ = choose(RESULTS, accept, None)
    assert form.name == name


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("*/*", "turtle"),
        ("application/n-triples, text/turtle;q=0.9", "ntriples"),
        ("application/rdf+xml", "rdfxml"),
        ("application/ld+json", "jsonld"),
        ("application/json", "jsonld"),
        ("application/trig, application/n-quads;q=0.9", "trig"),
        ("text/plain", "ntriples"),
    ],
)
def test_graphs_come_in_the_format_that_is_preferred(accept: str, name: str) -> None:
    form, _ = choose(GRAPHS, accept, None)
    assert form.name == name


@pytest.mark.parametrize(
    ("name", "rows", "graph"),
    [
        ("json", "json", "jsonld"),
        ("xml", "xml", "rdfxml"),
        ("JSON", "json", "jsonld"),
        ("application/json", "json", "jsonld"),
    ],
)
def test_a_format_that_is_asked_for_by_name_depends_on_the_form(
    name: str, rows: str, graph: str
) -> None:
    assert choose(RESULTS, "text/html", name)[0].name == rows
    assert choose(GRAPHS, "text/html", name)[0].name == graph


def test_what_is_called_by_an_alias_is_answered_by_it() -> None:
    assert choose(RESULTS, "application/json", None)[1] == "application/json"


@pytest.mark.parametrize(
    ("accept", "name"), [("text/turtle", None), ("image/png", None), ("*/*", "turtle")]
)
def test_what_cannot_be_given_is_refused_with_what_can(accept: str, name: str | None) -> None:
    with pytest.raises(NotAcceptableError) as refused:
        choose(RESULTS, accept, name)
    assert refused.value.formats == RESULTS


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        (BROWSER, True),
        ("text/html", True),
        ("*/*", False),
        (None, False),
        ("text/turtle, text/html;q=0.9", False),
        ("text/html;q=0.5, */*;q=0.1", True),
    ],
)
def test_a_page_is_for_those_who_prefer_one(accept: str | None, page: bool) -> None:
    assert prefers_html(accept, GRAPHS) is page


def test_the_first_of_equals_is_taken() -> None:
    assert best_type(["a/b", "c/d"], "c/d, a/b") == "a/b"


@pytest.mark.parametrize("form", RESULTS, ids=lambda form: form.name)
def test_rows_are_answered_in_every_format(client: httpx.Client, form: object) -> None:
    by_accept = client.get(
        "/sparql", params={"query": SELECT}, headers={"Accept": form.media_types[0]}
    )
    by_name = client.get("/sparql", params={"query": SELECT, "format": form.name})
    for response in (by_accept, by_name):
        assert response.status_code == 200
        assert response.headers["content-type"].split(";")[0] == form.media_types[0]
        assert b"s" in response.content
        assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE <https://w3id.org/krig/id/round/2023>"])
def test_graphs_are_answered_in_every_format(
    client: httpx.Client, query: str, form: object
) -> None:
    by_accept = client.get(
        "/sparql", params={"query": query}, headers={"Accept": form.media_types[0]}
    )
    by_name = client.get("/sparql", params={"query": query, "format": form.name})
    for response in (by_accept, by_name):
        assert response.status_code == 200
        assert response.headers["content-type"].split(";")[0] == form.media_types[0]
        assert b"http" in response.content


def test_a_format_that_does_not_fit_is_not_acceptable(client: httpx.Client) -> None:
    for query, accept in ((SELECT, "text/turtle"), (CONSTRUCT, "text/csv")):
        response = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
        assert response.status_code == 406
        assert accept not in response.json()["formats"]
        named = {"query": query, "format": accept}
        assert client.get("/sparql", params=named).status_code == 406
