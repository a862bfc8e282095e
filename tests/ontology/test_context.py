"""The JSON-LD context: every term has a name, and JSON that uses them means the same graph."""

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, serialize
from pyoxigraph import parse as parse_rdf
from rdflib import Dataset as RdflibDataset

from krig.graph import Graph
from ontology.context import CONTEXT, KEYWORDS, context, document
from ontology.namespaces import DCT, ID, KRIG, PREFIXES, RDF
from ontology.vocabulary import vocabulary

TEXT = CONTEXT.read_text(encoding="utf-8")
ENTRIES: dict[str, Any] = json.loads(TEXT)["@context"]


def expanded(entry: str | dict[str, str]) -> NamedNode:
    """Return the IRI of an entry of the context."""
    prefix, _, local = (entry if isinstance(entry, str) else entry["@id"]).partition(":")
    return PREFIXES[prefix][local]


NAMED = {
    expanded(entry): name
    for name, entry in ENTRIES.items()
    if name not in {"@version", *KEYWORDS, *PREFIXES}
}


def test_the_file_is_what_the_ontology_makes() -> None:
    assert document() == TEXT, "run make docs"


def test_no_name_is_given_twice() -> None:
    names = [name for name, _ in json.loads(TEXT, object_pairs_hook=list)[0][1]]
    assert len(names) == len(set(names)) == len(context())


def test_each_term_of_krig_is_called_by_its_local_name() -> None:
    terms = {term.iri for term in vocabulary().terms()}
    assert {NAMED[iri] for iri in terms} == {iri.value.removeprefix(KRIG.iri) for iri in terms}


def test_a_standard_term_is_called_by_prefix_and_name_where_ours_has_the_name() -> None:
    assert NAMED[KRIG["source"]] == "source"
    assert NAMED[DCT["source"]] == "dct:source"
    assert NAMED[DCT["issued"]] == "issued"


def test_no_term_is_called_as_a_keyword_or_a_prefix() -> None:
    assert NAMED.keys() >= {term.iri for term in vocabulary().terms()}
    assert set(NAMED.values()).isdisjoint({*KEYWORDS, *PREFIXES})


def test_every_property_and_class_in_the_graph_has_a_name(graph: Graph) -> None:
    quads = [*graph.facts, *graph.ontology, *graph.inferred, *graph.counted]
    classes = {quad.object for quad in quads if quad.predicate == RDF["type"]}
    used = {quad.predicate for quad in quads} | classes
    assert {term for term in used if isinstance(term, NamedNode)} - NAMED.keys() == {RDF["type"]}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (
            {"type": "Province", "label": {"ko": "부산광역시", "en": "Busan"}},
            'a krig:Province ; rdfs:label "부산광역시"@ko , "Busan"@en',
        ),
        ({"validFrom": "2023-06-11"}, 'krig:validFrom "2023-06-11"^^xsd:date'),
        ({"capitalArea": False, "moisCode": "05"}, 'krig:capitalArea false ; krig:moisCode "05"'),
        ({"value": "93.5", "number": 2}, "krig:value 93.5 ; krig:number 2"),
        ({"certainty": "Official"}, "krig:certainty krig:Official"),
        ({"technology": "krig-test:x"}, "krig:technology <krig-test:x>"),
        (
            {"within": ["https://w3id.org/krig/id/province/busan"]},
            "krig:within <https://w3id.org/krig/id/province/busan>",
        ),
        ({"refPeriod": "2025-Q1"}, 'krig:refPeriod "2025-Q1"'),
        (
            {"refPeriod": {"type": "xsd:gYear", "@value": "2020"}},
            'krig:refPeriod "2020"^^xsd:gYear',
        ),
    ],
)
def test_json_written_by_hand_means_what_it_seems_to(
    statements: dict[str, Any], expected: str
) -> None:
    thing = ID["thing"].value
    written = json.dumps({"@context": ENTRIES, "id": thing, **statements})
    head = "".join(f"PREFIX {prefix}: <{name.iri}>\n" for prefix, name in PREFIXES.items())
    turtle = f"{head}<{thing}> {expected} ."
    assert canonical(parse_rdf(written, format=RdfFormat.JSON_LD)) == canonical(
        parse_rdf(turtle, format=RdfFormat.TURTLE)
    )


def test_the_whole_graph_goes_through_json_and_comes_back_the_same(graph: Graph) -> None:
    """rdflib writes, Oxigraph reads: neither can make up for a fault of the context alone."""
    quads = set(graph.quads())
    dataset = RdflibDataset()
    dataset.parse(BytesIO(serialize(quads, format=RdfFormat.N_QUADS) or b""), format="nquads")
    written = dataset.serialize(format="json-ld", context=ENTRIES)
    read = parse_rdf(written, format=RdfFormat.JSON_LD)
    assert canonical(read) == canonical(quads)


def canonical(quads: Iterable[Quad]) -> set[Quad]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)
