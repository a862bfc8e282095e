"""The 12 fields of the national strategic technologies: `data/strategic_fields.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, refers
from ontology.namespaces import KRIG, SKOS


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategicField(Row):
    """A field of the national strategic technologies."""

    label_ko: str
    label_en: str
    label_en_by: str
    number: str | None
    scheme: str


def read(path: Path) -> Iterator[StrategicField]:
    """Yield the checked rows of `data/strategic_fields.csv`."""
    return read_rows(path, StrategicField)


def quads(row: StrategicField) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["StrategicField"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from has(row, SKOS["notation"], row.number)
    yield from refers(row, SKOS["inScheme"], row.scheme)
