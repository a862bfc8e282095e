"""The service describes itself in RDF."""

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from ontology.namespaces import RDF
from server.description import SD, VOID
from server.formats import GRAPHS, RESULTS


@pytest.fixture
def description(client: httpx.Client) -> Store:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert response.status_code == 200
    store = Store()
    store.extend(parse(response.content, RdfFormat.TURTLE))
    return store


def objects(store: Store, predicate: NamedNode) -> set[str]:
    return {quad.object.value for quad in store.quads_for_pattern(None, predicate, None)}


@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
def test_a_bare_get_is_answered_in_every_rdf_format(client: httpx.Client, form: object) -> None:
    response = client.get("/sparql", headers={"Accept": form.media_types[0]})
    assert response.headers["content-type"].split(";")[0] == form.media_types[0]
    assert len(list(parse(response.content, form.engine))) > 50


def test_a_bare_get_without_preference_is_answered_in_turtle(client: httpx.Client) -> None:
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")


def test_it_names_its_endpoint_as_the_client_called_it(description: Store, address: str) -> None:
    (service,) = (
        quad.subject for quad in description.quads_for_pattern(None, RDF["type"], SD["Service"])
    )
    assert objects(description, SD["endpoint"]) == {f"{address}/sparql"}
    assert service == NamedNode(f"{address}/sparql")


def test_it_names_what_it_speaks_and_writes(description: Store) -> None:
    assert objects(description, SD["supportedLanguage"]) == {SD["SPARQL11Query"].value}
    assert objects(description, SD["feature"]) == {SD["UnionDefaultGraph"].value}
    assert objects(description, SD["resultFormat"]) == {each.iri for each in (*RESULTS, *GRAPHS)}


def test_it_counts_every_named_graph_and_their_union(description: Store, store: Store) -> None:
    assert objects(description, SD["name"]) == {graph.value for graph in store.named_graphs()}
    for quad in description.quads_for_pattern(None, SD["name"], None):
        (held,) = description.quads_for_pattern(quad.subject, SD["graph"], None)
        (count,) = description.quads_for_pattern(held.object, VOID["triples"], None)
        quads = list(store.quads_for_pattern(None, None, None, quad.object))
        assert count.object == Literal(len(quads))
    (default,) = description.quads_for_pattern(None, SD["defaultGraph"], None)
    (count,) = description.quads_for_pattern(default.object, VOID["triples"], None)
    triples = {(quad.subject, quad.predicate, quad.object) for quad in store}
    assert count.object == Literal(len(triples))


def test_what_it_is_called_is_said_in_both_languages(description: Store) -> None:
    titles = description.quads_for_pattern(None, NamedNode("http://purl.org/dc/terms/title"), None)
    assert {quad.object.language for quad in titles} == {"ko", "en"}
