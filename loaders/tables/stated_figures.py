"""Numbers that documents state, and the queries that count the same: `data/stated_figures.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, literal, refers, say, year
from ontology.namespaces import ID, KRIG, OA


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFigure(Row):
    """A number that a document states."""

    label_ko: str
    label_en: str
    label_en_by: str
    measure: str
    value: Decimal
    unit: str
    in_source: str
    start: int | None
    end: int | None
    counted_by: str | None
    region: str | None
    year: int | None


def read(path: Path) -> Iterator[StatedFigure]:
    """Yield the checked rows of `data/stated_figures.csv`."""
    return read_rows(path, StatedFigure)


def quads(row: StatedFigure) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["StatedFigure"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from has(row, KRIG["measure"], row.measure)
    yield from has(row, KRIG["value"], row.value)
    yield from has(row, KRIG["unit"], row.unit)
    yield from refers(row, KRIG["source"], row.in_source)
    yield from refers(row, KRIG["region"], row.region)
    yield from say(row, node, KRIG["year"], year(row.year))
    if row.counted_by:
        yield from say(row, node, KRIG["countedBy"], ID[f"query/{row.counted_by}"])
    if row.start is not None and row.end is not None:
        selector = ID[f"{row.id}/position"]
        yield from say(row, node, KRIG["statedAt"], selector)
        yield from describe(row, OA["TextPositionSelector"], subject=selector)
        yield from say(row, selector, OA["start"], literal(row.start))
        yield from say(row, selector, OA["end"], literal(row.end))
