"""What is told of a region itself: its codes, its time, what came before and after it."""

from dataclasses import dataclass

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.words import Grounds, Thing


@dataclass(frozen=True, slots=True)
class Region:
    """A region as it is in a time."""

    thing: Thing
    iso: str
    mois: str
    kostat: str
    since: str
    until: str
    """The first day on which it was no more; blank while it is."""
    before: tuple[Thing, ...]
    after: tuple[Thing, ...]
    within: Thing | None


@dataclass(frozen=True, slots=True)
class Designation:
    """A district's legal status."""

    district: Thing
    kind: Thing
    notice: str
    grounds: Grounds


def region(excerpt: Excerpt, node: Node) -> Region:
    """Return the region `node`."""
    within = excerpt.node(node, KRIG["within"])
    return Region(
        excerpt.thing(node),
        excerpt.text(node, KRIG["isoCode"]),
        excerpt.text(node, KRIG["moisCode"]),
        excerpt.text(node, KRIG["kostatCode"]),
        excerpt.text(node, KRIG["validFrom"]),
        excerpt.text(node, KRIG["validUntil"]),
        excerpt.sorted(excerpt.subjects(KRIG["succeededBy"], node)),
        excerpt.things(node, KRIG["succeededBy"]),
        None if within is None else excerpt.thing(within),
    )


def designations(excerpt: Excerpt) -> tuple[Designation, ...]:
    """Return the designations of districts in `excerpt`, by kind and district."""
    found = [
        Designation(
            excerpt.thing(excerpt.node(each, KRIG["district"]) or each),
            excerpt.thing(excerpt.node(each, KRIG["kind"]) or each),
            excerpt.text(each, KRIG["notice"]),
            excerpt.grounds(each),
        )
        for each in excerpt.instances(KRIG["AreaDesignation"])
    ]
    return tuple(sorted(found, key=lambda each: (each.kind.iri, each.district.label.text)))
