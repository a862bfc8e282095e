"""The measures of the support strategies of 2023: `data/measures.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, refers, text
from ontology.namespaces import DCT, ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Row):
    """A measure of a programme."""

    label_ko: str
    label_en: str
    label_en_by: str
    programme: str
    number: int | None
    body: str | None
    description_ko: str
    description_en: str


def read(path: Path) -> Iterator[Measure]:
    """Yield the checked rows of `data/measures.csv`."""
    return read_rows(path, Measure)


def quads(row: Measure) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["Measure"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["ofProgramme"], row.programme)
    yield from has(row, KRIG["number"], row.number)
    yield from refers(row, KRIG["responsibleBody"], row.body)
    yield from text(row, node, DCT["description"], row.description_ko, row.description_en)
