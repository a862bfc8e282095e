"""What a graph states, looked up by subject and predicate."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ontology.namespaces import OWL, RDF

Node = NamedNode | BlankNode | Literal | Triple


class Statements:
    """The statements of a graph. What it returns is sorted, whatever the order of the quads."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values = defaultdict[tuple[Node, NamedNode], list[Node]](list)
        self._pairs = defaultdict[NamedNode, list[tuple[Node, Node]]](list)
        for quad in sorted(quads, key=str):
            self._values[quad.subject, quad.predicate].append(quad.object)
            self._pairs[quad.predicate].append((quad.subject, quad.object))

    def predicates(self) -> list[NamedNode]:
        """Return every property of which there is a statement."""
        return list(self._pairs)

    def subjects(self, predicate: NamedNode) -> list[NamedNode]:
        """Return the IRIs of which `predicate` is stated."""
        subjects = dict.fromkeys(subject for subject, _ in self._pairs.get(predicate, []))
        return [each for each in subjects if isinstance(each, NamedNode)]

    def objects(self, predicate: NamedNode) -> list[Node]:
        """Return what `predicate` leads to, once for each statement."""
        return [value for _, value in self._pairs.get(predicate, [])]

    def members(self, kind: NamedNode) -> list[NamedNode]:
        """Return the IRIs that are stated to be of the class `kind`."""
        return [each for each in self.subjects(RDF["type"]) if kind in self.kinds(each)]

    def kinds(self, subject: Node) -> list[NamedNode]:
        """Return the named classes that `subject` is stated to be of."""
        return self.named(subject, RDF["type"])

    def values(self, subject: Node, predicate: NamedNode) -> list[Node]:
        """Return all objects."""
        return self._values.get((subject, predicate), [])

    def named(self, subject: Node, predicate: NamedNode) -> list[NamedNode]:
        """Return the objects that are IRIs."""
        return [each for each in self.values(subject, predicate) if isinstance(each, NamedNode)]

    def texts(self, subject: Node, predicate: NamedNode) -> dict[str | None, str]:
        """Return the objects that are literals, by language."""
        literals = (each for each in self.values(subject, predicate) if isinstance(each, Literal))
        return {each.language: each.value for each in literals}

    def classes(self, subject: Node, predicate: NamedNode) -> list[NamedNode]:
        """Return the named classes, and those that a union unites, that stand as objects."""
        unions = (
            member
            for each in self.values(subject, predicate)
            for union in self.values(each, OWL["unionOf"])
            for member in self.items(union)
        )
        return [*self.named(subject, predicate), *unions]

    def items(self, node: Node) -> Iterator[NamedNode]:
        """Yield the IRIs in the RDF list that begins at `node`."""
        while node != RDF["nil"]:
            yield from self.named(node, RDF["first"])
            (node,) = self.values(node, RDF["rest"])
