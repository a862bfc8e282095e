"""Other names by which sources call a thing: `data/namings.csv`."""

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
class Naming(Row):
    """Another name that a source gives to a thing."""

    label_ko: str
    label_en: str
    label_en_by: str
    thing: str
    as_of: date | None


def read(path: Path) -> Iterator[Naming]:
    """Yield the checked rows of `data/namings.csv`."""
    return read_rows(path, Naming)


def quads(row: Naming) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Naming"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["names"], row.thing)
    yield from has(row, DCT["date"], row.as_of)
    yield from text(row, ID[row.thing], SKOS["altLabel"], row.label_ko, row.label_en)
