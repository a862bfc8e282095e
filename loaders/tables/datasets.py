"""The series of indicators, kept apart where a series breaks: `data/datasets.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, say, year
from ontology.namespaces import ID, KRIG, QB


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet(Row):
    """A series of observations that may be compared with each other."""

    label_ko: str
    label_en: str
    label_en_by: str
    base_year: int | None
    unit: str


def read(path: Path) -> Iterator[DataSet]:
    """Yield the checked rows of `data/datasets.csv`."""
    return read_rows(path, DataSet)


def quads(row: DataSet) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, QB["DataSet"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from say(row, node, KRIG["baseYear"], year(row.base_year))
    yield from has(row, KRIG["unit"], row.unit)
    yield from say(row, node, QB["structure"], KRIG["RegionalIndicatorStructure"])
