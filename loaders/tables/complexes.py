"""The specialised complexes: `data/complexes.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import classified, describe, has, label, say, text, year
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Complex(Row):
    """A specialised complex."""

    label_ko: str
    label_en: str
    label_en_by: str
    kind: str
    field_ko: str
    field_en: str
    designated: date
    investment: Decimal | None
    investment_unit: str | None
    investment_until: int | None


def read(path: Path) -> Iterator[Complex]:
    """Yield the checked rows of `data/complexes.csv`."""
    return read_rows(path, Complex)


def quads(row: Complex) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["Complex"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from classified(row, KRIG["kind"], row.kind)
    yield from text(row, node, KRIG["field"], row.field_ko, row.field_en)
    yield from has(row, KRIG["designatedOn"], row.designated)
    yield from has(row, KRIG["plannedInvestment"], row.investment)
    yield from has(row, KRIG["unit"], row.investment_unit)
    yield from say(row, node, KRIG["investmentUntil"], year(row.investment_until))
