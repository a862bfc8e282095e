"""The budgets of programmes by year and source of funds: `data/programme_budgets.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import classified, describe, has, label, refers, say, year
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Row):
    """An amount of money for a programme."""

    label_ko: str
    label_en: str
    label_en_by: str
    programme: str
    year: int | None
    start_year: int | None
    end_year: int | None
    funding: str
    amount: Decimal
    unit: str


def read(path: Path) -> Iterator[Budget]:
    """Yield the checked rows of `data/programme_budgets.csv`."""
    return read_rows(path, Budget)


def quads(row: Budget) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["Budget"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["programme"], row.programme)
    yield from say(row, node, KRIG["year"], year(row.year))
    yield from say(row, node, KRIG["startYear"], year(row.start_year))
    yield from say(row, node, KRIG["endYear"], year(row.end_year))
    yield from classified(row, KRIG["funding"], row.funding)
    yield from has(row, KRIG["amount"], row.amount)
    yield from has(row, KRIG["unit"], row.unit)
