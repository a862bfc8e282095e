"""Which provinces a statistical area takes in: `data/region_members.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, refers, say
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionMember(Row):
    """That a region belongs to a statistical area."""

    area: str
    region: str


def read(path: Path) -> Iterator[RegionMember]:
    """Yield the checked rows of `data/region_members.csv`."""
    return read_rows(path, RegionMember)


def quads(row: RegionMember) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Membership"])
    yield from refers(row, KRIG["group"], row.area)
    yield from refers(row, KRIG["member"], row.region)
    yield from say(row, ID[row.area], KRIG["memberRegion"], ID[row.region])
