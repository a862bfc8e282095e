"""The schemes under which firms are named: `data/schemes.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, label
from ontology.namespaces import KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme(Row):
    """A scheme under which firms are chosen or named."""

    label_ko: str
    label_en: str
    label_en_by: str


def read(path: Path) -> Iterator[Scheme]:
    """Yield the checked rows of `data/schemes.csv`."""
    return read_rows(path, Scheme)


def quads(row: Scheme) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Scheme"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
