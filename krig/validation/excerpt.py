"""Excerpts: as much of a graph as bears on some nodes, and shapes that look at these alone.

A shape finds its focus nodes in an excerpt by marks: objects of a property that no shape reads. So
it reports on them what it would in the whole graph, and nothing on others, of which the excerpt
tells only in part.
"""

from collections.abc import Iterable, Set
from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from krig.terms import Term
from krig.validation.automaton import Standing, View
from krig.validation.footprint import Footprint, Root, footprint
from krig.validation.shapes import ShapesGraph, is_target
from ontology.namespaces import SH, Namespace

MARK: Final = Namespace("urn:krig:focus:")


@lru_cache(maxsize=8)
def marked(shapes: ShapesGraph) -> ShapesGraph:
    """Return `shapes` with the marks for targets."""
    kept = [f"{each} .\n" for each in shapes.triples() if not is_target(each)]
    marks = (
        f"{root.shape} {SH['targetObjectsOf']} {MARK[str(number)]} .\n"
        for number, root in enumerate(footprint(shapes).roots)
    )
    return ShapesGraph("".join(sorted([*kept, *marks])))


def excerpt(shapes: ShapesGraph, view: View, nodes: Set[Term]) -> str:
    """Return what of `view` bears on the results about `nodes`, with the marks, as N-Triples.

    What unbounded shapes read is not in it.
    """
    reading = footprint(shapes)
    owners = _owners(reading, view, nodes)
    starts = [(node, root.start) for node, number in owners for root in (reading.roots[number],)]
    _, read = reading.reach.read_from([*starts, *_anchored(reading, starts)], view)
    marks = (Triple(NamedNode(MARK.iri), MARK[str(number)], node) for node, number in owners)
    lines = serialize([*read, *marks], format=RdfFormat.N_TRIPLES) or b""
    return lines.decode()


def nodes_about(reading: Footprint, view: View, owners: Iterable[tuple[Term, Root]]) -> set[Term]:
    """Return the nodes that the roots report on with these focus nodes in `view`."""
    starts = [(node, root.start) for node, root in owners]
    about = {node for node, _ in starts}
    if reading.nested:
        reached, _ = reading.reach.read_from(starts, view)
        about |= {node for node, state in reached if state in reading.nested}
    return about


def _owners(reading: Footprint, view: View, nodes: Set[Term]) -> set[tuple[Term, int]]:
    """Return the focus nodes, and numbers of roots, that report on one of `nodes`."""
    starts = {root.start: number for number, root in enumerate(reading.roots)}
    candidates = {(node, number) for node in nodes for number in starts.values()}
    if reading.nested:
        ends = ((node, state) for node in nodes for state in reading.nested)
        leading = reading.reach.leading(ends, view)
        candidates |= {(node, starts[state]) for node, state in leading if state in starts}
    return {
        (node, number)
        for node, number in candidates
        if reading.roots[number].targets.have(node, view)
    }


def _anchored(reading: Footprint, starts: Iterable[Standing]) -> set[Standing]:
    """Return the anchors that are read together with `starts`."""
    states = {state for _, state in starts}
    return {
        (node, anchor)
        for anchor, (node, reader) in reading.reach.anchors.items()
        if any(root.start in states for root in reading.readers.get(reader, ()))
    }
