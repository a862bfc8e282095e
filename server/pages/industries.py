"""The list of industries, by round, region and kind."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.filters import Choice, choices, has
from server.pages.head import kinds
from server.pages.page import Bindings, Page, excerpt
from server.pages.placing import parameters
from server.pages.words import Grounds, Thing

PATH: Final = "/industries"
PARAMETERS: Final = ("round", "region", "kind")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the list is narrowed down to; blank for all."""

    round: str = ""
    region: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An industry in the list."""

    thing: Thing
    kind: Thing
    round: Thing
    regions: tuple[Thing, ...]
    is_name_known: bool
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Industries:
    """What the list shows."""

    entries: tuple[Entry, ...]
    in_all: int
    rounds: tuple[Choice, ...]
    regions: tuple[Choice, ...]
    kinds: tuple[Choice, ...]


def read(request: Request) -> tuple[Chosen, Bindings]:
    """Return what `request` narrows the list down to.

    Raises:
        FaultsError: a parameter is not known.

    """
    given = dict(parameters(request, PARAMETERS))
    return Chosen(*(given.get(name, "") for name in PARAMETERS)), {}


def industries(found: Excerpt, chosen: Chosen) -> Industries:
    """Return what the list shows of what is `chosen`."""
    every = [entry(found, each) for each in set(found.instances(KRIG["FlagshipIndustry"]))]
    shown = [each for each in every if _fits(each, chosen)]
    return Industries(
        tuple(sorted(sorted(shown, key=_place), key=_round, reverse=True)),
        len(every),
        choices((each.round for each in every), chosen.round)[::-1],
        choices((region for each in every for region in each.regions), chosen.region),
        choices((each.kind for each in every), chosen.kind),
    )


def entry(found: Excerpt, node: Node) -> Entry:
    """Return the industry `node`."""
    return Entry(
        found.thing(node),
        next(iter(kinds(found, node)), found.thing(node)),
        next(iter(found.things(node, KRIG["designatedIn"])), found.thing(node)),
        found.things(node, KRIG["designatedFor"]),
        found.text(node, KRIG["nameKnown"]) != "false",
        found.grounds(node),
    )


def _fits(each: Entry, chosen: Chosen) -> bool:
    return (
        has((each.round,), chosen.round)
        and has(each.regions, chosen.region)
        and has((each.kind,), chosen.kind)
    )


def _place(each: Entry) -> tuple[bool, str, str, str]:
    """Return what sorts: those of one region before those of several, then by region and name."""
    several = len(each.regions) > 1
    region = each.regions[0].label.text if each.regions else ""
    return several, region, each.kind.label.text, each.thing.label.text


def _round(each: Entry) -> str:
    return each.round.iri


PAGE: Final = Page("industries", excerpt, industries)
