"""The page of a programme: its measures, its budgets and its targets."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import DCT, KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.head import Head, head
from server.pages.page import Page, excerpt
from server.pages.words import Grounds, Thing, Words


@dataclass(frozen=True, slots=True)
class Measure:
    """What a programme does."""

    thing: Thing
    number: Decimal | None
    description: Words | None
    bodies: tuple[Thing, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Sum:
    """What a programme is to spend, or to reach."""

    thing: Thing
    kind: Thing | None
    years: str
    value: Decimal | None
    unit: str
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Programme:
    """What the page of a programme shows."""

    head: Head
    announced: str
    period: Words | None
    figures: Words | None
    measures: tuple[Measure, ...]
    budgets: tuple[Sum, ...]
    targets: tuple[Sum, ...]


def programme(found: Excerpt, iri: NamedNode) -> Programme:
    """Return what the page of the programme `iri` shows."""
    return Programme(
        head(found, iri),
        found.text(iri, KRIG["announcedOn"]),
        found.words(iri, KRIG["periodStatement"]),
        found.words(iri, KRIG["figures"]),
        tuple(sorted((measure(found, e) for e in found.instances(KRIG["Measure"])), key=_number)),
        sums(found, "Budget", "amount"),
        sums(found, "Target", "value"),
    )


def measure(found: Excerpt, node: Node) -> Measure:
    """Return the measure `node`."""
    return Measure(
        found.thing(node),
        found.number(node, KRIG["number"]),
        found.words(node, DCT["description"]),
        found.things(node, KRIG["responsibleBody"]),
        found.grounds(node),
    )


def sums(found: Excerpt, concept: str, value: str) -> tuple[Sum, ...]:
    """Return the budgets or the targets, by year."""
    listed = []
    for each in found.instances(KRIG[concept]):
        funding = found.node(each, KRIG["funding"])
        span = [found.text(each, KRIG[name]) for name in ("startYear", "endYear")]
        listed.append(
            Sum(
                found.thing(each),
                None if funding is None else found.thing(funding),
                found.text(each, KRIG["year"]) or "–".join(filter(None, span)),
                found.number(each, KRIG[value]),
                found.text(each, KRIG["unit"]),
                found.grounds(each),
            )
        )
    return tuple(sorted(listed, key=lambda each: (each.years, each.thing.label.text)))


def _number(each: Measure) -> Decimal:
    return each.number or Decimal(0)


PAGE: Final = Page("programme", excerpt, programme)
