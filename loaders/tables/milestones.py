"""The timetable of the round of 2023: `data/milestones.csv`."""

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
class Milestone(Row):
    """A step of the timetable."""

    label_ko: str
    label_en: str
    label_en_by: str
    starts: date
    ends: date | None
    round: str | None


def read(path: Path) -> Iterator[Milestone]:
    """Yield the checked rows of `data/milestones.csv`."""
    return read_rows(path, Milestone)


def quads(row: Milestone) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Milestone"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from has(row, KRIG["starts"], row.starts)
    yield from has(row, KRIG["ends"], row.ends)
    yield from refers(row, KRIG["ofRound"], row.round)
