"""By what the round of 2023 chose industries: `data/criteria.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, refers, text
from ontology.namespaces import DCT, ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Row):
    """A criterion by which a round chose its industries."""

    label_ko: str
    label_en: str
    label_en_by: str
    round: str
    number: int | None
    description_ko: str
    description_en: str


def read(path: Path) -> Iterator[Criterion]:
    """Yield the checked rows of `data/criteria.csv`."""
    return read_rows(path, Criterion)


def quads(row: Criterion) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["Criterion"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["ofRound"], row.round)
    yield from has(row, KRIG["number"], row.number)
    yield from text(row, node, DCT["description"], row.description_ko, row.description_en)
