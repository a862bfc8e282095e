"""Validation that goes with the changes of a store.

    checked = Checked.of(store)
    change.apply(store)
    checked = checked.after(store, change.added, change.removed)
    print(render(checked.report(), "ko"))

After a change only those nodes are checked again on which it can bear; the report is that of the
whole store, as if all of it had been validated anew. `Checked` does not change itself, so that a
change can be tried and left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Self

from pyoxigraph import Quad, Store, Triple

from krig.terms import Term
from krig.validation.automaton import Step
from krig.validation.engine import Results, found_by
from krig.validation.engines import Exact
from krig.validation.excerpt import excerpt, marked, nodes_about
from krig.validation.footprint import Footprint, Root, footprint
from krig.validation.place import located
from krig.validation.report import Report, Result
from krig.validation.shapes import ShapesGraph, krig_shapes
from krig.validation.views import StoreView, union_file
from ontology.namespaces import PROV

ANY: Final = Step(None, inverse=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """What validation found in a store, located.

    `found` holds, by the node they are about, the results of shapes of which is known what they
    read; `unbounded` those of the others, which are checked in full after every change.
    """

    shapes: ShapesGraph
    engine: Exact
    found: Mapping[Term, Results]
    unbounded: Results

    @classmethod
    def of(cls, store: Store, shapes: ShapesGraph | None = None, engine: Exact = "auto") -> Self:
        """Validate all of `store`.

        Raises:
            krig.validation.shapes.ShapesError: the shapes are not as SHACL wants them.

        """
        asked = shapes or krig_shapes()
        bounded, others = _parted(asked)
        found = _by_node(_in_full(store, bounded, engine), store, asked)
        return cls(asked, engine, found, _unbounded(store, asked, others, engine))

    @classmethod
    def nothing(cls, shapes: ShapesGraph | None = None, engine: Exact = "auto") -> Self:
        """Begin without validating: what is found after changes is then about these alone."""
        return cls(shapes or krig_shapes(), engine, {}, ())

    def after(self, store: Store, added: Iterable[Quad], removed: Iterable[Quad]) -> Self:
        """Return what is found after a change: `store` has gained and lost these quads already."""
        change = _Change.of(store, added, removed)
        if not change.triples:
            return self
        bounded, others = _parted(self.shapes)
        nodes = _affected(bounded, change)
        kept = {node: each for node, each in self.found.items() if node not in nodes}
        told_anew = [each for node in _described(change, kept, store) for each in kept[node]]
        results = [*_again(store, bounded, nodes, self.engine), *told_anew]
        found = kept | _by_node(results, store, self.shapes)
        unbounded = _unbounded(store, self.shapes, others, self.engine)
        return replace(self, found=found, unbounded=unbounded)

    def report(self) -> Report:
        """Return the report on the whole store."""
        found = (each for results in self.found.values() for each in results)
        return Report.of((*found, *self.unbounded))


@dataclass(frozen=True, slots=True)
class _Change:
    """The triples that the union of graphs has gained or lost, and the graph with both."""

    triples: Set[Triple]
    around: StoreView

    @classmethod
    def of(cls, store: Store, added: Iterable[Quad], removed: Iterable[Quad]) -> Self:
        lost = {each for each in _normal(removed) if not _holds(store, each)}
        gained = {each for each in _normal(added) if _holds(store, each)}
        return cls(lost | gained, StoreView(store, lost))


def _normal(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Yield the triples of `quads` with literals as a store writes them."""
    store = Store()
    store.extend(quads)
    return (quad.triple for quad in store)


def _holds(store: Store, triple: Triple) -> bool:
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return next(found, None) is not None


def _affected(shapes: ShapesGraph, change: _Change) -> Set[Term]:
    """Return the nodes about which `shapes` may report something else after `change`."""
    reading = footprint(shapes)
    reach, view = reading.reach, change.around
    leading = reach.leading(reach.readers_of(change.triples), view)
    roots = {root.start: root for root in reading.roots}
    owners = {(node, roots[state]) for node, state in leading if state in roots}
    owners = {(node, root) for node, root in owners if root.targets.have(node, view)}
    owners |= _anchored(reading, leading, view)
    return nodes_about(reading, view, owners)


def _anchored(
    reading: Footprint, leading: Set[tuple[Term, int]], view: StoreView
) -> set[tuple[Term, Root]]:
    """Return all focus nodes of the roots that read from an anchor among `leading`."""
    anchors = reading.reach.anchors
    affected = {
        root
        for node, state in leading
        if state in anchors and anchors[state][0] == node
        for root in reading.readers.get(anchors[state][1], ())
    }
    return {(node, root) for root in affected for node in root.targets.all(view)}


def _described(change: _Change, found: Mapping[Term, Results], store: Store) -> Set[Term]:
    """Return the nodes of `found` whose places or labels `change` may have changed."""
    told_of = {end for each in change.triples for end in (each.subject, each.object)}
    derived = (each.subject for each in change.triples if each.predicate == PROV["wasDerivedFrom"])
    view = StoreView(store)
    told_of |= {each.object for node in derived for each in view.over(node, ANY)}
    return {
        node
        for node, results in found.items()
        if node in told_of or any(each.value in told_of for each in results)
    }


def _again(store: Store, shapes: ShapesGraph, nodes: Set[Term], engine: Exact) -> Results:
    if not nodes:
        return ()
    part = excerpt(shapes, StoreView(store), nodes)
    found = found_by(engine, part, marked(shapes))
    return tuple(each for each in found if each.focus_node in nodes)


def _in_full(store: Store, shapes: ShapesGraph, engine: Exact) -> Results:
    with union_file(store) as path:
        return found_by(engine, path, shapes, lambda: StoreView(store))


def _unbounded(store: Store, shapes: ShapesGraph, unbounded: ShapesGraph, engine: Exact) -> Results:
    if not footprint(unbounded).roots:
        return ()
    return tuple(located(_in_full(store, unbounded, engine), StoreView(store), shapes, {}))


def _by_node(results: Iterable[Result], store: Store, shapes: ShapesGraph) -> dict[Term, Results]:
    found: dict[Term, list[Result]] = defaultdict(list)
    for result in located(results, StoreView(store), shapes, {}):
        found[result.focus_node].append(result)
    return {node: tuple(each) for node, each in found.items()}


@lru_cache(maxsize=8)
def _parted(shapes: ShapesGraph) -> tuple[ShapesGraph, ShapesGraph]:
    """Return the part of `shapes` of which is known what it reads, and the other one."""
    roots = footprint(shapes).roots
    unbounded = {root.shape for root in roots if not root.bounded}
    bounded = {root.shape for root in roots if root.bounded}
    return shapes.without_targets(unbounded), shapes.without_targets(bounded)
