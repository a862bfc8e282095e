"""What is called silent entails nothing: reasoning comes to the same without it."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, parse
from pyoxigraph import RdfFormat as Format

from krig.graph import Graph
from krig.reasoning import infer
from krig.revisions.silence import Silence
from ontology.namespaces import GRAPH, ID, KRIG, PREFIXES, RDF, RDFS, SKOS

PROLOGUE = "".join(f"PREFIX {name}: <{each.iri}>\n" for name, each in PREFIXES.items())
EXAMPLE = "https://example.org/"


def test_reasoning_over_the_whole_graph_comes_to_the_same_without_the_silent(
    graph: Graph, store: Store
) -> None:
    silence = Silence(store)
    told = [*graph.facts, *graph.ontology]
    left = [quad for quad in told if not silence.covers(quad)]
    assert len(left) < 0.7 * len(told)
    assert infer(left) == graph.inferred


def test_the_usual_corrections_are_silent(store: Store) -> None:
    silence = Silence(store)
    busan, graph = ID["province/busan"], GRAPH["regions"]
    figure = next(store.quads_for_pattern(None, RDF["type"], KRIG["StatedFigure"])).subject
    for quad in (
        Quad(busan, RDFS["label"], Literal("부산", language="ko"), graph),
        Quad(busan, SKOS["note"], Literal("a note", language="en"), graph),
        Quad(figure, KRIG["value"], Literal(12), graph),
        Quad(busan, RDF["type"], NamedNode(f"{EXAMPLE}Port"), graph),
        Quad(busan, NamedNode(f"{EXAMPLE}near"), ID["province/ulsan"], graph),
    ):
        assert silence.covers(quad), quad


@pytest.mark.parametrize(
    ("axioms", "quad"),
    [
        ("e:p rdfs:domain e:C .", "e:a e:p 1"),
        ("e:p rdfs:range e:C .", "e:a e:p e:b"),
        ("e:p rdfs:domain [ owl:unionOf (e:C e:D) ; rdfs:subClassOf e:E ] .", "e:a e:p 1"),
        ("e:p rdfs:subPropertyOf e:q .", "e:a e:p 1"),
        ("e:q rdfs:subPropertyOf e:p .", "e:a e:p 1"),
        ("e:p owl:inverseOf e:q .", "e:a e:p e:b"),
        ("e:q owl:inverseOf e:p .", "e:a e:p e:b"),
        ("e:p a owl:FunctionalProperty .", "e:a e:p e:b"),
        ("e:p a owl:TransitiveProperty .", "e:a e:p e:b"),
        ("e:C owl:hasKey (e:p) .", "e:a e:p 1"),
        ("e:q owl:propertyChainAxiom (e:r e:p) .", "e:a e:p e:b"),
        ("e:C owl:equivalentClass [ owl:onProperty e:p ; owl:hasValue 1 ] .", "e:a e:p 1"),
        ("e:C rdfs:subClassOf e:D .", "e:a a e:C"),
        ("e:D rdfs:subClassOf e:C .", "e:a a e:C"),
        ("e:p rdfs:range e:C .", "e:a a e:C"),
        ("e:a owl:sameAs e:b .", "e:a e:unheard 1"),
        ("", "e:p rdfs:domain e:C"),
        ("", "e:C rdfs:subClassOf e:D"),
        ("", "e:p a owl:SymmetricProperty"),
        ("", "e:a owl:sameAs e:b"),
        ("", "e:a owl:differentFrom e:b"),
        ("", "e:a rdf:first e:b"),
        ("", "e:a krig:participant e:b"),
    ],
)
def test_what_an_axiom_or_a_rule_speaks_of_is_not_silent(axioms: str, quad: str) -> None:
    store = Store()
    prologue = f"{PROLOGUE}PREFIX e: <{EXAMPLE}>\n"
    store.extend(parse(prologue + axioms, Format.TURTLE))
    (told,) = parse(f"{prologue}{quad} .", Format.TURTLE)
    assert not Silence(store).covers(told)


@pytest.mark.parametrize(
    ("axioms", "quad"),
    [
        ("e:p rdfs:domain e:C . e:a a e:C .", "e:a e:p 1"),
        ("e:p rdfs:range e:C .", "e:a e:p 1"),
        ("e:p rdfs:range e:C . e:b a e:C .", "e:a e:p e:b"),
        ("e:p rdfs:domain [ a owl:Class ; owl:unionOf (e:C e:D) ] .", "e:a e:p 1"),
        ("e:p a owl:DatatypeProperty ; rdfs:label 'p' .", "e:a e:p 1"),
        ("e:q owl:inverseOf e:r .", "e:a e:p e:b"),
    ],
)
def test_what_only_repeats_what_is_stated_is_silent(axioms: str, quad: str) -> None:
    store = Store()
    prologue = f"{PROLOGUE}PREFIX e: <{EXAMPLE}>\n"
    store.extend(parse(prologue + axioms, Format.TURTLE))
    (told,) = parse(f"{prologue}{quad} .", Format.TURTLE)
    assert Silence(store).covers(told)


def test_a_class_that_is_only_inferred_is_not_stated() -> None:
    store = Store()
    domain = Quad(NamedNode(f"{EXAMPLE}p"), RDFS["domain"], NamedNode(f"{EXAMPLE}C"))
    member = Quad(
        NamedNode(f"{EXAMPLE}a"), RDF["type"], NamedNode(f"{EXAMPLE}C"), GRAPH["inferred"]
    )
    store.extend([domain, member])
    said = Quad(NamedNode(f"{EXAMPLE}a"), NamedNode(f"{EXAMPLE}p"), Literal(1))
    assert not Silence(store).covers(said)
