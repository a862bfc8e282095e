"""The reorganisations of the flagship industries: `data/rounds.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, refers
from ontology.namespaces import KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Row):
    """A round: a reorganisation that designates the flagship industries of its time."""

    label_ko: str
    label_en: str
    label_en_by: str
    announced: date
    revises: str | None


def read(path: Path) -> Iterator[Round]:
    """Yield the checked rows of `data/rounds.csv`."""
    return read_rows(path, Round)


def quads(row: Round) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Round"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from has(row, KRIG["announcedOn"], row.announced)
    yield from refers(row, KRIG["revises"], row.revises)
