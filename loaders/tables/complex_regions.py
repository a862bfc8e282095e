"""In which provinces and districts a complex lies: `data/complex_regions.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, refers, say
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplexRegion(Row):
    """That a complex lies in a province or district."""

    complex: str
    region: str


def read(path: Path) -> Iterator[ComplexRegion]:
    """Yield the checked rows of `data/complex_regions.csv`."""
    return read_rows(path, ComplexRegion)


def quads(row: ComplexRegion) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Membership"])
    yield from refers(row, KRIG["group"], row.complex)
    yield from refers(row, KRIG["member"], row.region)
    yield from say(row, ID[row.complex], KRIG["inRegion"], ID[row.region])
