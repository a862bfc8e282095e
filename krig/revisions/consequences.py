"""Brings up to date what follows from the graph after a change: what is inferred, what is counted.

A change never reaches the graphs that krig keeps itself: what it takes out of them comes back, and
what it puts into them is refused, unless it follows anyway.
"""

from pyoxigraph import NamedNode, Quad, Store

from krig.delta import Delta, chained
from krig.graph import count
from krig.reasoning import infer
from krig.revisions.faults import KeptGraphError
from krig.revisions.provenance import KEPT, PROVENANCE, stated
from krig.revisions.silence import Silence
from ontology.namespaces import COUNTED, INFERRED


def derive(store: Store, change: Delta) -> Delta:
    """Bring up to date `store`, which `change` has changed; return all that is changed then.

    Raises:
        KeptGraphError: the change is about a graph that krig keeps itself, or puts into one what
            does not belong there.

    """
    own, kept = stated(change), change.only(lambda quad: quad.graph_name in KEPT)
    kept.inverse().apply(store)
    if own:
        own = chained((own, _reasoned(store, own), _counted(store)))
    intruding = [quad.graph_name for quad in kept.added if quad not in own.added]
    lost = [quad.graph_name for quad in kept.removed if quad.graph_name != PROVENANCE]
    for graph in intruding or (() if own else lost):
        if isinstance(graph, NamedNode):
            raise KeptGraphError(graph)
    return own


def _reasoned(store: Store, own: Delta) -> Delta:
    """Bring the inferred graph up to date, where `own` may change it."""
    silence = Silence(store)
    if all(silence.covers(quad) for quad in own.added | own.removed):
        return Delta()
    stating = (quad for quad in store if quad.graph_name not in KEPT)
    return _replaced(store, INFERRED, frozenset(infer(stating)))


def _counted(store: Store) -> Delta:
    """Bring the graph of what is counted up to date."""
    return _replaced(store, COUNTED, frozenset(count(store)))


def _replaced(store: Store, graph: NamedNode, after: frozenset[Quad]) -> Delta:
    before = frozenset(store.quads_for_pattern(None, None, None, graph))
    delta = Delta.between(before, after)
    delta.apply(store)
    return delta
