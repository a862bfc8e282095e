"""The layers of the map: what stands in each province on a day, and how certain that is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.namespaces import KRIG
from server.asking import Row
from server.pages.excerpt import Node

INDICATORS: Final = "indicators"
COUNTED: Final[Mapping[str, tuple[str, ...]]] = {
    "industries": ("core", "future"),
    "future": ("future",),
    "anchors": ("anchors",),
    "zones": ("zones",),
    "complexes": ("complexes",),
    "decline": ("decline",),
    "concern": ("concern",),
}
"""The layers that count things, each with the facts of which it does."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that stands in a region from a day and until one; blank days set no bound."""

    layer: str
    region: Node
    thing: Node
    since: str
    until: str
    certainty: str
    period: str
    value: Decimal | None

    def holds(self, day: str) -> bool:
        """Tell whether it stands on a day: what is known by its month does from its first day."""
        return self.since <= day and (not self.until or day < self.until)


@dataclass(frozen=True, slots=True)
class Layer:
    """A quantity of provinces on a day."""

    key: str
    thing: NamedNode | None
    """The data set of an indicator."""
    period: str
    values: Mapping[Node, Decimal]
    """By the province; one that is missing has none, or none is known."""
    certainties: Mapping[str, int]
    """How many of the facts behind it are how certain."""


def facts(rows: Iterable[Row]) -> list[Fact]:
    """Return the facts that the question `map-facts` answered."""
    return [_fact(each) for each in rows]


def _fact(row: Row) -> Fact:
    region, thing, certainty = row["region"], row["thing"], row["certainty"]
    if not (
        isinstance(region, Node) and isinstance(thing, Node) and isinstance(certainty, NamedNode)
    ):
        raise TypeError(row)
    value = _text(row["value"])
    return Fact(
        _text(row["layer"]),
        region,
        thing,
        _text(row["since"]),
        _text(row["until"]),
        certainty.value.removeprefix(KRIG.iri).lower(),
        _text(row["period"]),
        Decimal(value) if value else None,
    )


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal) else ""


def layers(
    every: Iterable[Fact], day: str, standing: Callable[[Node], Node | None]
) -> Iterator[Layer]:
    """Yield the layers of a day; `standing` tells which province stands for a region then."""
    held = defaultdict(list)
    for fact in every:
        if fact.holds(day):
            held[fact.layer].append(fact)
    for key, kinds in COUNTED.items():
        yield _counted(key, [fact for kind in kinds for fact in held[kind]], standing)
    yield from _indicators(held[INDICATORS], standing)


def _counted(key: str, found: Iterable[Fact], standing: Callable[[Node], Node | None]) -> Layer:
    """Return how many things stand in each province: what several share counts in each."""
    things: dict[Node, set[Node]] = defaultdict(set)
    certainties: dict[Node, str] = {}
    for fact in found:
        province = standing(fact.region)
        if province is not None:
            things[province].add(fact.thing)
            certainties[fact.thing] = fact.certainty
    values = {province: Decimal(len(each)) for province, each in things.items()}
    return Layer(key, None, "", values, Counter(certainties.values()))


def _indicators(found: Iterable[Fact], standing: Callable[[Node], Node | None]) -> Iterator[Layer]:
    """Yield the indicators; what is of several regions that became one is not added up."""
    series: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in found:
        series[fact.thing.value, fact.period].append(fact)
    for (dataset, period), each in sorted(series.items()):
        regions = Counter(standing(fact.region) for fact in each)
        values = {
            province: fact.value
            for fact in each
            if (province := standing(fact.region)) is not None
            and regions[province] == 1
            and fact.value is not None
        }
        certainties = Counter(fact.certainty for fact in each)
        yield Layer(INDICATORS, NamedNode(dataset), period, values, certainties)
