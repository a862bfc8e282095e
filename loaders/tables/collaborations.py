"""The collaborations between regions that sources state: `data/collaborations.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import concept, describe, has, label, refers, text
from ontology.namespaces import DCT, ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Collaboration(Row):
    """A collaboration between regions."""

    label_ko: str
    label_en: str
    label_en_by: str
    kind: str
    programme_ko: str | None
    industry: str | None
    field_ko: str | None
    lead: str | None
    date: date
    budget_ko: str | None
    partners_ko: str | None


def read(path: Path) -> Iterator[Collaboration]:
    """Yield the checked rows of `data/collaborations.csv`."""
    return read_rows(path, Collaboration)


def quads(row: Collaboration) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, concept(row.kind))
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from text(row, node, KRIG["programmeName"], row.programme_ko)
    yield from refers(row, KRIG["industry"], row.industry)
    yield from text(row, node, KRIG["field"], row.field_ko)
    yield from refers(row, KRIG["leadRegion"], row.lead)
    yield from has(row, DCT["date"], row.date)
    yield from text(row, node, KRIG["budgetStatement"], row.budget_ko)
    yield from text(row, node, KRIG["participantStatement"], row.partners_ko)
