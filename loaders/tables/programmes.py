"""The programmes and strategies of support: `data/programmes.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, text
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Row):
    """A programme or strategy of support."""

    label_ko: str
    label_en: str
    label_en_by: str
    announced: date | None
    period_ko: str | None
    figures_ko: str | None


def read(path: Path) -> Iterator[Programme]:
    """Yield the checked rows of `data/programmes.csv`."""
    return read_rows(path, Programme)


def quads(row: Programme) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["Programme"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from has(row, KRIG["announcedOn"], row.announced)
    yield from text(row, node, KRIG["periodStatement"], row.period_ko)
    yield from text(row, node, KRIG["figures"], row.figures_ko)
