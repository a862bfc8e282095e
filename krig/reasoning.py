"""What follows from the facts by OWL 2 RL, and by the few rules that it cannot state.

The reasoner and the rules of `ontology/rules` take turns until neither adds anything.
"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryTriples, Store, Triple
from reasonable import PyReasoner

from ontology.modules import rules
from ontology.namespaces import GRAPH, OWL, RDF, RDFS

Term = NamedNode | BlankNode | Literal | Triple

INFERRED = GRAPH["inferred"]

TRIVIAL_CLASSES = {OWL["Thing"], RDFS["Resource"], OWL["NamedIndividual"], OWL["Class"]}
"""Membership in these says nothing about a thing."""


ENTAILING = {
    RDF["type"],
    RDF["first"],
    *(RDFS[name] for name in ("subClassOf", "subPropertyOf", "domain", "range")),
    *(OWL[name] for name in ("inverseOf", "equivalentClass", "equivalentProperty")),
}
"""The predicates of axioms that make a property entail something."""


def infer(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Return the triples that follow from `quads` and are not among them, in the inferred graph.

    Left out are triples with blank nodes (anonymous class expressions), membership in the classes
    that hold everything, and a thing's identity with itself. The result is sorted.

    Source: OWL 2 Web Ontology Language Profiles, section 4.3.
    """
    store = Store()
    store.bulk_extend(quads)
    stated = {_triple(quad) for quad in store}
    known = set(stated)
    while True:
        added = {triple for triple in _owl_rl(_active(known)) if _tells_something(triple)} - known
        store.bulk_extend(_quad(triple) for triple in added)
        followed = {*_apply_chains(store), *_apply_rules(store)} - known - added
        store.bulk_extend(_quad(triple) for triple in followed)
        known |= added | followed
        if not followed:
            break
    return tuple(sorted((_quad(triple) for triple in known - stated), key=str))


def _active(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the triples that can entail anything: labels, notes and provenance cannot.

    A predicate is active if it belongs to RDF or OWL, or if an axiom speaks of it.
    """
    axioms = [triple for triple in triples if triple.predicate in ENTAILING]
    spoken_of = {each for axiom in axioms for each in (axiom.subject, axiom.object)} | ENTAILING
    for triple in triples:
        predicate = triple.predicate
        if predicate in spoken_of or predicate in RDF or predicate in OWL:
            yield triple


def _owl_rl(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the OWL 2 RL closure of `triples`."""
    reasoner = PyReasoner()
    with tempfile.NamedTemporaryFile("w", suffix=".ttl", encoding="utf-8") as file:
        file.writelines(f"{triple} .\n" for triple in triples)
        file.flush()
        reasoner.load_file(str(Path(file.name)))
    for subject, predicate, value in reasoner.reason():
        if not isinstance(subject, rdflib.Literal):
            yield Triple(_resource(subject), NamedNode(str(predicate)), _term(value))


def _apply_rules(store: Store) -> Iterator[Triple]:
    for rule in rules():
        text = rule.read_text(encoding="utf-8")
        yield from cast("QueryTriples", store.query(text, use_default_graph_as_union=True))


def _apply_chains(store: Store) -> Iterator[Triple]:
    """Yield what property chains of two steps entail (rule prp-spo2), which the reasoner omits."""
    for axiom in store.quads_for_pattern(None, OWL["propertyChainAxiom"], None, None):
        first, tail = _cell(store, axiom.object)
        second, _ = _cell(store, tail)
        for step in store.quads_for_pattern(None, first, None, None):
            if not isinstance(step.object, Literal):
                for last in store.quads_for_pattern(step.object, second, None, None):
                    yield Triple(step.subject, cast("NamedNode", axiom.subject), last.object)


def _cell(store: Store, cell: Term) -> tuple[NamedNode, Term]:
    """Return the first element of an RDF list, a property, and the rest of the list."""
    node = cast("BlankNode", cell)
    (head,) = store.quads_for_pattern(node, RDF["first"], None, None)
    (tail,) = store.quads_for_pattern(node, RDF["rest"], None, None)
    return cast("NamedNode", head.object), tail.object


def _tells_something(triple: Triple) -> bool:
    if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
        return False
    if triple.predicate == OWL["sameAs"]:
        return triple.subject != triple.object
    return triple.predicate != RDF["type"] or triple.object not in TRIVIAL_CLASSES


def _triple(quad: Quad) -> Triple:
    return Triple(quad.subject, quad.predicate, quad.object)


def _quad(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, INFERRED)


def _resource(term: rdflib.term.Node) -> NamedNode | BlankNode:
    return BlankNode(str(term)) if isinstance(term, rdflib.BNode) else NamedNode(str(term))


def _term(term: rdflib.term.Node) -> NamedNode | BlankNode | Literal:
    if not isinstance(term, rdflib.Literal):
        return _resource(term)
    if term.language:
        return Literal(str(term), language=term.language)
    datatype = NamedNode(str(term.datatype)) if term.datatype else None
    return Literal(str(term), datatype=datatype)
