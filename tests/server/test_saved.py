"""The saved queries over HTTP."""

import csv
import io
from typing import Any

import httpx
import pytest
from pyoxigraph import Store

from krig.queries import SavedQuery, bind, saved_queries, term_of
from ontology.namespaces import RDF
from server.filling import filled
from server.parameters import EVERYWHERE

QUERIES = saved_queries()
WITH_PARAMETERS = [query for query in QUERIES if query.head.parameters]
JSON = {"Accept": "application/sparql-results+json"}


def named(query: SavedQuery) -> str:
    return query.name


def rows(response: httpx.Response) -> list[tuple[Any, ...]]:
    assert response.status_code == 200, response.text
    answer = response.json()
    names = answer["head"]["vars"]
    found = [
        tuple(str(row.get(name)) for name in sorted(names)) for row in answer["results"]["bindings"]
    ]
    return sorted(found)


def test_the_list_tells_every_saved_query_with_its_parameters(client: httpx.Client) -> None:
    listed = client.get("/queries").json()["queries"]
    assert [each["name"] for each in listed] == [query.name for query in QUERIES]
    (region,) = next(each for each in listed if each["name"] == "firms-of-a-region")["parameters"]
    assert region["name"] == "region"
    assert region["type"] == "iri"
    assert region["class"] == "krig:Province"


@pytest.mark.parametrize("query", QUERIES, ids=named)
def test_a_saved_query_answers_at_its_address_as_its_text_does(
    client: httpx.Client, query: SavedQuery
) -> None:
    answer = client.get(f"/queries/{query.name}", headers=JSON)
    assert rows(answer)
    text = client.get(f"/queries/{query.name}.rq")
    assert text.headers["content-type"] == "application/sparql-query; charset=utf-8"
    assert "#+" not in text.text
    assert rows(client.post("/sparql", data={"query": text.text}, headers=JSON)) == rows(answer)


@pytest.mark.parametrize("query", WITH_PARAMETERS, ids=named)
def test_a_query_without_where_would_have_no_place_for_its_values(query: SavedQuery) -> None:
    text = filled(query, bind(query, {}))
    assert text.count("VALUES (") == query.text.count("VALUES (") + 1


def test_parameters_come_from_the_address(client: httpx.Client, store: Store) -> None:
    for slug in ("province/busan", "https://w3id.org/krig/id/province/busan"):
        response = client.get("/queries/firms-of-a-region", params={"region": slug}, headers=JSON)
        regions = {row["region"]["value"] for row in response.json()["results"]["bindings"]}
        assert regions == {"https://w3id.org/krig/id/province/busan"}


def test_parameters_are_terms_and_never_text(client: httpx.Client) -> None:
    sly = 'https://w3id.org/krig/id/x> } UNION { ?firm ?p "'
    response = client.get("/queries/firms-of-a-region", params={"region": sly})
    assert response.status_code == 400
    sly = "province/busan#> ?p ?o }"
    response = client.get("/queries/firms-of-a-region.rq", params={"region": sly})
    assert response.status_code == 400


def test_a_saved_query_downloads_as_csv_under_its_name(client: httpx.Client) -> None:
    response = client.get("/queries/technoparks", params={"format": "csv"})
    assert response.headers["content-disposition"] == 'inline; filename="technoparks.csv"'
    header, *lines = csv.reader(io.StringIO(response.text))
    assert "certainty" in header
    assert lines


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_fault_of_the_parameters_is_told(client: httpx.Client, language: str) -> None:
    address = "/queries/region-as-of?asOf=yesterday&regoin=x&lang=fr&asOf=2023-01-01"
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 400
    faults = [(each["parameter"], each["detail"]) for each in response.json()["errors"]]
    assert sorted(name for name, _ in faults) == ["asOf", "lang", "regoin"]
    korean = any("가" <= character <= "힣" for _, detail in faults for character in detail)
    assert korean is (language == "ko")


def test_a_value_of_the_wrong_type_is_told_with_what_is_expected(client: httpx.Client) -> None:
    headers = {"Accept-Language": "en"}
    response = client.get("/queries/region-as-of?asOf=yesterday", headers=headers)
    assert response.json()["errors"] == [
        {"parameter": "asOf", "detail": "asOf: “yesterday”: a date (YYYY-MM-DD) is expected."}
    ]


def test_a_name_that_is_not_known_is_told_with_those_like_it(client: httpx.Client) -> None:
    response = client.get("/queries/technopark", headers={"Accept-Language": "en"})
    assert response.status_code == 404
    assert response.json()["near"][0] == "technoparks"
    assert "technoparks" in response.json()["detail"]
    nothing = client.get("/queries/zzzzzz/zzzz", headers={"Accept-Language": "en"})
    assert nothing.status_code == 404
    assert nothing.json()["detail"] == "no query is called “zzzzzz/zzzz”. /queries lists them."


def test_answers_of_saved_queries_are_revalidated(client: httpx.Client) -> None:
    address = "/queries/firms-of-a-region"
    tag = client.get(address, headers=JSON).headers["etag"]
    assert client.get(address, headers={**JSON, "If-None-Match": tag}).status_code == 304
    other = client.get(address, params={"region": "province/busan"}, headers=JSON)
    assert other.headers["etag"] != tag


@pytest.mark.parametrize("query", WITH_PARAMETERS, ids=named)
def test_no_parameter_has_a_name_that_every_request_uses(query: SavedQuery) -> None:
    assert not {parameter.name for parameter in query.head.parameters} & {*EVERYWHERE}


@pytest.mark.parametrize("query", WITH_PARAMETERS, ids=named)
def test_a_default_is_among_the_members_of_its_class(store: Store, query: SavedQuery) -> None:
    bound = {name.value: term for name, term in bind(query, {}).items()}
    for parameter in query.head.parameters:
        if parameter.among is not None:
            kind = term_of(parameter.among, "iri")
            assert list(store.quads_for_pattern(bound[parameter.name], RDF["type"], kind))
