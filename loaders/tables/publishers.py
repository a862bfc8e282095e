"""Who publishes sources, other than bodies of the government: `data/publishers.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, label
from ontology.namespaces import FOAF


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher(Row):
    """A newspaper, an institute, a project or an account that publishes."""

    label_ko: str
    label_en: str
    label_en_by: str


def read(path: Path) -> Iterator[Publisher]:
    """Yield the checked rows of `data/publishers.csv`."""
    return read_rows(path, Publisher)


def quads(row: Publisher) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, FOAF["Agent"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
