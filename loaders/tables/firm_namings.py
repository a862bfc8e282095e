"""Other spellings of firms' names: `data/firm_namings.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, refers, text
from ontology.namespaces import DCT, ID, KRIG, SKOS


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmNaming(Row):
    """Another spelling of a firm's name."""

    label_ko: str
    label_en: str
    label_en_by: str
    thing: str
    as_of: date | None


def read(path: Path) -> Iterator[FirmNaming]:
    """Yield the checked rows of `data/firm_namings.csv`."""
    return read_rows(path, FirmNaming)


def quads(row: FirmNaming) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Naming"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["names"], row.thing)
    yield from has(row, DCT["date"], row.as_of)
    yield from text(row, ID[row.thing], SKOS["altLabel"], row.label_ko)
