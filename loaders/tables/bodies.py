"""The ministries, committees and authorities that make policy or publish: `data/bodies.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import classified, describe, label
from ontology.namespaces import KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Row):
    """A ministry, committee or authority."""

    label_ko: str
    label_en: str
    label_en_by: str
    kind: str


def read(path: Path) -> Iterator[Body]:
    """Yield the checked rows of `data/bodies.csv`."""
    return read_rows(path, Body)


def quads(row: Body) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Body"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from classified(row, KRIG["kind"], row.kind)
