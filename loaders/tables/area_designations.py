"""The population-decline areas and the areas of concern: `data/area_designations.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import classified, describe, has, label, refers
from ontology.namespaces import KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaDesignation(Row):
    """The legal status of a district."""

    label_ko: str
    label_en: str
    label_en_by: str
    district: str
    kind: str
    notice: str | None
    valid_from: date | None
    valid_until: date | None


def read(path: Path) -> Iterator[AreaDesignation]:
    """Yield the checked rows of `data/area_designations.csv`."""
    return read_rows(path, AreaDesignation)


def quads(row: AreaDesignation) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["AreaDesignation"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["district"], row.district)
    yield from classified(row, KRIG["kind"], row.kind)
    yield from has(row, KRIG["notice"], row.notice)
    yield from has(row, KRIG["validFrom"], row.valid_from)
    yield from has(row, KRIG["validUntil"], row.valid_until)
