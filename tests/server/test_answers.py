"""Answers over HTTP: their rows, their columns, and how they are kept and revalidated."""

import csv
import io
import json
from collections.abc import Iterator

import httpx
import pytest
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from server.settings import Settings
from tests.listening import answering

STAR = "SELECT * { ?z <http://e/p> ?b . ?a <http://e/q> ?z }"
CSV = {"Accept": "text/csv"}


def thing(name: str) -> NamedNode:
    return NamedNode(f"http://e/{name}")


@pytest.fixture(scope="module")
def small() -> Iterator[httpx.Client]:
    """A client of a server over three triples."""
    store = Store()
    store.extend(
        [
            Quad(thing("x"), thing("p"), Literal("값", language="ko"), thing("g")),
            Quad(thing("y"), thing("q"), thing("x"), thing("g")),
            Quad(
                thing("y"),
                thing("p"),
                Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
                thing("h"),
            ),
        ]
    )
    with (
        answering(store, "small") as address,
        httpx.Client(base_url=address) as client,
    ):
        yield client


def header(client: httpx.Client, query: str) -> list[str]:
    text = client.get("/sparql", params={"query": query}, headers=CSV).text
    return next(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        (STAR, ["z", "b", "a"]),
        ("SELECT DISTINCT * { ?z ?y ?x } ORDER BY ?x", ["z", "y", "x"]),
        ("SELECT*{ { SELECT ?b ?a { ?a ?b ?c } } }", ["b", "a"]),
        ("SELECT ?b ?a { ?a ?b ?c }", ["b", "a"]),
        ("SELECT * { VALUES ?q { 1 } BIND(2 AS ?p) }", ["q", "p"]),
        ("SELECT * { $one <http://e/p> $ein }", ["one", "ein"]),
        ("SELECT * { ?s <http://e/p> ?o MINUS { ?a ?b ?c } }", ["s", "o"]),
        ("SELECT * {}", []),
    ],
)
def test_columns_come_in_the_order_of_the_query(
    small: httpx.Client, query: str, columns: list[str]
) -> None:
    assert header(small, query) == columns
    answer = small.get("/sparql", params={"query": query, "format": "json"}).json()
    assert answer["head"]["vars"] == columns


def test_the_four_formats_of_rows_say_the_same(small: httpx.Client) -> None:
    def text(form: str) -> str:
        response = small.get("/sparql", params={"query": STAR, "format": form})
        assert response.status_code == 200
        return response.text

    (row,) = json.loads(text("json"))["results"]["bindings"]
    assert row["b"] == {"type": "literal", "value": "값", "xml:lang": "ko"}
    assert text("csv") == "z,b,a\r\nhttp://e/x,값,http://e/y\r\n"
    assert text("tsv") == '?z\t?b\t?a\n<http://e/x>\t"값"@ko\t<http://e/y>\n'
    solutions = parse_query_results(text("xml"), QueryResultsFormat.XML)
    assert [variable.value for variable in solutions.variables] == ["z", "b", "a"]
    assert [*next(solutions)] == [thing("x"), Literal("값", language="ko"), thing("y")]


def test_a_graph_comes_with_the_prefixes_that_it_uses(small: httpx.Client) -> None:
    query = "CONSTRUCT { ?s a <https://w3id.org/krig/def/Firm> } WHERE { ?s <http://e/q> ?o }"
    response = small.get("/sparql", params={"query": query}, headers={"Accept": "text/turtle"})
    assert "a krig:Firm" in response.text
    assert "foaf" not in response.text
    (quad,) = parse(response.content, RdfFormat.TURTLE)
    assert quad.subject == thing("y")


def test_a_long_answer_comes_whole(small: httpx.Client) -> None:
    values = " ".join(str(number) for number in range(10_000))
    query = f"SELECT ?a {{ VALUES ?a {{ {values} }} VALUES ?b {{ 1 2 3 4 5 6 7 8 9 }} }}"
    answer = small.post("/sparql", data={"query": query, "format": "json"}, timeout=60).json()
    assert len(answer["results"]["bindings"]) == 90_000


def test_a_client_that_leaves_early_does_not_stop_the_server(small: httpx.Client) -> None:
    values = " ".join(map(str, range(2_000)))
    query = f"SELECT * {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} }}"
    with small.stream("POST", "/sparql", data={"query": query}) as response:
        assert next(response.iter_bytes())
    assert small.get("/sparql", params={"query": "ASK {}", "format": "json"}).json()["boolean"]


def test_an_answer_is_revalidated_by_its_tag(small: httpx.Client) -> None:
    first = small.get("/sparql", params={"query": STAR}, headers=CSV)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "public, no-cache"
    again = small.get("/sparql", params={"query": STAR}, headers={**CSV, "If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    anything = small.get("/sparql", params={"query": STAR}, headers={**CSV, "If-None-Match": "*"})
    assert anything.status_code == 304


def test_another_query_format_or_dataset_has_another_tag(small: httpx.Client) -> None:
    asked = [
        {"query": STAR},
        {"query": STAR + " "},
        {"query": STAR, "format": "csv"},
        {"query": STAR, "default-graph-uri": "http://e/g"},
        {"query": STAR, "named-graph-uri": "http://e/g"},
    ]
    tags = {small.get("/sparql", params=each).headers["etag"] for each in asked}
    assert len(tags) == len(asked)


def test_another_release_has_other_tags() -> None:
    tags = set()
    for revision in ("one", "two"):
        with answering(Store(), revision) as address:
            tags.add(httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).headers["etag"])
    assert len(tags) == 2


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_an_answer_that_is_new_each_time_is_not_kept(small: httpx.Client, function: str) -> None:
    response = small.get("/sparql", params={"query": f"SELECT ({function} AS ?x) {{}}"})
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers


def test_the_default_graph_is_empty_where_the_setting_says_so() -> None:
    store = Store()
    store.add(Quad(thing("x"), thing("p"), thing("y"), thing("g")))
    settings = Settings(union_default_graph=False)
    with answering(store, "strict", settings) as address:
        for query, there in (("ASK { ?s ?p ?o }", False), ("ASK { GRAPH ?g { ?s ?p ?o } }", True)):
            answer = httpx.get(f"{address}/sparql", params={"query": query, "format": "json"})
            assert answer.json()["boolean"] is there
        described = httpx.get(f"{address}/sparql", headers={"Accept": "text/turtle"}).text
        assert "UnionDefaultGraph" not in described


def test_saved_queries_are_asked_of_all_graphs_whatever_the_setting_says(store: Store) -> None:
    settings = Settings(union_default_graph=False)
    with answering(store, "strict", settings) as address:
        answer = httpx.get(f"{address}/queries/count-industries-2023", params={"format": "csv"})
    assert answer.text.split() == ["count", "60"]
