"""What the round of 2023 made of each industry of 2020: `data/transitions.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import classified, describe, label, refers, text
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition(Row):
    """What a round made of an industry, or that it introduced one."""

    label_ko: str
    label_en: str
    label_en_by: str
    earlier: str | None
    later: str | None
    change: str
    region: str
    reason_ko: str | None
    reason_en: str | None


def read(path: Path) -> Iterator[Transition]:
    """Yield the checked rows of `data/transitions.csv`."""
    return read_rows(path, Transition)


def quads(row: Transition) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["Transition"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from refers(row, KRIG["from"], row.earlier)
    yield from refers(row, KRIG["to"], row.later)
    yield from classified(row, KRIG["change"], row.change)
    yield from refers(row, KRIG["inRegion"], row.region)
    yield from text(row, node, KRIG["reason"], row.reason_ko, row.reason_en)
