"""The 50 focus technologies of the 12 strategic fields: `data/focus_technologies.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, refers
from ontology.namespaces import KRIG, SKOS


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusTechnology(Row):
    """A focus technology of a strategic field."""

    label_ko: str
    label_en: str
    label_en_by: str
    number: str | None
    scheme: str
    field: str


def read(path: Path) -> Iterator[FocusTechnology]:
    """Yield the checked rows of `data/focus_technologies.csv`."""
    return read_rows(path, FocusTechnology)


def quads(row: FocusTechnology) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["FocusTechnology"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from has(row, SKOS["notation"], row.number)
    yield from refers(row, SKOS["inScheme"], row.scheme)
    yield from refers(row, SKOS["broader"], row.field)
