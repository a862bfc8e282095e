"""The list of provinces, and what is told of each."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import KRIG
from server.asking import Row
from server.pages.page import Page, table
from server.pages.rows import Table, number, text, thing
from server.pages.words import Thing

KINDS: Final = (
    "CoreIndustry",
    "FutureIndustry",
    "FirmRole",
    "Zone",
    "Complex",
    "Collaboration",
    "AreaDesignation",
)
"""The classes whose things are counted, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A province in the list."""

    thing: Thing
    in_capital_area: bool
    until: str
    """The first day on which it was no more; blank while it is."""
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Regions:
    """What the list shows."""

    outside: tuple[Entry, ...]
    capital: tuple[Entry, ...]
    ceased: tuple[Entry, ...]
    kinds: tuple[str, ...]


def regions(found: Table, _: None) -> Regions:
    """Return what the list shows."""
    by_region: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows:
        by_region[text(row, "region")].append(row)
    entries = [_entry(rows, found) for rows in by_region.values()]
    entries.sort(key=lambda each: each.thing.label.text)
    present = [each for each in entries if not each.until]
    return Regions(
        tuple(each for each in present if not each.in_capital_area),
        tuple(each for each in present if each.in_capital_area),
        tuple(each for each in entries if each.until),
        KINDS,
    )


def _entry(rows: list[Row], found: Table) -> Entry:
    counted = {text(row, "kind").removeprefix(KRIG.iri): number(row, "number") for row in rows}
    return Entry(
        thing(rows[0], "region", found.language),
        text(rows[0], "capital") == "true",
        text(rows[0], "until"),
        tuple(counted.get(each, 0) for each in KINDS),
    )


PAGE: Final = Page("regions", table, regions)
