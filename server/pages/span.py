"""Stretches of time in a table whose columns are months or years, and how they are written."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Span:
    """How many columns of a row come before a stretch, belong to it, and come after."""

    before: int
    length: int
    after: int


def laid(first: int, last: int, columns: int) -> Span:
    """Return the stretch from the column `first` to `last`, both within `columns`."""
    return Span(first, last - first + 1, columns - last - 1)


def month(day: str) -> str:
    """Return the month of a day: `2023-02` of `2023-02-16`."""
    return day[:7]


def months(first: str, last: str) -> tuple[str, ...]:
    """Return the months from that of the day `first` to that of `last`."""
    return tuple(_months(date.fromisoformat(first), date.fromisoformat(last)))


def _months(first: date, last: date) -> Iterator[str]:
    count = (last.year - first.year) * MONTHS + last.month - first.month + 1
    for number in range(first.month - 1, first.month - 1 + count):
        yield f"{first.year + number // MONTHS:04d}-{number % MONTHS + 1:02d}"


def written(starts: str, ends: str) -> str:
    """Return how a stretch from one day to another is written: whole months without their days."""
    first, last = date.fromisoformat(starts), date.fromisoformat(ends)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        starts, ends = month(starts), month(ends)
    return starts if starts == ends else f"{starts} – {ends}"
