"""A shapes graph as those who write and read it know it: shapes with names, and what each asks.

Most shapes graphs state their property shapes as blank nodes, which the engines relabel. Here they
are given IRIs before the engines see them, and are called by the shape that holds them and by
their path.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import BlankNode, Dataset, NamedNode, Quad, Triple
from pyoxigraph import Literal as RdfLiteral

from krig.terms import Term
from krig.validation.findings.finding import Location
from krig.validation.path import PropertyPath, read_path
from krig.validation.shapes import TARGETS, ShapesGraph
from krig.validation.wording.naming import Naming
from ontology.namespaces import RDF, SH, Namespace

Subject = NamedNode | BlankNode | Triple

ANONYMOUS: Final = Namespace("urn:krig:anonymous-shape:")

END: Final = re.compile("[/#:]")
"""What stands before the last part of an IRI."""

HOLDING: Final = frozenset(SH[name] for name in ("property", "node", "not", "qualifiedValueShape"))
"""The properties by which a shape holds another."""


def with_names(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Return `quads` with an IRI for each shape that is a blank node."""
    said = tuple(quads)
    telling = {SH["path"], SH["property"], *TARGETS}
    nodes: set[Term] = {each.subject for each in said if each.predicate in telling}
    nodes |= {each.object for each in said if each.predicate in HOLDING}

    def subject(node: Subject) -> Subject:
        return ANONYMOUS[node.value] if isinstance(node, BlankNode) and node in nodes else node

    def value(node: Term) -> Term:
        return node if isinstance(node, RdfLiteral) else subject(node)

    return tuple(
        Quad(subject(each.subject), each.predicate, value(each.object), each.graph_name)
        for each in said
    )


def is_anonymous(shape: Term | None) -> bool:
    """Tell whether `shape` has no name of its own."""
    return not isinstance(shape, NamedNode) or shape in ANONYMOUS


class Catalogue:
    """The shapes of a shapes graph."""

    def __init__(
        self,
        graph: ShapesGraph,
        naming: Naming | None = None,
        stated: Mapping[Term, Location] | None = None,
    ) -> None:
        """Read `graph`, whose shapes have names.

        Args:
            graph: the shapes graph.
            naming: how terms are called.
            stated: where each shape is stated, as far as that is known.

        """
        self.naming = naming or Naming()
        self.stated = stated or {}
        self._said = Dataset(
            Quad(each.subject, each.predicate, each.object) for each in graph.triples()
        )

    def values(self, node: Term, name: str) -> tuple[Term, ...]:
        """Return what is stated of `node` by the term `name` of SHACL, in order."""
        if isinstance(node, RdfLiteral):
            return ()
        said = self._said.quads_for_subject(node)
        return tuple(sorted((each.object for each in said if each.predicate == SH[name]), key=str))

    def members(self, node: Term) -> tuple[Term, ...]:
        """Return the members of the list that `node` begins."""
        found: list[Term] = []
        seen: set[Term] = set()
        while isinstance(node, BlankNode) and node not in seen:
            seen.add(node)
            cell = {each.predicate: each.object for each in self._said.quads_for_subject(node)}
            found += [cell[RDF["first"]]] if RDF["first"] in cell else []
            node = cell.get(RDF["rest"], RDF["nil"])
        return tuple(found)

    def path(self, shape: Term) -> PropertyPath | None:
        """Return the path of a property shape; None for a node shape."""
        for path in self.values(shape, "path"):
            return read_path(self._said, path)
        return None

    def shapes(self) -> tuple[NamedNode, ...]:
        """Return the shapes that have a target, in order of their names."""
        found = {
            each.subject
            for each in self._said
            if each.predicate in TARGETS and isinstance(each.subject, NamedNode)
        }
        return tuple(sorted(found, key=self.name))

    def called(self, name: str) -> NamedNode | None:
        """Return the shape called `name`: its IRI, a prefixed name, or the end of one of these."""
        known = {each.subject for each in self._said if isinstance(each.subject, NamedNode)}
        by_name = {self.name(each): each for each in known if isinstance(each, NamedNode)}
        exact = by_name.get(name) or next((e for e in by_name.values() if e.value == name), None)
        ending = [each for each in by_name.values() if END.split(each.value)[-1] == name]
        return exact or (ending[0] if len(ending) == 1 else None)

    def name(self, shape: Term, naming: Naming | None = None) -> str:
        """Return how `shape` is called: if it is anonymous, by its holder and its path."""
        called = naming or self.naming
        if not is_anonymous(shape):
            return called.term(shape)
        path = self.path(shape)
        holders = sorted(called.term(each) for each in self.holders(shape))
        if path is None and not holders:
            return f"[{', '.join(called.term(each) for each in self.targets(shape))}]"
        told = called.path(path) if path is not None else "[]"
        return f"{holders[0]}/{told}" if holders else told

    def targets(self, shape: Term) -> tuple[Term, ...]:
        """Return the classes, properties and nodes that `shape` is about."""
        names = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
        return tuple(each for name in names for each in self.values(shape, name))

    def holders(self, shape: Term) -> tuple[NamedNode, ...]:
        """Return the shapes with names of their own that hold `shape`, however deep."""
        found = self._holders(shape, {shape})
        return tuple(each for each in found if isinstance(each, NamedNode))

    def _holders(self, node: Term, seen: set[Term]) -> Iterator[Term]:
        for each in self._said.quads_for_object(node):
            if each.subject in seen:
                continue
            seen.add(each.subject)
            if is_anonymous(each.subject):
                yield from self._holders(each.subject, seen)
            else:
                yield each.subject
