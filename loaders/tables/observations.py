"""The values of indicators by region and period: `data/observations.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, refers, say, year
from ontology.namespaces import ID, KRIG, QB


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Row):
    """A value of an indicator."""

    label_ko: str
    label_en: str
    label_en_by: str
    dataset: str
    indicator: str
    region: str
    industry: str | None
    year: int | None
    period: str | None
    value: Decimal
    unit: str


def read(path: Path) -> Iterator[Observation]:
    """Yield the checked rows of `data/observations.csv`."""
    return read_rows(path, Observation)


def quads(row: Observation) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, QB["Observation"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, QB["dataSet"], row.dataset)
    yield from refers(row, KRIG["indicator"], row.indicator)
    yield from refers(row, KRIG["refArea"], row.region)
    yield from refers(row, KRIG["industry"], row.industry)
    yield from say(row, node, KRIG["refPeriod"], year(row.year))
    yield from has(row, KRIG["refPeriod"], row.period)
    yield from has(row, KRIG["value"], row.value)
    yield from has(row, KRIG["unit"], row.unit)
