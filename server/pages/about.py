"""The page of what this is: how it is known, how certain it is, and what is not known."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import DCT, KRIG
from server.engine import Engine
from server.pages.excerpt import Excerpt, Node
from server.pages.page import Bindings, Page, excerpt, table
from server.pages.rows import Table, number, text
from server.pages.words import Grounds, Thing, Words
from server.texts import Language

CERTAINTIES: Final = ("official", "press", "derived", "inferred", "disputed", "unverified")
"""The certainties, the most certain first."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """An industry whose name no source states."""

    thing: Thing
    regions: tuple[Thing, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What sources contradict each other in."""

    thing: Thing
    description: Words | None
    statements: tuple[Thing, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a table there are of each certainty, in the order of `CERTAINTIES`."""

    table: str
    numbers: tuple[int, ...]

    @property
    def rows(self) -> int:
        """Return how many rows there are."""
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class About:
    """What the page shows."""

    certainties: tuple[str, ...]
    whole: Tally
    tables: tuple[Tally, ...]
    unknown: tuple[Unknown, ...]
    contradictions: tuple[Contradiction, ...]


async def ask(
    engine: Engine, name: str, given: Bindings, language: Language
) -> tuple[Excerpt, Table]:
    """Return what is weak, by its names, and how much, by table."""
    weak = await excerpt(engine, name, given, language)
    return weak, await table(engine, "certainties", given, language)


def about(found: tuple[Excerpt, Table], _: None) -> About:
    """Return what the page shows."""
    weak, counted = found
    tables = tallies(counted)
    industries = weak.instances(KRIG["FlagshipIndustry"])
    contradictions = weak.instances(KRIG["Contradiction"])
    return About(
        CERTAINTIES,
        Tally("", tuple(map(sum, zip(*(each.numbers for each in tables), strict=True)))),
        tables,
        tuple(
            sorted((_unknown(weak, each) for each in industries), key=lambda each: each.thing.iri)
        ),
        tuple(
            sorted(
                (_contradiction(weak, each) for each in contradictions),
                key=lambda each: each.thing.label.text,
            )
        ),
    )


def tallies(found: Table) -> tuple[Tally, ...]:
    """Return how certain the rows of each table are, the longest table first."""
    by_table: dict[str, Counter[str]] = defaultdict(Counter)
    for row in found.rows:
        certainty = text(row, "certainty").removeprefix(KRIG.iri).lower()
        by_table[text(row, "table")][certainty] += number(row, "rows")
    listed = [
        Tally(name, tuple(counted[each] for each in CERTAINTIES))
        for name, counted in by_table.items()
    ]
    return tuple(sorted(listed, key=lambda each: (-each.rows, each.table)))


def _unknown(found: Excerpt, node: Node) -> Unknown:
    return Unknown(
        found.thing(node), found.things(node, KRIG["designatedFor"]), found.grounds(node)
    )


def _contradiction(found: Excerpt, node: Node) -> Contradiction:
    return Contradiction(
        found.thing(node),
        found.words(node, DCT["description"]),
        found.things(node, KRIG["contradictoryStatement"]),
        found.grounds(node),
    )


PAGE: Final = Page("about", ask, about)
