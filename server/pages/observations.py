"""The figures of regions that sources state: the observations of an excerpt."""

from dataclasses import dataclass
from decimal import Decimal

from ontology.namespaces import KRIG, QB
from server.pages.excerpt import Excerpt, Node
from server.pages.words import Grounds, Thing


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure of a region in a period."""

    thing: Thing
    indicator: Thing
    period: str
    value: Decimal
    unit: str
    """The code of the unit, as `krw-trillion`."""
    grounds: Grounds


def observations(excerpt: Excerpt) -> tuple[Observation, ...]:
    """Return the observations of `excerpt`, by indicator and period."""
    found = [observation(excerpt, each) for each in excerpt.instances(QB["Observation"])]
    return tuple(sorted(found, key=lambda each: (each.indicator.label.text, each.period)))


def observation(excerpt: Excerpt, node: Node) -> Observation:
    """Return the observation `node`."""
    return Observation(
        excerpt.thing(node),
        excerpt.thing(excerpt.node(node, KRIG["indicator"]) or node),
        excerpt.text(node, KRIG["refPeriod"]),
        excerpt.number(node, KRIG["value"]) or Decimal(0),
        excerpt.text(node, KRIG["unit"]),
        excerpt.grounds(node),
    )
