"""The list of technologies: the fields with what they hold, the areas of growth with theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import KRIG, SKOS
from server.pages.excerpt import Excerpt, Node
from server.pages.page import Page, excerpt
from server.pages.technology import BROADER, Concept, concepts
from server.pages.words import Grounds, Thing, shared


@dataclass(frozen=True, slots=True)
class Leaf:
    """A technology or a project, and how many industries draw on it."""

    concept: Concept
    uses: int


@dataclass(frozen=True, slots=True)
class Group:
    """A field or an area with what it holds."""

    concept: Concept
    leaves: tuple[Leaf, ...]
    uses: int


@dataclass(frozen=True, slots=True)
class Technologies:
    """What the list shows."""

    scheme: Thing | None
    fields: tuple[Group, ...]
    fields_stand_on: Grounds | None
    growth: Thing | None
    areas: tuple[Group, ...]


def technologies(found: Excerpt, _: None) -> Technologies:
    """Return what the list shows."""
    fields = groups(found, found.instances(KRIG["StrategicField"]))
    areas = groups(found, found.instances(KRIG["GrowthArea"]))
    every = [leaf.concept.grounds for group in fields for leaf in group.leaves]
    return Technologies(
        _scheme(found, "StrategicField"), fields, shared(every), _scheme(found, "GrowthArea"), areas
    )


def groups(found: Excerpt, nodes: Iterable[Node]) -> tuple[Group, ...]:
    """Return `nodes` with what they hold, by number."""
    listed = []
    for concept, node in zip(*_numbered(found, nodes), strict=True):
        held = found.subjects(BROADER, node)
        leaves = tuple(
            Leaf(each, uses(found, of)) for each, of in zip(*_numbered(found, held), strict=True)
        )
        listed.append(Group(concept, leaves, sum(each.uses for each in leaves) + uses(found, node)))
    return tuple(listed)


def uses(found: Excerpt, node: Node) -> int:
    """Return how many industries are tied to `node`."""
    return len(set(found.subjects(KRIG["technology"], node)))


def _numbered(found: Excerpt, nodes: Iterable[Node]) -> tuple[tuple[Concept, ...], list[Node]]:
    by_iri = {each.value: each for each in nodes}
    listed = concepts(found, by_iri.values())
    return listed, [by_iri[each.thing.iri] for each in listed]


def _scheme(found: Excerpt, concept: str) -> Thing | None:
    schemes = (found.things(each, SKOS["inScheme"]) for each in found.instances(KRIG[concept]))
    return next((each[0] for each in schemes if each), None)


PAGE: Final = Page("technologies", excerpt, technologies)
