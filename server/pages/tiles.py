"""A schematic map: each province of 2020 is a tile, drawn by us, roughly where the province lies.

A province that goes on under another name keeps its tile; merged ones have theirs in common.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import atan2, tau
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).with_name("tiles.csv")


@dataclass(frozen=True, slots=True)
class Tile:
    """A rectangle of the map, from a column and a row, which are counted from 0."""

    column: int
    row: int
    columns: int = 1
    rows: int = 1


@cache
def tiles() -> Mapping[str, Tile]:
    """Return the tiles by the slug of their province."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {
            each["province"]: Tile(int(each["column"]), int(each["row"]))
            for each in csv.DictReader(lines)
        }


def tile(slugs: Iterable[str]) -> Tile | None:
    """Return the rectangle that holds the tiles of some provinces; none if none has one."""
    found = [tiles()[each] for each in slugs if each in tiles()]
    if not found:
        return None
    column, row = min(each.column for each in found), min(each.row for each in found)
    return Tile(
        column,
        row,
        max(each.column for each in found) - column + 1,
        max(each.row for each in found) - row + 1,
    )


def turn(place: Tile | None) -> float:
    """Return how far around the country a tile lies, clockwise from the north, from 0 to 1.

    No tile comes last.
    """
    if place is None:
        return 1.0
    east = place.column - max(each.column for each in tiles().values()) / 2
    south = place.row - max(each.row for each in tiles().values()) / 2
    return atan2(east, -south) % tau / tau
