"""The whole graph in memory: facts, ontology, what follows, and what was counted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

import data
from krig.queries import SavedQuery, saved_query
from krig.reasoning import infer
from loaders.package import load
from ontology import modules
from ontology.namespaces import GRAPH, KRIG

COUNTED = GRAPH["counted"]
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
    inferred = infer((*facts, *ontology))
    progress("counting")
    return Graph(facts, ontology, inferred, count(_store(facts, ontology, inferred)))


def _store(*parts: tuple[Quad, ...]) -> Store:
    store = Store()
    for part in parts:
        store.bulk_extend(part)
    return store


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
    saved: SavedQuery | None = saved_query(query.value.rpartition("/")[2])
    if saved is None:
        return None
    rows = list(cast("QuerySolutions", store.query(saved.text, use_default_graph_as_union=True)))
    if len(rows) != 1 or not isinstance(rows[0]["count"], Literal):
        return None
    return rows[0]["count"]
