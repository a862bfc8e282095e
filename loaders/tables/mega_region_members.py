"""Which regions make up a mega-region: `data/mega_region_members.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, refers, say
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class MegaRegionMember(Row):
    """That a region belongs to a mega-region."""

    mega_region: str
    region: str


def read(path: Path) -> Iterator[MegaRegionMember]:
    """Yield the checked rows of `data/mega_region_members.csv`."""
    return read_rows(path, MegaRegionMember)


def quads(row: MegaRegionMember) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Membership"])
    yield from refers(row, KRIG["group"], row.mega_region)
    yield from refers(row, KRIG["member"], row.region)
    yield from say(row, ID[row.mega_region], KRIG["memberRegion"], ID[row.region])
