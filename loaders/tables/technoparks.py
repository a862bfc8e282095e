"""The 19 technoparks: `data/technoparks.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, label, refers, say, text, year
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Technopark(Row):
    """A technopark."""

    label_ko: str
    label_en: str
    label_en_by: str
    region: str
    district: str | None
    founded: int | None
    founding_ko: str | None


def read(path: Path) -> Iterator[Technopark]:
    """Yield the checked rows of `data/technoparks.csv`."""
    return read_rows(path, Technopark)


def quads(row: Technopark) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["Technopark"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["inRegion"], row.region)
    yield from refers(row, KRIG["inRegion"], row.district)
    yield from say(row, node, KRIG["foundedIn"], year(row.founded))
    yield from text(row, node, KRIG["foundingStatement"], row.founding_ko)
