"""The page of a document: what it is, what figures it states and where, and what rests on it."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import DCT, KRIG, OA
from server.pages.excerpt import LABEL, Excerpt, Node
from server.pages.head import Head, head, kinds
from server.pages.page import Page, excerpt
from server.pages.words import Grounds, Source, Thing


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the document states, and the number that the graph counts."""

    thing: Thing
    value: Decimal
    unit: str
    counted: Decimal | None
    start: str
    end: str
    """The characters of the text in which it stands, from 0."""
    grounds: Grounds

    @property
    def agrees(self) -> bool:
        """Tell whether the graph counts what the document states."""
        return self.counted == self.value


@dataclass(frozen=True, slots=True)
class Resting:
    """The things of one class that rest on the document."""

    kind: Thing
    things: tuple[tuple[Thing, Grounds], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What the page of a document shows."""

    head: Head
    source: Source
    kind: Thing | None
    identifier: str
    sha256: str
    characters: Decimal | None
    figures: tuple[Figure, ...]
    resting: tuple[Resting, ...]
    rows: int


def document(found: Excerpt, iri: NamedNode) -> Document:
    """Return what the page of the document `iri` shows."""
    kind = found.node(iri, KRIG["sourceKind"])
    resting = rests(found, iri)
    return Document(
        head(found, iri, "/sources"),
        found.source(iri),
        None if kind is None else found.thing(kind),
        found.text(iri, DCT["identifier"]),
        found.text(iri, KRIG["sha256"]),
        found.number(iri, KRIG["characters"]),
        figures(found, iri),
        resting,
        sum(len(each.things) for each in resting),
    )


def figures(found: Excerpt, iri: Node) -> tuple[Figure, ...]:
    """Return the figures that the document states, in the order of its text."""
    listed = []
    for each in found.subjects(KRIG["source"], iri):
        value = found.number(each, KRIG["value"])
        place = found.node(each, KRIG["statedAt"])
        if value is not None:
            listed.append(
                Figure(
                    found.thing(each),
                    value,
                    found.text(each, KRIG["unit"]),
                    found.number(each, KRIG["countedValue"]),
                    "" if place is None else found.text(place, OA["start"]),
                    "" if place is None else found.text(place, OA["end"]),
                    found.grounds(each),
                )
            )
    return tuple(sorted(listed, key=lambda each: int(each.start or 0)))


def rests(found: Excerpt, iri: Node) -> tuple[Resting, ...]:
    """Return what rests on the document, by class, the most numerous first."""
    by_kind: dict[Thing, list[tuple[Thing, Grounds]]] = defaultdict(list)
    for each in set(found.subjects(DCT["source"], iri)) - {iri}:
        kind = next(iter(kinds(found, each)), None)
        if kind is not None and found.values(each, LABEL):
            by_kind[kind].append((found.thing(each), found.grounds(each)))
    listed = [
        Resting(kind, tuple(sorted(things, key=lambda each: each[0].label.text)))
        for kind, things in by_kind.items()
    ]
    return tuple(sorted(listed, key=lambda each: (-len(each.things), each.kind.label.text)))


PAGE: Final = Page("source", excerpt, document)
