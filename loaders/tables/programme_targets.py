"""The scope and targets of programmes: `data/programme_targets.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, refers, say, year
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Row):
    """A number that a programme aims at or reaches."""

    label_ko: str
    label_en: str
    label_en_by: str
    programme: str
    measure: str
    value: Decimal
    unit: str
    year: int | None


def read(path: Path) -> Iterator[Target]:
    """Yield the checked rows of `data/programme_targets.csv`."""
    return read_rows(path, Target)


def quads(row: Target) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["Target"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["programme"], row.programme)
    yield from has(row, KRIG["measure"], row.measure)
    yield from has(row, KRIG["value"], row.value)
    yield from has(row, KRIG["unit"], row.unit)
    yield from say(row, node, KRIG["year"], year(row.year))
