"""The first page: the reform in figures, what came after it, and where to go."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ontology.namespaces import DCT, KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.page import Page, excerpt
from server.pages.words import Grounds, Thing

REFORM: Final = (
    "flagship-industries-2020",
    "core-industries-2023",
    "future-industries-2023",
    "flagship-industries-2023",
)
CHANGES: Final = (
    "excluded-industries",
    "narrowed-industries",
    "retained-industries",
    "introduced-industries",
)
"""The measures of the figures that are shown."""
NEWEST: Final = 5
"""How many events are shown."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What the graph counts, and what documents state of the same."""

    measure: str
    counted: Decimal
    stated: Thing
    grounds: Grounds
    otherwise: tuple[Thing, ...]
    """The statements that say otherwise."""


@dataclass(frozen=True, slots=True)
class Event:
    """What came after the reform."""

    thing: Thing
    date: str
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page shows."""

    reform: tuple[Figure, ...]
    changes: tuple[Figure, ...]
    events: tuple[Event, ...]
    provinces: tuple[Thing, ...]
    """Those outside the capital area that are there today."""


def home(found: Excerpt, _: None) -> Home:
    """Return what the first page shows."""
    events = [
        Event(
            found.thing(each),
            found.text(each, DCT["date"]),
            found.grounds(each),
        )
        for each in found.instances(KRIG["PolicyEvent"])
    ]
    return Home(
        tuple(each for name in REFORM for each in figures(found, name)),
        tuple(each for name in CHANGES for each in figures(found, name)),
        tuple(sorted(events, key=lambda each: each.date, reverse=True)[:NEWEST]),
        found.sorted(
            each
            for each in found.instances(KRIG["Province"])
            if found.text(each, KRIG["capitalArea"]) == "false"
            and not found.text(each, KRIG["validUntil"])
        ),
    )


def figures(found: Excerpt, measure: str) -> tuple[Figure, ...]:
    """Return the figure of a measure, as the first document states it that agrees; or none."""
    nodes = [
        each
        for each in found.instances(KRIG["StatedFigure"])
        if found.text(each, KRIG["measure"]) == measure
    ]
    agreeing = [each for each in nodes if _agrees(found, each)]
    if not agreeing:
        return ()
    first = min(agreeing, key=lambda each: [one.issued for one in found.grounds(each).sources])
    return (
        Figure(
            measure,
            found.number(first, KRIG["countedValue"]) or Decimal(0),
            found.thing(first),
            found.grounds(first),
            found.sorted(each for each in nodes if not _agrees(found, each)),
        ),
    )


def _agrees(found: Excerpt, node: Node) -> bool:
    return found.number(node, KRIG["countedValue"]) == found.number(node, KRIG["value"])


PAGE: Final = Page("home", excerpt, home)
