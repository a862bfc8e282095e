"""The first page: the reform in figures and on the map, what came after it, and where to go."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ontology.namespaces import DCT, KRIG
from server.asking import Row, solutions
from server.engine import Engine
from server.feeds.latest import Latest, Told
from server.pages.excerpt import Excerpt, Node
from server.pages.page import Bindings, Page, excerpt, question
from server.pages.regional_map import Asked, Map, regional_map
from server.pages.words import Grounds, Thing
from server.texts import Language

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

Answer = tuple[Excerpt, list[Row], Told]


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
    map: Map
    """The provinces of today with their industries."""
    provinces: tuple[Thing, ...]
    """Those outside the capital area that are there today."""
    told: Told
    """What the latest release changed."""

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing that is being found out."""
        return not self.told.comparing


def home(answer: Answer, _: None) -> Home:
    """Return what the first page shows."""
    found, rows, told = answer
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
        regional_map("", (found, rows), Asked()),
        found.sorted(
            each
            for each in found.instances(KRIG["Province"])
            if found.text(each, KRIG["capitalArea"]) == "false"
            and not found.text(each, KRIG["validUntil"])
        ),
        told,
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


def page(latest: Latest) -> Page[Answer, None]:
    """Return the page; it tells what the `latest` release changed."""

    async def ask(engine: Engine, name: str, given: Bindings, language: Language) -> Answer:
        found = await excerpt(engine, name, given, language)
        return found, await solutions(engine, question("map-facts"), given), await latest.told()

    return Page("home", ask, home)
