"""The statements that a contradiction sets against each other: `data/contradiction_members.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import describe, refers, say
from ontology.namespaces import ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionMember(Row):
    """That a statement is part of a contradiction."""

    contradiction: str
    statement: str


def read(path: Path) -> Iterator[ContradictionMember]:
    """Yield the checked rows of `data/contradiction_members.csv`."""
    return read_rows(path, ContradictionMember)


def quads(row: ContradictionMember) -> Iterator[Quad]:
    """Yield what a row says."""
    yield from describe(row, KRIG["Membership"])
    yield from refers(row, KRIG["group"], row.contradiction)
    yield from refers(row, KRIG["member"], row.statement)
    yield from say(row, ID[row.contradiction], KRIG["contradictoryStatement"], ID[row.statement])
