"""Which technology each future industry draws on: `data/technology_links.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, label, refers
from ontology.namespaces import KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnologyLink(Row):
    """That an industry draws on a technology or a growth project."""

    label_ko: str
    label_en: str
    label_en_by: str
    industry: str
    technology: str


def read(path: Path) -> Iterator[TechnologyLink]:
    """Yield the checked rows of `data/technology_links.csv`."""
    return read_rows(path, TechnologyLink)


def quads(row: TechnologyLink) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["TechnologyLink"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["industry"], row.industry)
    yield from refers(row, KRIG["technology"], row.technology)
