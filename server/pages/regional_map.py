"""The map: the provinces as they stood on a day, shaded after a quantity; the districts in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request

from krig.queries import ParameterFault
from ontology.namespaces import ID, KRIG
from server.asking import Row, solutions, statements
from server.engine import Engine
from server.pages.boundaries import Boundaries
from server.pages.excerpt import LABEL, Excerpt, Node
from server.pages.framing import EMBED, choices
from server.pages.layers import COUNTED, Fact, Layer, facts, layers
from server.pages.moments import Moment, moments
from server.pages.page import Bindings, Page, question
from server.pages.provinces import START, Province, province
from server.pages.scale import Scale, scale
from server.pages.standing import Standing, standing
from server.pages.words import Thing, Words
from server.parameters import FaultsError, fault
from server.texts import Language, texts

PATH: Final = "/map"
DESIGNATED: Final = ("decline", "concern")
"""The facts that are of districts."""

Answer = tuple[Excerpt, list[Row]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which layer is shown, and for which day; what is blank is the first and the last."""

    layer: str = ""
    day: str = ""
    framed: bool = False


@dataclass(frozen=True, slots=True)
class District:
    """A district that is designated, as it stood on the day."""

    thing: Thing
    short: str
    kind: str
    codes: tuple[str, ...]
    """The KOSTAT codes by which boundaries know it, or what it was before."""


@dataclass(frozen=True, slots=True)
class Territory:
    """A province as it stood on the day."""

    province: Province
    codes: tuple[str, ...]
    """The KOSTAT codes of the province and of those that went before."""
    values: Mapping[str, Decimal]
    """By the layer; what is missing is nothing where things are counted, else not known."""
    districts: tuple[District, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A layer that may be chosen; where it is an indicator, the graph names it and its unit."""

    layer: Layer
    label: Words | None
    unit: str

    @property
    def key(self) -> str:
        """Return how the address calls it."""
        data_set = self.layer.thing
        if data_set is None:
            return self.layer.key
        return f"{data_set.value.removeprefix(ID.iri)}/{self.layer.period}"


@dataclass(frozen=True, slots=True)
class Map:
    """What the page shows."""

    day: str
    moments: tuple[Moment, ...]
    moment: int
    """The place among them of the last that had come on the day."""
    choices: tuple[Choice, ...]
    chosen: Choice
    scale: Scale
    territories: tuple[Territory, ...]
    moved: Mapping[str, str]
    """The slug of the province, by the KOSTAT code of a district that moved there."""
    boundaries: str
    """The year of the boundaries by which it is drawn; blank where it is schematic."""
    asked: Asked

    def at(self, layer: str = "", day: str = "") -> str:
        """Return the address of the map with another layer or for another day."""
        asked = {"layer": layer or self.chosen.key, "day": day or self.day}
        return f"{PATH}?{urlencode(asked)}" + (f"&{EMBED}=true" if self.asked.framed else "")

    def value(self, territory: Territory) -> Decimal | None:
        """Return what is shown of a province; None where it is not known."""
        return self.value_of(territory, self.chosen)

    def value_of(self, territory: Territory, choice: Choice) -> Decimal | None:
        """Return the quantity of a province; None where it is not known."""
        counted = Decimal(0) if choice.key in COUNTED else None
        return territory.values.get(choice.key, counted)

    @property
    def is_known(self) -> bool:
        """Tell whether what is shown is known of all provinces."""
        return all(self.value(each) is not None for each in self.territories)


def read(request: Request) -> Asked:
    """Return what `request` asks of the page.

    Raises:
        FaultsError: the day is none; all faults are told.

    """
    pairs = choices(request, {}, ["layer", "day"])
    day = pairs.get("day", "")
    if day and not _is_day(day):
        raise FaultsError([fault("day", day, "day")])
    return Asked(pairs.get("layer", ""), day, EMBED in pairs)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


async def ask(engine: Engine, name: str, given: Bindings, language: Language) -> Answer:
    """Return the regions, and what stands in them."""
    excerpt = Excerpt(await statements(engine, question(name), given), language)
    return excerpt, await solutions(engine, question("map-facts"), given)


def regional_map(boundaries: str, answer: Answer, asked: Asked) -> Map:
    """Return the map for what is `asked`; `boundaries` is the year of those that are known.

    Raises:
        FaultsError: there is no such layer.

    """
    excerpt, rows = answer
    when = moments(excerpt)
    day = asked.day or when[-1].day
    stand = standing(excerpt, day)
    every = facts(rows)
    choices = tuple(_choice(excerpt, each) for each in layers(every, day, stand.provinces.get))
    chosen = _chosen(choices, asked.layer)
    territories = tuple(_territories(stand, choices, every))
    return Map(
        day,
        when,
        max(sum(each.day <= day for each in when) - 1, 0),
        choices,
        chosen,
        scale(_shown(territories, chosen)),
        territories,
        dict(_moved(stand)),
        boundaries,
        asked,
    )


def _choice(excerpt: Excerpt, layer: Layer) -> Choice:
    if layer.thing is None:
        return Choice(layer, None, "")
    return Choice(layer, excerpt.words(layer.thing, LABEL), excerpt.text(layer.thing, KRIG["unit"]))


def _chosen(choices: Sequence[Choice], key: str) -> Choice:
    """Return the layer that is asked for, else the first."""
    found = next((each for each in choices if key in ("", each.key)), None)
    if found is None:
        listed = ", ".join(each.key for each in choices)
        said = texts("pages/map")["layer.unknown"]
        expected = (said.ko.format(known=listed), said.en.format(known=listed))
        raise FaultsError([ParameterFault("layer", key, *expected)])
    return found


def _shown(territories: Iterable[Territory], choice: Choice) -> Iterator[Decimal]:
    """Yield the quantities that are known: where things are counted, all."""
    for each in territories:
        if choice.key in each.values or choice.key in COUNTED:
            yield each.values.get(choice.key, Decimal(0))


def _territories(
    stand: Standing, choices: Iterable[Choice], every: Iterable[Fact]
) -> Iterator[Territory]:
    """Yield the provinces of the day, in the order of their codes."""
    excerpt = stand.excerpt
    districts = _districts(stand, every)
    nodes = stand.on_the_day("Province")
    for node in sorted(nodes, key=lambda each: excerpt.text(each, KRIG["moisCode"])):
        yield Territory(
            province(excerpt, node),
            stand.codes(node),
            {each.key: each.layer.values[node] for each in choices if node in each.layer.values},
            tuple(sorted(districts[node], key=lambda each: (each.kind, each.short))),
        )


def _districts(stand: Standing, every: Iterable[Fact]) -> Mapping[Node, list[District]]:
    """Return the designated districts by their provinces."""
    found: dict[Node, list[District]] = defaultdict(list)
    for fact in every:
        if fact.layer in DESIGNATED and fact.holds(stand.day):
            node = stand.regions.get(fact.region)
            province = stand.provinces.get(fact.region)
            if node is not None and province is not None:
                found[province].append(_district(stand, node, fact.layer))
    return found


def _district(stand: Standing, node: Node, kind: str) -> District:
    thing = stand.excerpt.thing(node)
    short = stand.excerpt.words(node, KRIG["shortName"]) or thing.label
    return District(thing, short.text, kind, stand.codes(node))


def _moved(stand: Standing) -> Iterator[tuple[str, str]]:
    """Yield each district that is in another province than its code tells, with that one."""
    for node in stand.on_the_day("District"):
        province = stand.provinces.get(node)
        if province is not None:
            held = stand.codes(province)
            for code in stand.codes(node):
                if not code.startswith(held):
                    yield code, province.value.removeprefix(START)


def page(boundaries: Boundaries | None) -> Page[Answer, Asked]:
    """Return the page; it draws the provinces by `boundaries`, where there are some."""
    if boundaries is None:
        return Page("map", ask, partial(regional_map, ""))
    return Page("map", ask, partial(regional_map, boundaries.year), boundaries.digest)
