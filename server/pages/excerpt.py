"""The part of the graph of which a page speaks: what its one question was answered."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology.namespaces import DATA, DCAT, DCT, ID, KRIG, PROV, RDF, RDFS, compact
from server.language import LANGUAGES
from server.pages.links import link_to
from server.pages.words import Grounds, Source, Thing, Words
from server.texts import Language

Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal | Triple

TYPE: Final = RDF["type"]
LABEL: Final = RDFS["label"]


class Excerpt:
    """Triples that can be asked in both directions; it speaks `language` where it can."""

    def __init__(self, triples: Iterable[Triple], language: Language) -> None:
        self.language = language
        self.triples = tuple(triples)
        self._values: dict[tuple[Node, NamedNode], list[Value]] = defaultdict(list)
        self._subjects: dict[tuple[NamedNode, Value], list[Node]] = defaultdict(list)
        self._known: set[Node] = set()
        self._things: dict[Node, Thing] = {}
        self._sources: dict[Node, Source] = {}
        for triple in self.triples:
            subject, prop, value = triple.subject, triple.predicate, triple.object
            if isinstance(subject, Triple):
                continue
            self._known.add(subject)
            self._values[subject, prop].append(value)
            self._subjects[prop, value].append(subject)

    def __contains__(self, node: Node) -> bool:
        """Tell whether anything is said of `node`."""
        return node in self._known

    def values(self, node: Node, prop: NamedNode) -> list[Value]:
        """Return what `node` has by a property, in no particular order."""
        return self._values.get((node, prop), [])

    def value(self, node: Node, prop: NamedNode) -> Value | None:
        """Return what `node` has by a property: of several, the one that sorts first."""
        return min(self.values(node, prop), key=str, default=None)

    def nodes(self, node: Node, prop: NamedNode) -> list[Node]:
        """Return the resources that `node` has by a property."""
        return [each for each in self.values(node, prop) if isinstance(each, Node)]

    def node(self, node: Node, prop: NamedNode) -> Node | None:
        """Return the resource that `node` has by a property: of several, one and always that."""
        return min(self.nodes(node, prop), key=str, default=None)

    def subjects(self, prop: NamedNode, value: Value) -> list[Node]:
        """Return the resources that have `value` by a property, in no particular order."""
        return self._subjects.get((prop, value), [])

    def instances(self, concept: NamedNode) -> list[Node]:
        """Return the resources of a class."""
        return self.subjects(TYPE, concept)

    def is_a(self, node: Node, concept: NamedNode) -> bool:
        """Tell whether `node` is of a class."""
        return concept in self.values(node, TYPE)

    def properties(self, node: Node) -> list[NamedNode]:
        """Return the properties that `node` has."""
        return [prop for subject, prop in self._values if subject == node]

    def leading(self, node: Value) -> list[tuple[NamedNode, Node]]:
        """Return the properties by which resources have `node`, with those resources."""
        return [
            (prop, subject)
            for (prop, value), subjects in self._subjects.items()
            if value == node
            for subject in subjects
        ]

    def described(self) -> list[Node]:
        """Return the nodes that describe a triple (RDF 1.1 Semantics, appendix D.1)."""
        return [node for node, prop in self._values if prop == RDF["subject"]]

    def text(self, node: Node, prop: NamedNode) -> str:
        """Return the text that `node` has by a property, as a code or a date; blank if none."""
        value = self.value(node, prop)
        return value.value if isinstance(value, Literal) else ""

    def number(self, node: Node, prop: NamedNode) -> Decimal | None:
        """Return the number that `node` has by a property."""
        text = self.text(node, prop)
        return Decimal(text) if text else None

    def words(self, node: Node, prop: NamedNode) -> Words | None:
        """Return what `node` has by a property in the language of the page, else the next best."""
        texts = [each for each in self.values(node, prop) if isinstance(each, Literal)]
        return best(texts, self.language)

    def thing(self, node: Node) -> Thing:
        """Return `node` with its label, else with its name."""
        if node not in self._things:
            self._things[node] = self._thing(node)
        return self._things[node]

    def _thing(self, node: Node) -> Thing:
        if isinstance(node, BlankNode):
            return Thing("", self.words(node, LABEL) or Words("–"), "")
        label = self.words(node, LABEL) or Words(_name(node))
        return Thing(node.value, label, link_to(node.value))

    def things(self, node: Node, prop: NamedNode) -> tuple[Thing, ...]:
        """Return the things that `node` has by a property, by their labels."""
        return self.sorted(self.nodes(node, prop))

    def sorted(self, nodes: Iterable[Node]) -> tuple[Thing, ...]:
        """Return `nodes` as things, by their labels."""
        found = (self.thing(each) for each in set(nodes))
        return tuple(sorted(found, key=lambda each: (each.label.text, each.iri)))

    def grounds(self, node: Node) -> Grounds:
        """Return on what that which is said of `node` stands."""
        certainty = self.node(node, KRIG["certainty"])
        origin = self.node(node, PROV["wasDerivedFrom"])
        sources = (self.source(each) for each in set(self.nodes(node, DCT["source"])))
        return Grounds(
            _local(certainty).lower() if certainty is not None else "",
            self.words(node, KRIG["certaintyNote"]),
            tuple(sorted(sources, key=lambda each: (each.issued, each.thing.iri))),
            origin.value.removeprefix(DATA.iri) if isinstance(origin, NamedNode) else "",
        )

    def source(self, node: Node) -> Source:
        """Return the document `node`."""
        if node not in self._sources:
            self._sources[node] = self._source(node)
        return self._sources[node]

    def _source(self, node: Node) -> Source:
        publisher = self.node(node, DCT["publisher"])
        original = self.node(node, DCAT["landingPage"])
        return Source(
            self.thing(node),
            self.words(publisher, LABEL) if publisher is not None else None,
            self.text(node, DCT["issued"]),
            original.value if isinstance(original, NamedNode) else "",
        )


def best(texts: Iterable[Literal], language: Language) -> Words | None:
    """Return the text that is in `language`, else in Korean, in English, or whatever there is.

    Of several in one language, the one that sorts first.
    """
    order = [language, *(each for each in LANGUAGES if each != language)]
    found = min(texts, key=lambda each: (_rank(each, order), each.value), default=None)
    if found is None:
        return None
    foreign = found.language is not None and found.language != language
    return Words(found.value, found.language if foreign else None)


def _name(node: NamedNode) -> str:
    return node.value.removeprefix(ID.iri) if node in ID else compact(node)


def _rank(text: Literal, order: list[Language]) -> int:
    return next((place for place, each in enumerate(order) if each == text.language), len(order))


def _local(node: Node) -> str:
    return node.value.removeprefix(KRIG.iri)
