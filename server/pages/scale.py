"""Levels of a quantity, so that a map may shade it: few, of equal width, named by their ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final

LEVELS: Final = 4
"""How many levels there are above nothing."""


@dataclass(frozen=True, slots=True)
class Level:
    """The values from the one to the other, both included."""

    number: int
    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """The levels that some values take."""

    levels: tuple[Level, ...]

    def level(self, value: Decimal | int) -> int:
        """Return the number of the level of `value`; 0 is nothing."""
        return next((each.number for each in self.levels if value <= each.most), LEVELS)


def scale(values: Iterable[Decimal | int]) -> Scale:
    """Return the levels of `values`: nothing, and equal parts from there to the greatest.

    The ends of a level are values that stand in it, so that no number is named that there is not.
    """
    known = sorted(map(Decimal, values))
    if not known:
        return Scale(())
    least, most = min(known[0], Decimal(0)), known[-1]
    found: dict[int, list[Decimal]] = {}
    for each in known:
        part = (each - least) / (most - least) if most > least else Decimal(0)
        number = int((LEVELS * part).to_integral_value(ROUND_CEILING))
        found.setdefault(number, []).append(each)
    return Scale(tuple(Level(number, each[0], each[-1]) for number, each in found.items()))
