"""The whole graph in memory: facts, ontology, what follows, and what was counted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

import data
import queries
from krig.reasoning import closure
from loaders.package import load
from ontology import modules
from ontology.namespaces import COUNTED, GRAPH, KRIG

ONTOLOGY = GRAPH["ontology"]

Progress = Callable[[str], None]


def silent(_step: str) -> None:
    """Tell nobody of the progress."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The quads of a graph, by how they came about."""

    facts: tuple[Quad, ...]
    ontology: tuple[Quad, ...]
    inferred: tuple[Quad, ...]
    counted: tuple[Quad, ...]

    def quads(self) -> Iterator[Quad]:
        """Yield all quads."""
        for part in (self.facts, self.ontology, self.inferred, self.counted):
            yield from part


def assemble(folder: Path = data.PATH, progress: Progress = silent) -> Graph:
    """Return the graph that the tables in `folder` and the ontology make.

    Raises:
        loaders.fault.TableFaultsError: the tables have faults.

    """
    progress("tables")
    facts = load(folder)
    progress("ontology")
    ontology = modules.load()
    progress("reasoning")
    closed = closure((*facts, *ontology))
    progress("counting")
    return Graph(facts, ontology, closed.inferred, count(closed.store))


def count(store: Store) -> tuple[Quad, ...]:
    """Return what the queries that `krig:countedBy` names count in `store`.

    A query that is absent, or that does not answer one row with one value, counts nothing; the
    shapes report the figure then.
    """
    figures = store.quads_for_pattern(None, KRIG["countedBy"], None, None)
    named = {(quad.subject, cast("NamedNode", quad.object)) for quad in figures}
    values = {query: _value(store, query) for _, query in named}
    quads = (
        Quad(figure, KRIG["countedValue"], value, COUNTED)
        for figure, query in named
        if (value := values[query]) is not None
    )
    return tuple(sorted(quads, key=str))


def _value(store: Store, query: NamedNode) -> Literal | None:
    text = _text(query.value.rpartition("/")[2])
    if text is None:
        return None
    rows = list(cast("QuerySolutions", store.query(text, use_default_graph_as_union=True)))
    if len(rows) != 1 or not isinstance(rows[0]["count"], Literal):
        return None
    return rows[0]["count"]


def _text(name: str) -> str | None:
    """Return the saved query called `name`, whose head tells nothing that a count needs."""
    file = queries.PATH / f"{name}.rq"
    return file.read_text(encoding="utf-8") if file in queries.PATH.glob("*.rq") else None
