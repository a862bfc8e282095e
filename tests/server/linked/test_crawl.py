"""Every IRI of krig that the graph mentions is told of, and says where that comes from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

from krig.catalog.names import CATALOG, DATASET, VOID
from ontology.namespaces import DATA, DCT, FOAF, GRAPH, ID, KRIG, OWL, PROV, RDF, RDFS, Namespace
from server.pages.links import link_to

OURS = Namespace("https://w3id.org/krig/")
TURTLE = {"Accept": "text/turtle"}
EACH = 100
"""How many things of each class are asked for."""
AT_ONCE = 4

Told = dict[NamedNode, frozenset[Triple]]


@pytest.fixture(scope="module")
def mentioned(store: Store) -> frozenset[NamedNode]:
    """Every IRI of ours in the graph, wherever it stands; of rows, the tables that they are in."""
    terms = (t for q in store for t in (q.subject, q.predicate, q.object, q.graph_name))
    ours = (term for term in terms if isinstance(term, NamedNode) and term in OURS)
    return frozenset(NamedNode(iri.value.partition("#")[0]) for iri in ours)


@pytest.fixture(scope="module")
def sample(store: Store, mentioned: frozenset[NamedNode]) -> list[NamedNode]:
    """Things of each class, and all terms, graphs and tables."""
    members = defaultdict(set)
    for quad in store.quads_for_pattern(None, RDF["type"], None, None):
        if isinstance(quad.subject, NamedNode) and quad.subject in ID:
            members[quad.object].add(quad.subject)
    drawn: set[NamedNode] = {each for each in mentioned if each not in ID}
    for things in members.values():
        drawn.update(sorted(things, key=_at_random)[:EACH])
    return sorted(drawn, key=str)


@pytest.fixture(scope="module")
def told(client: httpx.Client, sample: list[NamedNode]) -> Told:
    """What is told of each in Turtle."""

    def ask(iri: NamedNode) -> frozenset[Triple]:
        response = client.get(link_to(iri.value), headers=TURTLE)
        assert response.status_code == 200, f"{iri}: {response.text}"
        assert response.headers["content-type"] == "text/turtle; charset=utf-8", iri
        return frozenset(each.triple for each in parse(response.content, RdfFormat.TURTLE))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(sample, pool.map(ask, sample), strict=True))


def test_the_sample_is_large_and_of_every_kind(sample: list[NamedNode]) -> None:
    assert len(sample) > 1000
    for namespace in (ID, KRIG, GRAPH, DATA):
        assert any(iri in namespace for iri in sample)


def test_something_is_told_of_each_thing_itself(told: Told) -> None:
    silent = [
        iri
        for iri, triples in told.items()
        if iri not in GRAPH and not any(iri in (each.subject, each.object) for each in triples)
    ]
    assert silent == []
    assert [iri for iri, triples in told.items() if not triples] == []


def test_a_thing_says_on_what_source_row_and_certainty_it_stands(told: Told) -> None:
    told_of = {DCT["source"], PROV["wasDerivedFrom"], KRIG["certainty"]}
    lacking = {
        iri: told_of - _predicates(iri, triples)
        for iri, triples in told.items()
        if iri in ID and not iri.value.startswith(ID["query/"].value)
    }
    assert {iri: each for iri, each in lacking.items() if each} == {}


def test_the_source_of_a_thing_is_named_dated_or_led_to(told: Told) -> None:
    for iri, triples in told.items():
        sources = {t.object for t in triples if t.subject == iri and t.predicate == DCT["source"]}
        if iri in ID:
            for source in sources:
                assert RDFS["label"] in _predicates(source, triples), (iri, source)


def test_a_term_says_which_module_defines_it_and_of_which_version(told: Told) -> None:
    for iri, triples in told.items():
        modules = {t.object for t in triples if (t.subject, t.predicate) == (iri, DEFINED_BY)}
        for module in modules:
            assert OWL["versionIRI"] in _predicates(module, triples), iri


def test_a_document_says_in_which_state_of_which_dataset_it_stands(told: Told) -> None:
    for iri, triples in told.items():
        if iri in ID or (iri in KRIG and RDFS["isDefinedBy"] in _predicates(iri, triples)):
            (document,) = {t.subject for t in triples if t.predicate == FOAF["primaryTopic"]}
            assert Triple(document, FOAF["primaryTopic"], iri) in triples
            assert Triple(document, VOID["inDataset"], DATASET) in triples


def test_a_table_names_the_sources_of_its_rows(told: Told) -> None:
    for iri, triples in told.items():
        if iri in DATA:
            assert {DCT["title"], DCT["source"], DCT["license"]} <= _predicates(iri, triples), iri


def test_everything_of_ours_that_a_document_mentions_is_told_of_too(
    told: Told, mentioned: frozenset[NamedNode]
) -> None:
    """What the sample mentions is in the graph; what is in the graph is checked below."""
    for iri, triples in told.items():
        for each in _mentioned(triples):
            assert each in mentioned or each.value.startswith(CATALOG.iri[:-1]), (iri, each)


def test_each_thing_and_term_that_is_mentioned_is_known(
    client: httpx.Client, store: Store, mentioned: frozenset[NamedNode]
) -> None:
    subjects = {quad.subject for quad in store}
    versions = {q.object for q in store.quads_for_pattern(None, OWL["versionIRI"], None, None)}
    graphs = set(store.named_graphs())
    for iri in mentioned - subjects - versions - graphs:
        assert iri in DATA, iri
        assert client.head(link_to(iri.value)).status_code == 200


DEFINED_BY = RDFS["isDefinedBy"]


def _at_random(iri: NamedNode) -> bytes:
    """Where a thing stands in an order that has nothing to do with what it is."""
    return sha256(iri.value.encode()).digest()


def _predicates(node: object, triples: Iterable[Triple]) -> set[NamedNode]:
    return {each.predicate for each in triples if each.subject == node}


def _mentioned(triples: Iterable[Triple]) -> Iterator[NamedNode]:
    for each in triples:
        for term in (each.subject, each.predicate, each.object):
            if isinstance(term, NamedNode) and term in OURS:
                yield NamedNode(term.value.partition("#")[0])
