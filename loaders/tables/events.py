"""What followed the reform: `data/events.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, has, label, text
from ontology.namespaces import DCT, ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEvent(Row):
    """Something that happened in the policy."""

    label_ko: str
    label_en: str
    label_en_by: str
    topic_ko: str
    topic_en: str
    date: date
    counts_ko: str | None
    detail_ko: str | None


def read(path: Path) -> Iterator[PolicyEvent]:
    """Yield the checked rows of `data/events.csv`."""
    return read_rows(path, PolicyEvent)


def quads(row: PolicyEvent) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["PolicyEvent"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from text(row, node, KRIG["topic"], row.topic_ko, row.topic_en)
    yield from has(row, DCT["date"], row.date)
    yield from text(row, node, KRIG["counts"], row.counts_ko)
    yield from text(row, node, DCT["description"], row.detail_ko)
