"""The schemes of technologies and growth projects: `data/concept_schemes.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, label
from ontology.namespaces import SKOS


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptScheme(Row):
    """A concept scheme."""

    label_ko: str
    label_en: str
    label_en_by: str


def read(path: Path) -> Iterator[ConceptScheme]:
    """Yield the checked rows of `data/concept_schemes.csv`."""
    return read_rows(path, ConceptScheme)


def quads(row: ConceptScheme) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, SKOS["ConceptScheme"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
