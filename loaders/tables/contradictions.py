"""Where sources contradict each other: `data/contradictions.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, label, text
from ontology.namespaces import DCT, ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction(Row):
    """A disagreement between sources, which the graph keeps."""

    label_ko: str
    label_en: str
    label_en_by: str
    description_ko: str
    description_en: str


def read(path: Path) -> Iterator[Contradiction]:
    """Yield the checked rows of `data/contradictions.csv`."""
    return read_rows(path, Contradiction)


def quads(row: Contradiction) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["Contradiction"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from text(row, node, DCT["description"], row.description_ko, row.description_en)
