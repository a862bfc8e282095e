"""Who works together on what, and what each brings: the collaborations of an excerpt."""

from dataclasses import dataclass

from ontology.namespaces import DCT, KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.words import Grounds, Thing, Words


@dataclass(frozen=True, slots=True)
class Part:
    """What a region brings."""

    region: Thing
    site: Thing | None
    capability: Words | None
    stage: Words | None
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Collaboration:
    """Regions that work together."""

    thing: Thing
    industry: Thing | None
    programme: Words | None
    field: Words | None
    date: str
    lead: tuple[Thing, ...]
    budget: Words | None
    parts: tuple[Part, ...]
    grounds: Grounds


def collaborations(excerpt: Excerpt) -> list[Collaboration]:
    """Return the collaborations of `excerpt`, the newest first."""
    nodes = {each for each in excerpt.instances(KRIG["Collaboration"]) if excerpt.grounds(each).row}
    found = [collaboration(excerpt, each) for each in nodes]
    return sorted(sorted(found, key=lambda each: each.thing.label.text), key=_newest, reverse=True)


def collaboration(excerpt: Excerpt, node: Node) -> Collaboration:
    """Return the collaboration `node`."""
    industry = excerpt.node(node, KRIG["industry"])
    parts = [part(excerpt, each) for each in excerpt.nodes(node, KRIG["part"]) if each in excerpt]
    return Collaboration(
        excerpt.thing(node),
        None if industry is None else excerpt.thing(industry),
        excerpt.words(node, KRIG["programmeName"]),
        excerpt.words(node, KRIG["field"]),
        excerpt.text(node, DCT["date"]),
        excerpt.things(node, KRIG["leadRegion"]),
        excerpt.words(node, KRIG["budgetStatement"]),
        tuple(sorted(parts, key=lambda each: (each.region.label.text, str(each.site)))),
        excerpt.grounds(node),
    )


def part(excerpt: Excerpt, node: Node) -> Part:
    """Return the regional part `node`."""
    region = excerpt.node(node, KRIG["region"])
    site = excerpt.node(node, KRIG["site"])
    return Part(
        excerpt.thing(region or node),
        None if site is None else excerpt.thing(site),
        excerpt.words(node, KRIG["capability"]),
        excerpt.words(node, KRIG["supplyChainStage"]),
        excerpt.grounds(node),
    )


def _newest(each: Collaboration) -> str:
    return each.date
