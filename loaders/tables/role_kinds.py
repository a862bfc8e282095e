"""The kinds of role in which releases name firms: `data/role_kinds.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import classified, describe, label
from ontology.namespaces import KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleKind(Row):
    """A kind of role, and in what sense it makes a firm an anchor."""

    label_ko: str
    label_en: str
    label_en_by: str
    sense: str


def read(path: Path) -> Iterator[RoleKind]:
    """Yield the checked rows of `data/role_kinds.csv`."""
    return read_rows(path, RoleKind)


def quads(row: RoleKind) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["RoleKind"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from classified(row, KRIG["sense"], row.sense)
