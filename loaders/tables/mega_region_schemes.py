"""The schemes that draw mega-regions: `data/mega_region_schemes.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, label
from ontology.namespaces import KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class MegaRegionScheme(Row):
    """A scheme that groups regions into mega-regions."""

    label_ko: str
    label_en: str
    label_en_by: str


def read(path: Path) -> Iterator[MegaRegionScheme]:
    """Yield the checked rows of `data/mega_region_schemes.csv`."""
    return read_rows(path, MegaRegionScheme)


def quads(row: MegaRegionScheme) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["MegaRegionScheme"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
