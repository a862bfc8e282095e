"""The catalogue tells in DCAT-AP and VoID what there is; what it leaves out is noticed."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

import shapes
from krig.catalog.description import Catalogue
from krig.catalog.index import Index
from krig.catalog.modules import module_titles
from krig.catalog.names import CATALOG, CATALOGUE, DATASET, EU, LICENCE, VOID
from krig.catalog.tables import tables
from krig.validation import validate
from krig.validation.shapes import read_shapes
from ontology.namespaces import DATA, DCAT, DCT, FOAF, PROV, RDF, SPDX, XSD

BASE = "https://krig.example.org"
SHAPES = read_shapes([shapes.PATH / "catalogue" / "dcat-ap.ttl"])


@pytest.fixture(scope="module")
def told(dumps: tuple[Path, Index]) -> frozenset[Triple]:
    """What is told of the release, with one before it."""
    _, index = dumps
    catalogue = Catalogue(index, tables(), module_titles(), ("2026-01-01-earlier",))
    return frozenset(catalogue.triples(BASE))


def faults(triples: frozenset[Triple]) -> str:
    """What breaks the shapes, in words; blank if nothing does."""
    quads = [Quad(each.subject, each.predicate, each.object) for each in triples]
    report = validate(quads, SHAPES, engine="fast")
    return "\n".join(str(each) for each in report.results)


def values(told: frozenset[Triple], node: NamedNode, predicate: NamedNode) -> set[object]:
    return {each.object for each in told if (each.subject, each.predicate) == (node, predicate)}


def test_the_catalogue_keeps_the_shapes_of_dcat_ap(told: frozenset[Triple]) -> None:
    assert faults(told) == ""


@pytest.mark.parametrize(
    ("node", "predicate"),
    [
        (CATALOGUE, DCT["title"]),
        (CATALOGUE, DCT["publisher"]),
        (CATALOGUE, DCAT["service"]),
        (DATASET, DCT["description"]),
        (DATASET, DCT["accrualPeriodicity"]),
        (DATASET, DCT["temporal"]),
        (DATASET, DCAT["version"]),
        (DATASET, VOID["sparqlEndpoint"]),
        (DATASET, VOID["triples"]),
        (DATASET, VOID["classPartition"]),
        (CATALOG["krig.nq"], DCAT["accessURL"]),
        (CATALOG["krig.nq"], DCAT["byteSize"]),
        (CATALOG["krig.nq"], SPDX["checksum"]),
        (CATALOG["graph-rounds"], DCT["title"]),
        (CATALOG["module-regions"], DCT["license"]),
        (CATALOG["sparql"], DCAT["endpointURL"]),
        (CATALOG["publisher"], FOAF["name"]),
        (LICENCE, RDF["type"]),
        (EU["frequency/IRREG"], RDF["type"]),
    ],
)
def test_what_is_left_out_breaks_the_shapes(
    told: frozenset[Triple], node: NamedNode, predicate: NamedNode
) -> None:
    left = frozenset(e for e in told if (e.subject, e.predicate) != (node, predicate))
    assert left != told
    assert faults(left)


def test_each_file_is_where_it_is_said_to_be_and_as_large(
    told: frozenset[Triple], dumps: tuple[Path, Index]
) -> None:
    folder, index = dumps
    for file in index.files():
        node, place = CATALOG[file.path], NamedNode(f"{BASE}/dumps/{file.path}")
        size = (folder / file.path).stat().st_size
        bytes_ = Literal(str(size), datatype=XSD["nonNegativeInteger"])
        assert Triple(node, DCAT["downloadURL"], place) in told
        assert Triple(node, DCAT["byteSize"], bytes_) in told


def test_each_graph_of_a_table_is_derived_from_that_table(told: frozenset[Triple]) -> None:
    for name, table in tables().items():
        node = CATALOG[f"graph-{name}"]
        assert values(told, node, PROV["wasDerivedFrom"]) == {DATA[f"{name}.csv"]}
        assert Literal(table.title.ko, language="ko") in values(told, node, DCT["title"])


def test_links_to_other_sites_are_counted(told: frozenset[Triple]) -> None:
    linksets = [e.subject for e in told if e.object == VOID["Linkset"]]
    of_all = [e for e in linksets if Triple(e, VOID["subjectsTarget"], DATASET) in told]
    assert len(of_all) == 2
    for each in of_all:
        number = next(e.object for e in told if (e.subject, e.predicate) == (each, VOID["triples"]))
        assert number == Literal("19", datatype=XSD["integer"])


def test_an_earlier_release_is_the_version_before(dumps: tuple[Path, Index]) -> None:
    _, index = dumps
    told = frozenset(Catalogue(index, tables(), {}, ("second", "first")).triples(BASE))
    second, first = CATALOG["release-second"], CATALOG["release-first"]
    assert values(told, DATASET, DCAT["previousVersion"]) == {second}
    assert values(told, second, DCAT["previousVersion"]) == {first}
    assert values(told, first, DCAT["version"]) == {Literal("first")}


def test_the_numbers_by_class_and_property_are_those_of_the_graph(
    told: frozenset[Triple], store: Store
) -> None:
    parts = {
        e.object for e in told if (e.subject, e.predicate) == (DATASET, VOID["classPartition"])
    }
    for node in parts:
        said = {e.predicate: e.object for e in told if e.subject == node}
        members = store.quads_for_pattern(None, RDF["type"], said[VOID["class"]], None)
        assert said[VOID["entities"]].value == str(len({quad.subject for quad in members}))
    assert len(parts) > 50
