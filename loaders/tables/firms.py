"""The firms that official releases name: `data/firms.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, label
from ontology.namespaces import KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm(Row):
    """A firm."""

    label_ko: str
    label_en: str
    label_en_by: str


def read(path: Path) -> Iterator[Firm]:
    """Yield the checked rows of `data/firms.csv`."""
    return read_rows(path, Firm)


def quads(row: Firm) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Firm"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
