"""The flagship industries of both rounds: `data/industries.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import concept, describe, has, label, refers
from ontology.namespaces import KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Industry(Row):
    """A flagship industry that a round designates."""

    label_ko: str
    label_en: str
    label_en_by: str
    name_known: bool
    kind: str
    round: str
    region: str | None


def read(path: Path) -> Iterator[Industry]:
    """Yield the checked rows of `data/industries.csv`."""
    return read_rows(path, Industry)


def quads(row: Industry) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, concept(row.kind))
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from has(row, KRIG["nameKnown"], row.name_known)
    yield from refers(row, KRIG["designatedIn"], row.round)
    yield from refers(row, KRIG["inRegion"], row.region)
    yield from refers(row, KRIG["designatedFor"], row.region)
