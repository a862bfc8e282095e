"""What follows from the facts by OWL 2 RL, and by the few rules that it cannot state.

Property chains and the rules of `ontology/rules` take turns with the reasoner until neither adds
anything. The reasoner is quick because it is not told everything: most statements entail no more
than the classes of their subject and object, and it is told those instead, each once.
"""

import functools
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryTriples, Store, Triple
from reasonable import PyReasoner

from ontology.modules import rules
from ontology.namespaces import INFERRED, OWL, RDF, RDFS

Subject = NamedNode | BlankNode | Triple
Term = Subject | Literal
Pairs = list[tuple[Subject, Term]]
"""The subjects and objects of a property's statements."""
Relations = Mapping[Term, Pairs]

TRIVIAL: Final = {OWL["Thing"], OWL["NamedIndividual"], OWL["Class"], RDFS["Resource"]}
"""Membership in these says nothing about a thing."""

SAME: Final = OWL["sameAs"]

SCHEMA: Final = {RDFS[name] for name in ("subClassOf", "subPropertyOf", "domain", "range")}

LINKING: Final = {OWL["SymmetricProperty"], OWL["TransitiveProperty"]}
"""The characteristics by which statements of a property entail more of them."""

MISREAD: Final = OWL["InverseFunctionalProperty"]
"""reasonable 0.4.4 takes all subjects of such a property for one thing, so that it is not told.

The identities follow all the same where the property has an inverse, which then is functional.
"""


@dataclass(frozen=True, slots=True)
class Closure:
    """What follows from some quads, in the inferred graph; and a store of both, to be asked."""

    inferred: tuple[Quad, ...]
    store: Store


def infer(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Return the triples that follow from `quads` and are not among them, in the inferred graph.

    Source: OWL 2 Web Ontology Language Profiles, section 4.3.
    """
    return closure(quads).inferred


def closure(quads: Iterable[Quad]) -> Closure:
    """Return what follows from `quads`, as `infer` does, with a store that holds all of it.

    Left out are triples with blank nodes (anonymous class expressions), membership in the classes
    that hold everything, and a thing's identity with itself. Where two things turn out to be one,
    that is told, but not all that is said of one is said of the other too. The result is sorted.
    """
    known = _Knowledge(quads)
    _follow(known)
    while known.add(_owl_rl(_told(_premises(known.relations)))) and _follow(known):
        pass
    return Closure(tuple(sorted(known.inferred, key=str)), known.store)


class _Knowledge:
    """The triples that are known, also by property, and open to SPARQL; and those that followed."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        stated = {quad.triple: quad for quad in quads}
        self.triples = {*stated}
        self.relations = defaultdict[Term, Pairs](list)
        self.store = Store()
        self.store.bulk_extend(stated.values())
        self.inferred: list[Quad] = []
        for subject, predicate, value in stated:
            self.relations[predicate].append((subject, value))

    def add(self, triples: Iterable[Triple]) -> bool:
        """Add what follows; tell whether any of it is new."""
        new: list[Quad] = []
        for triple in triples:
            if triple not in self.triples:
                self.triples.add(triple)
                subject, predicate, value = triple
                self.relations[predicate].append((subject, value))
                new.append(Quad(subject, predicate, value, INFERRED))
        self.store.bulk_extend(new)
        self.inferred += new
        return bool(new)


def _follow(known: _Knowledge) -> bool:
    """Apply property chains and rules until they add nothing; tell whether they added anything."""
    grown = False
    while known.add([*_chained(known.relations), *_ruled(known.store)]):
        grown = True
    return grown


def _ruled(store: Store) -> Iterator[Triple]:
    """Yield what the rules of `ontology/rules` construct."""
    for rule in rules():
        text = rule.read_text(encoding="utf-8")
        yield from cast("QueryTriples", store.query(text, use_default_graph_as_union=True))


def _chained(relations: Relations) -> Iterator[Triple]:
    """Yield what property chains entail (rule prp-spo2), which the reasoner omits."""
    for entailed, chain in relations[OWL["propertyChainAxiom"]]:
        steps = (_steps(relations, step) for step in _members(relations, chain))
        for start, end in functools.reduce(_compose, steps):
            yield Triple(start, cast("NamedNode", entailed), end)


def _steps(relations: Relations, step: Term) -> Pairs:
    """Return what `step` relates, also by its inverses, which need not have been inferred yet."""
    inverses = relations[OWL["inverseOf"]]
    mirrors = {b for a, b in inverses if a == step} | {a for a, b in inverses if b == step}
    return relations[step] + [
        (end, start)
        for mirror in mirrors
        for start, end in relations[mirror]
        if not isinstance(end, Literal)
    ]


def _compose(first: Pairs, second: Pairs) -> Pairs:
    onward = _objects(second)
    return [(start, end) for start, middle in first for end in onward[middle]]


def _members(relations: Relations, node: Term) -> Iterator[Term]:
    """Yield the members of the RDF list that begins at `node`."""
    heads: dict[Term, Term] = dict(relations[RDF["first"]])
    tails: dict[Term, Term] = dict(relations[RDF["rest"]])
    while node in heads:
        yield heads[node]
        node = tails[node]


def _premises(relations: Relations) -> Iterator[Triple]:
    """Yield triples from which the reasoner concludes all that it would from `relations`.

    A statement is told as it is where it may entail another or an identity; else only the domains
    and ranges of its property are, as classes of what it relates.
    """
    domains, ranges = _objects(relations[RDFS["domain"]]), _objects(relations[RDFS["range"]])
    functional = _members_of(relations, OWL["FunctionalProperty"])
    telling = SCHEMA | _linking(relations)
    for each, pairs in relations.items():
        predicate = cast("NamedNode", each)
        subjects = {subject for subject, _ in pairs}
        identifies = predicate in functional and len(subjects) < len(pairs)
        if predicate in telling or identifies or predicate in RDF or predicate in OWL:
            told = (pair for pair in pairs if pair[1] != MISREAD)
            yield from (Triple(subject, predicate, value) for subject, value in told)
            continue
        objects = {value for _, value in pairs if not isinstance(value, Literal)}
        yield from _typed(subjects, domains[predicate])
        yield from _typed(objects, ranges[predicate])


def _typed(things: Iterable[Subject], classes: Iterable[Term]) -> Iterator[Triple]:
    return (Triple(thing, RDF["type"], each) for each in classes for thing in things)


def _linking(relations: Relations) -> set[Term]:
    """Return the properties whose statements may entail other statements."""
    mutual = relations[OWL["inverseOf"]] + relations[OWL["equivalentProperty"]]
    return {
        *(narrower for narrower, _ in relations[RDFS["subPropertyOf"]]),
        *(each for pair in mutual for each in pair),
        *(restricted for _, restricted in relations[OWL["onProperty"]]),
        *(each for characteristic in LINKING for each in _members_of(relations, characteristic)),
    }


def _members_of(relations: Relations, kind: NamedNode) -> set[Term]:
    return {thing for thing, stated in relations[RDF["type"]] if stated == kind}


def _objects(pairs: Pairs) -> Mapping[Term, list[Term]]:
    """Return the objects of each subject."""
    objects = defaultdict[Term, list[Term]](list)
    for subject, value in pairs:
        objects[subject].append(value)
    return objects


def _told(triples: Iterable[Triple]) -> str:
    """Return `triples` as sorted lines of N-Triples."""
    return "".join(sorted({f"{each} .\n" for each in triples}))


@functools.lru_cache(maxsize=2)
def _owl_rl(ntriples: str) -> tuple[Triple, ...]:
    """Return the OWL 2 RL closure of `ntriples`, less what tells nothing.

    It is remembered: most changes of facts leave what the reasoner is told as it was.
    """
    reasoner = PyReasoner()
    with tempfile.NamedTemporaryFile("w", suffix=".ttl", encoding="utf-8") as file:
        file.write(ntriples)
        file.flush()
        reasoner.load_file(file.name)
    return tuple(_telling(reasoner.reason()))


def _telling(triples: Iterable[tuple[rdflib.term.Node, ...]]) -> Iterator[Triple]:
    # To ask rdflib's classes whether a term is of them takes longer than to compare types.
    for subject, predicate, value in triples:
        if type(subject) is rdflib.URIRef and type(value) is not rdflib.BNode:
            node, named, term = _name(str(subject)), _name(str(predicate)), _term(value)
            if term not in TRIVIAL and not (term == node and named == SAME):
                yield Triple(node, named, term)


def _term(term: rdflib.term.Node) -> NamedNode | Literal:
    match term:
        case rdflib.URIRef():
            return _name(str(term))
        case rdflib.Literal(language=str(language)):
            return Literal(str(term), language=language)
        case rdflib.Literal(datatype=rdflib.URIRef() as datatype):
            return Literal(str(term), datatype=_name(str(datatype)))
        case _:
            return Literal(str(term))


@functools.lru_cache(maxsize=10_000)
def _name(iri: str) -> NamedNode:
    return NamedNode(iri)
