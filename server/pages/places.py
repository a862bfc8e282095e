"""What stands in a region and supports industries there: institutions, zones and complexes."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.words import Grounds, Thing, Words

DAYS: Final = ("validFrom", "designatedOn", "foundedIn")
"""What tells when a place began to be one, the most exact first."""


@dataclass(frozen=True, slots=True)
class Place:
    """An institution, a zone or a complex, and where it is."""

    thing: Thing
    kind: Thing | None
    field: Words | None
    designated: str
    """The day or the month in which it was designated or founded, as far as it is known."""
    round: Words | None
    released: str
    """When it was released from being one."""
    founding: Words | None
    investment: Decimal | None
    unit: str
    until: str
    regions: tuple[Thing, ...]
    grounds: Grounds


def places(excerpt: Excerpt, concept: str) -> tuple[Place, ...]:
    """Return the places of a class of krig in `excerpt`, by kind and name."""
    found = [place(excerpt, each) for each in excerpt.instances(KRIG[concept])]
    return tuple(sorted(found, key=_order))


def place(excerpt: Excerpt, node: Node) -> Place:
    """Return the place `node`."""
    kind = excerpt.node(node, KRIG["kind"])
    days = (excerpt.text(node, KRIG[each]) for each in DAYS)
    return Place(
        excerpt.thing(node),
        None if kind is None else excerpt.thing(kind),
        excerpt.words(node, KRIG["field"]),
        next((each for each in days if each), ""),
        excerpt.words(node, KRIG["designationRound"]),
        excerpt.text(node, KRIG["releasedOn"]),
        excerpt.words(node, KRIG["foundingStatement"]),
        excerpt.number(node, KRIG["plannedInvestment"]),
        excerpt.text(node, KRIG["unit"]),
        excerpt.text(node, KRIG["investmentUntil"]),
        excerpt.things(node, KRIG["inRegion"]),
        excerpt.grounds(node),
    )


def _order(each: Place) -> tuple[str, str, str]:
    kind = each.kind.label.text if each.kind is not None else ""
    return kind, each.designated, each.thing.label.text
