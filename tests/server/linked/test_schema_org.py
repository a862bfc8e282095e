"""Search engines are told what a thing is called and is, and no more than sources state."""

from typing import Any

import pytest
from pyoxigraph import NamedNode, Store, Triple, Variable

from ontology.namespaces import ID, KRIG
from server.asking import own_query
from server.linked.schema_org import schema_org
from server.pages.excerpt import Excerpt


def told(store: Store, iri: NamedNode) -> dict[str, Any]:
    answer = store.query(
        own_query("thing-description"),
        substitutions={Variable("thing"): iri},
        use_default_graph_as_union=True,
    )
    return schema_org(Excerpt([each for each in answer if isinstance(each, Triple)], "ko"), iri)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("province/busan", "AdministrativeArea"),
        ("technopark/busan", "Organization"),
        ("source/156552976", "CreativeWork"),
        ("round/2023", "Thing"),
    ],
)
def test_a_thing_is_of_the_types_that_the_ontology_aligns(
    store: Store, name: str, kind: str
) -> None:
    node = told(store, ID[name])
    assert kind in node["@type"]
    assert node["@id"] == ID[name].value
    assert node["url"] == f"/id/{name}"
    languages = {each["@language"] for each in node["name"]}
    assert {"ko", "en"} <= languages


def test_codes_and_matches_are_told(store: Store) -> None:
    node = told(store, ID["province/busan"])
    codes = {each["propertyID"].rpartition("/")[2]: each["value"] for each in node["identifier"]}
    assert codes["isoCode"] == "KR-26"
    assert "http://www.wikidata.org/entity/Q16520" in node["sameAs"]


def test_a_document_has_its_publisher_and_not_our_licence(store: Store) -> None:
    node = told(store, ID["source/156552976"])
    assert node["publisher"][0]["name"]
    assert node["datePublished"] == ["2023-02-16"]
    assert "license" not in node


def test_of_what_no_source_states_only_the_name_is_told(store: Store) -> None:
    doubted = {KRIG["Inferred"], KRIG["Disputed"], KRIG["Unverified"]}
    things = {
        quad.subject
        for certainty in doubted
        for quad in store.quads_for_pattern(None, KRIG["certainty"], certainty, None)
        if isinstance(quad.subject, NamedNode)
    }
    assert things
    named = {"@context", "@type", "@id", "url", "subjectOf", "name", "alternateName", "description"}
    for iri in things:
        assert told(store, iri).keys() <= named
