"""Which region takes part in a collaboration, and with what: `data/regional_parts.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, label, refers, say, text
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalPart(Row):
    """The part of a region in a collaboration."""

    label_ko: str
    label_en: str
    label_en_by: str
    collaboration: str
    region: str
    district: str | None
    industry: str | None
    capability_ko: str | None
    capability_en: str | None
    stage_ko: str | None
    stage_en: str | None


def read(path: Path) -> Iterator[RegionalPart]:
    """Yield the checked rows of `data/regional_parts.csv`."""
    return read_rows(path, RegionalPart)


def quads(row: RegionalPart) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["RegionalPart"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["collaboration"], row.collaboration)
    yield from refers(row, KRIG["region"], row.region)
    yield from refers(row, KRIG["site"], row.district)
    yield from text(row, node, KRIG["capability"], row.capability_ko, row.capability_en)
    yield from text(row, node, KRIG["supplyChainStage"], row.stage_ko, row.stage_en)
    collaboration = ID[row.collaboration]
    yield from say(row, collaboration, KRIG["part"], node)
    yield from say(row, collaboration, KRIG["participant"], ID[row.region])
    if row.industry:
        yield from say(row, ID[row.industry], KRIG["inRegion"], ID[row.region])
        yield from say(row, ID[row.industry], KRIG["designatedFor"], ID[row.region])
