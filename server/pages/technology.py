"""The page of a technology or project, a field or area: what it holds, and who draws on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import KRIG, SKOS
from server.pages.excerpt import Excerpt, Node
from server.pages.head import Head, head
from server.pages.page import Page, excerpt
from server.pages.words import Grounds, Thing

BROADER: Final = SKOS["broader"]


@dataclass(frozen=True, slots=True)
class Concept:
    """A technology or a project by its number in its scheme."""

    thing: Thing
    number: str
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Use:
    """An industry that draws on a technology, and on what that stands."""

    industry: Thing
    regions: tuple[Thing, ...]
    technology: Thing
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Technology:
    """What the page of a technology shows."""

    head: Head
    number: str
    schemes: tuple[Thing, ...]
    wider: tuple[Thing, ...]
    narrower: tuple[Concept, ...]
    beside: tuple[Concept, ...]
    """What stands beside it in the same field or area."""
    uses: tuple[Use, ...]


def technology(found: Excerpt, iri: NamedNode) -> Technology:
    """Return what the page of the technology `iri` shows."""
    wider = found.nodes(iri, BROADER)
    within = next((each for each in wider if isinstance(each, NamedNode)), None)
    return Technology(
        head(found, iri, "/technologies", within),
        found.text(iri, SKOS["notation"]),
        found.things(iri, SKOS["inScheme"]),
        found.sorted(wider),
        concepts(found, found.subjects(BROADER, iri)),
        concepts(found, (n for w in wider for n in found.subjects(BROADER, w) if n != iri)),
        uses(found),
    )


def concepts(found: Excerpt, nodes: Iterable[Node]) -> tuple[Concept, ...]:
    """Return `nodes` as concepts, by their numbers."""
    listed = [
        Concept(found.thing(each), found.text(each, SKOS["notation"]), found.grounds(each))
        for each in set(nodes)
    ]
    return tuple(sorted(listed, key=lambda each: (each.number.zfill(3), each.thing.label.text)))


def uses(found: Excerpt) -> tuple[Use, ...]:
    """Return the industries that draw on the technologies of `found`."""
    listed = [
        Use(
            found.thing(industry),
            found.things(industry, KRIG["designatedFor"]),
            found.thing(found.node(link, KRIG["technology"]) or link),
            found.grounds(link),
        )
        for link in found.instances(KRIG["TechnologyLink"])
        for industry in found.nodes(link, KRIG["industry"])
    ]
    return tuple(sorted(listed, key=lambda each: each.industry.label.text))


PAGE: Final = Page("technology", excerpt, technology)
