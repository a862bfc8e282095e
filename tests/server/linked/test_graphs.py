"""A named graph is told whole; people are led to the catalogue."""

import httpx
import pytest
from pyoxigraph import RdfFormat, Store, parse

from ontology.namespaces import GRAPH


@pytest.mark.parametrize("name", ["rounds", "ontology", "inferred", "counted"])
def test_a_graph_holds_what_stands_in_it(client: httpx.Client, store: Store, name: str) -> None:
    response = client.get(f"/graph/{name}.nt")
    told = {each.triple for each in parse(response.content, RdfFormat.N_TRIPLES)}
    assert len(told) == len(set(store.quads_for_pattern(None, None, None, GRAPH[name])))
    assert '</catalog>; rel="describedby"' in response.headers["link"]


def test_accept_chooses_the_form_of_a_graph(client: httpx.Client) -> None:
    response = client.get("/graph/rounds", headers={"Accept": "application/ld+json"})
    assert response.headers["content-type"] == "application/ld+json"
    assert response.headers["content-location"] == "/graph/rounds.jsonld"


def test_people_are_led_to_what_the_catalogue_tells_of_it(client: httpx.Client) -> None:
    response = client.get("/graph/rounds?lang=en", headers={"Accept": "text/html"})
    assert response.status_code == 303
    assert response.headers["location"] == "/catalog?lang=en#graph-rounds"


@pytest.mark.parametrize("path", ["/graph/nothing", "/graph/a b"])
def test_a_graph_that_is_not_there_is_told_so(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404
