"""The mega-regions of each scheme, side by side: `data/mega_regions.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, refers
from ontology.namespaces import KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class MegaRegion(Row):
    """A mega-region of a scheme."""

    label_ko: str
    label_en: str
    label_en_by: str
    scheme: str
    valid_from: date | None


def read(path: Path) -> Iterator[MegaRegion]:
    """Yield the checked rows of `data/mega_regions.csv`."""
    return read_rows(path, MegaRegion)


def quads(row: MegaRegion) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["MegaRegion"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["scheme"], row.scheme)
    yield from has(row, KRIG["validFrom"], row.valid_from)
