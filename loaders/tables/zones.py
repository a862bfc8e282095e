"""The regulatory free zones and the global innovation zones: `data/zones.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import classified, describe, has, label, refers, say, text, year_month
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone(Row):
    """A regulatory free zone."""

    label_ko: str
    label_en: str
    label_en_by: str
    kind: str
    designation_ko: str | None
    designated: str
    designated_on: date | None
    released: str | None
    region: str


def read(path: Path) -> Iterator[Zone]:
    """Yield the checked rows of `data/zones.csv`."""
    return read_rows(path, Zone)


def quads(row: Zone) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["Zone"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from classified(row, KRIG["kind"], row.kind)
    yield from text(row, node, KRIG["designationRound"], row.designation_ko)
    yield from say(row, node, KRIG["designatedOn"], year_month(row.designated))
    yield from has(row, KRIG["validFrom"], row.designated_on)
    yield from say(row, node, KRIG["releasedOn"], year_month(row.released))
    yield from refers(row, KRIG["inRegion"], row.region)
