"""Graphs in which steps are taken: a store, and what has just been removed from it; or quads."""

from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from pyoxigraph import (
    BlankNode,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from krig.terms import Term
from krig.validation.automaton import Step

END: Final = b" .\n"
"""What stands at the end of a line of N-Triples."""


class StoreView:
    """The union of the graphs of a store, and of triples that it no longer has."""

    def __init__(self, store: Store, removed: Iterable[Triple] = ()) -> None:
        self._store = store
        self._removed = tuple(removed)

    def over(self, node: Term, step: Step) -> Iterator[Triple]:
        """Yield the triples over which `step` leads from `node`."""
        for triple in self._removed:
            if step.predicate in {None, triple.predicate} and step.start(triple) == node:
                yield triple
        if step.inverse:
            quads = self._store.quads_for_pattern(None, step.predicate, node, None)
        elif isinstance(node, Literal):
            return
        else:
            quads = self._store.quads_for_pattern(node, step.predicate, None, None)
        for quad in quads:
            yield quad.triple

    def everywhere(self, predicate: NamedNode | None) -> Iterator[Triple]:
        """Yield the triples with `predicate`."""
        yield from (each for each in self._removed if predicate in {None, each.predicate})
        for quad in self._store.quads_for_pattern(None, predicate, None, None):
            yield quad.triple


class QuadsView:
    """The union of the graphs of some quads, whose literals stay as they are written."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = Dataset(quads)

    def over(self, node: Term, step: Step) -> Iterator[Triple]:
        """Yield the triples over which `step` leads from `node`."""
        if step.inverse:
            quads: Iterable[Quad] = self._quads.quads_for_object(node)
        elif isinstance(node, NamedNode | BlankNode):
            quads = self._quads.quads_for_subject(node)
        else:
            quads = ()
        for quad in quads:
            if step.predicate in {None, quad.predicate}:
                yield quad.triple

    def everywhere(self, predicate: NamedNode | None) -> Iterator[Triple]:
        """Yield the triples with `predicate`."""
        quads = self._quads if predicate is None else self._quads.quads_for_predicate(predicate)
        for quad in quads:
            yield quad.triple


@contextmanager
def union_file(store: Store) -> Iterator[Path]:
    """Yield, for a while, a file of N-Triples with all triples of `store`, of whatever graph."""
    with NamedTemporaryFile(suffix=".nt") as file:
        for graph in (DefaultGraph(), *store.named_graphs()):
            store.dump(file, RdfFormat.N_TRIPLES, from_graph=graph)
        file.flush()
        yield Path(file.name)


def around(lines: bytes, nodes: Set[Term]) -> Iterator[Quad]:
    """Yield what the N-Triples `lines` tell of `nodes`, and of what refers to them.

    That is all that a look from `nodes` one step on, or one step back and on from there, can see.
    """
    sought = {str(node).encode() for node in nodes}
    told = [(line.split(b" ", 2), line) for line in lines.splitlines(keepends=True)]
    referring = {subject for (subject, _, rest), _ in told if rest[: -len(END)] in sought}
    seen = sought | referring
    kept = b"".join(
        line for (subject, _, rest), line in told if subject in seen or rest[: -len(END)] in sought
    )
    return parse(kept, format=RdfFormat.N_TRIPLES)


def lines_about(path: Path, nodes: Set[str]) -> Iterator[Quad]:
    """Yield the triples of the N-Triples file at `path` whose subjects are among `nodes`."""
    wanted = {node.encode() for node in nodes}
    with path.open("rb") as file:
        lines = b"".join(line for line in file if line.partition(b" ")[0] in wanted)
    return parse(lines, format=RdfFormat.N_TRIPLES)
