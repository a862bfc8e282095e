"""The page of any other resource: all that is said of it, and all that leads to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.namespaces import DCT, KRIG, PROV, RDF, RDFS, SKOS
from server.pages.excerpt import TYPE, Excerpt, Node, Value
from server.pages.head import Head, head
from server.pages.page import Page, excerpt
from server.pages.words import Grounds, Thing, Words

MOST: Final = 200
"""How many things are listed that lead here by one property."""
TOLD: Final = {
    TYPE,
    RDFS["label"],
    DCT["source"],
    PROV["wasDerivedFrom"],
    SKOS["exactMatch"],
    SKOS["note"],
    KRIG["certainty"],
    KRIG["certaintyNote"],
    KRIG["englishLabelBy"],
}
"""What the head of the page tells."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a resource has by one property."""

    name: Thing
    things: tuple[Thing, ...]
    texts: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Leading:
    """What leads to a resource by one property."""

    name: Thing
    things: tuple[tuple[Thing, Grounds], ...]
    in_all: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What the page of any resource shows."""

    head: Head
    stated: tuple[Said, ...]
    entailed: tuple[Said, ...]
    leading: tuple[Leading, ...]


def neighbourhood(found: Excerpt, iri: NamedNode) -> Neighbourhood:
    """Return what the page of the resource `iri` shows."""
    entailed = _entailed(found)
    out = {
        (prop, value)
        for prop in found.properties(iri)
        if prop not in TOLD
        for value in found.values(iri, prop)
    }
    follows = {(prop, value) for prop, value in out if (iri, prop, value) in entailed}
    into: dict[NamedNode, list[Node]] = defaultdict(list)
    for prop, subject in found.leading(iri):
        if (subject, prop, iri) not in entailed and isinstance(subject, NamedNode):
            into[prop].append(subject)
    return Neighbourhood(
        head(found, iri),
        _said(found, out - follows),
        _said(found, follows),
        _leading(found, into),
    )


def _entailed(found: Excerpt) -> set[tuple[Value, Value, Value]]:
    """Return the triples that follow by reasoning: the answer describes them."""
    return {
        (subject, prop, value)
        for node in found.described()
        for subject in found.values(node, RDF["subject"])
        for prop in found.values(node, RDF["predicate"])
        for value in found.values(node, RDF["object"])
    }


def _said(found: Excerpt, pairs: Iterable[tuple[NamedNode, Value]]) -> tuple[Said, ...]:
    by_property: dict[NamedNode, list[Value]] = defaultdict(list)
    for prop, value in pairs:
        by_property[prop].append(value)
    listed = [
        Said(
            found.thing(prop),
            found.sorted(each for each in values if isinstance(each, NamedNode)),
            tuple(sorted(_texts(found, values), key=str)),
        )
        for prop, values in by_property.items()
    ]
    kept = (each for each in listed if each.things or each.texts)
    return tuple(sorted(kept, key=lambda each: (each.name.label.text, each.name.iri)))


def _texts(found: Excerpt, values: Iterable[Value]) -> Iterable[Words]:
    for each in values:
        if isinstance(each, Literal):
            foreign = each.language not in {None, found.language}
            yield Words(each.value, each.language if foreign else None)


def _leading(found: Excerpt, into: Mapping[NamedNode, list[Node]]) -> tuple[Leading, ...]:
    listed = []
    for prop, nodes in into.items():
        things = sorted(
            ((found.thing(each), found.grounds(each)) for each in set(nodes)),
            key=lambda each: (each[0].label.text, each[0].iri),
        )
        listed.append(Leading(found.thing(prop), tuple(things[:MOST]), len(things)))
    return tuple(sorted(listed, key=lambda each: (each.name.label.text, each.name.iri)))


PAGE: Final = Page("neighbourhood", excerpt, neighbourhood)
