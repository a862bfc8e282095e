"""The indicators that releases state: `data/indicators.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, label
from ontology.namespaces import KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Row):
    """An indicator."""

    label_ko: str
    label_en: str
    label_en_by: str


def read(path: Path) -> Iterator[Indicator]:
    """Yield the checked rows of `data/indicators.csv`."""
    return read_rows(path, Indicator)


def quads(row: Indicator) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Indicator"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
