"""Small histories of revisions: what the tests of this room begin with."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from krig.revisions import Delta, Edit, Revision, Revisions
from krig.revisions.provenance import PROVENANCE

GRAPH = NamedNode("http://a/graph")


@dataclass(frozen=True)
class Base:
    """A release as small as it can be."""

    id: str
    held: tuple[Quad, ...]

    def quads(self) -> Iterable[Quad]:
        return self.held


def quad(number: int, text: str = "a", graph: NamedNode = GRAPH) -> Quad:
    return Quad(NamedNode(f"http://a/{number}"), NamedNode("http://a/says"), Literal(text), graph)


def begun(folder: Path, *held: Quad) -> Revisions:
    """Return a history that begins with some quads, or with the first three."""
    revisions = Revisions(folder)
    revisions.begin(Base("release-1", held or (quad(0), quad(1), quad(2))))
    return revisions


def append(
    revisions: Revisions, added: Iterable[Quad] = (), removed: Iterable[Quad] = ()
) -> Revision:
    """Append a revision as somebody called kim."""
    with revisions.writing() as ledger:
        delta = Delta(frozenset(added), frozenset(removed))
        return ledger.append(Edit("kim", "because", "update"), delta)


def held(revision: Revision) -> set[Quad]:
    """Return what a revision holds, but for the log of edits."""
    return {each for each in revision.store() if each.graph_name != PROVENANCE}
