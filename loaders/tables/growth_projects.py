"""The 15 projects of New Growth 4.0: `data/growth_projects.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, refers
from ontology.namespaces import KRIG, SKOS


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthProject(Row):
    """A project of New Growth 4.0."""

    label_ko: str
    label_en: str
    label_en_by: str
    number: str | None
    scheme: str
    area: str


def read(path: Path) -> Iterator[GrowthProject]:
    """Yield the checked rows of `data/growth_projects.csv`."""
    return read_rows(path, GrowthProject)


def quads(row: GrowthProject) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["GrowthProject"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from has(row, SKOS["notation"], row.number)
    yield from refers(row, SKOS["inScheme"], row.scheme)
    yield from refers(row, SKOS["broader"], row.area)
