"""In what role and under which scheme a release names a firm: `data/firm_roles.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import concept, describe, has, label, refers, text
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmRole(Row):
    """A role of a firm under a scheme."""

    label_ko: str
    label_en: str
    label_en_by: str
    firm: str
    kind: str
    role: str
    scheme: str
    region: str | None
    district: str | None
    industry: str | None
    field_ko: str | None
    products_ko: str | None
    since: date


def read(path: Path) -> Iterator[FirmRole]:
    """Yield the checked rows of `data/firm_roles.csv`."""
    return read_rows(path, FirmRole)


def quads(row: FirmRole) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, concept(row.role))
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["firm"], row.firm)
    yield from refers(row, KRIG["roleKind"], row.kind)
    yield from refers(row, KRIG["scheme"], row.scheme)
    yield from refers(row, KRIG["region"], row.region)
    yield from refers(row, KRIG["site"], row.district)
    yield from refers(row, KRIG["industry"], row.industry)
    yield from text(row, node, KRIG["field"], row.field_ko)
    yield from text(row, node, KRIG["products"], row.products_ko)
    yield from has(row, KRIG["since"], row.since)
