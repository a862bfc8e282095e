"""Evaluates an action over a store, and tells what changes.

This runs where it may be ended at any moment, and where nothing is lost by that.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from krig import revisions
from krig.revisions import Delta
from krig.revisions.provenance import KEPT
from server.writing.faults import (
    DataError,
    EvaluationError,
    FederationError,
    FormatError,
    NoGraphError,
    OutsideError,
    TripleTermError,
    UpdateSyntaxError,
    told,
)
from server.writing.request import Delete, Part, Patch, Post, Put, Update
from server.writing.scan import as_insertions, graph_name, refuse_calls, with_dataset

Graph = NamedNode | BlankNode | DefaultGraph

LONGEST: Final = 10_000
"""How many characters of the engine's words are told: it may cite the whole text."""


def evaluate(store: Store, action: Update | Put | Post | Delete | Patch) -> Delta:
    """Change `store` as `action` says, and return what changes.

    Raises:
        UnwrittenError: that is not possible; what the store holds then is void.

    """
    match action:
        case Update():
            refuse_calls(action.text)
            text = with_dataset(action.text, action.default, action.named)
            delta = _updated(store, text, action.base)
        case Patch():
            refuse_calls(action.text)
            delta = _patched(store, _graph(action.graph), action)
        case Put() | Post():
            delta = _stored(store, _graph(action.graph), action)
        case Delete():
            delta = _dropped(store, _graph(action.graph))
    if any(isinstance(term, Triple) for quad in delta.added for term in quad.triple):
        raise TripleTermError
    return delta


def _updated(store: Store, text: str, base: str) -> Delta:
    insertions = as_insertions(text)
    if insertions is not None:
        delta = _restated(store, text, insertions, base)
        delta.apply(store)
        return delta
    before = _lines(store)
    _run(store, text, base)
    after = set(_lines(store))
    gone = [line for line in before if line not in after]
    after.difference_update(before)
    return Delta(_quads(after), _quads(gone))


def _restated(store: Store, text: str, insertions: str, base: str) -> Delta:
    """Return what an update changes that only states quads: it needs to look at no others.

    `insertions` inserts all the quads that it inserts or deletes.
    """
    named, scratch = Store(), Store()
    _run(named, insertions, base)
    scratch.extend(quad for quad in named if quad in store)
    before = frozenset(scratch)
    _run(scratch, text, base)
    return Delta.between(before, frozenset(scratch))


def _patched(store: Store, graph: Graph, patch: Patch) -> Delta:
    scratch = Store()
    scratch.extend(_within(store.quads_for_pattern(None, None, None, graph), DefaultGraph()))
    before = frozenset(scratch)
    _run(scratch, patch.text, patch.base)
    after = frozenset(scratch)
    if any(quad.graph_name != DefaultGraph() for quad in after):
        raise OutsideError
    delta = Delta.between(before, after)
    delta = Delta(frozenset(_within(delta.added, graph)), frozenset(_within(delta.removed, graph)))
    delta.apply(store)
    return delta


def _stored(store: Store, graph: Graph, action: Put | Post) -> Delta:
    scratch = Store()
    for number, part in enumerate(action.parts, 1):
        scratch.extend(_within(_read(number, part), graph))
    new = frozenset(scratch)
    old = (
        frozenset(store.quads_for_pattern(None, None, None, graph))
        if isinstance(action, Put)
        else frozenset(quad for quad in new if quad in store)
    )
    delta = Delta.between(old, old | new if isinstance(action, Post) else new)
    delta.apply(store)
    return delta


def _dropped(store: Store, graph: Graph) -> Delta:
    delta = Delta(removed=frozenset(store.quads_for_pattern(None, None, None, graph)))
    if not delta and isinstance(graph, NamedNode):
        raise NoGraphError(graph.value)
    delta.apply(store)
    return delta


def _graph(iri: str) -> Graph:
    """Return the graph that `iri` names, or the default graph.

    Raises:
        IriError: it names none.
        KeptGraphError: krig keeps it itself.

    """
    graph = graph_name(iri) if iri else DefaultGraph()
    if graph in KEPT and isinstance(graph, NamedNode):
        raise told(revisions.KeptGraphError(graph))
    return graph


def _run(store: Store, text: str, base: str) -> None:
    try:
        store.update(text, base_iri=base or None)
    except SyntaxError as error:
        raise UpdateSyntaxError(str(error)[:LONGEST]) from None
    except OSError:
        raise FederationError from None
    except (RuntimeError, ValueError) as error:
        raise EvaluationError(str(error)[:LONGEST]) from None


def _read(number: int, part: Part) -> Iterator[Quad]:
    """Yield what a part says; its blank nodes are no others', in this part or in any graph."""
    form = RdfFormat.from_media_type(part.media_type)
    if form is None:
        raise FormatError(part.media_type)
    try:
        yield from parse(
            part.content,
            form,
            base_iri=part.base or None,
            without_named_graphs=True,
            rename_blank_nodes=True,
        )
    except SyntaxError as error:
        raise DataError(number, error.lineno or 0, error.offset or 0, error.msg[:LONGEST]) from None
    except ValueError as error:
        raise DataError(number, 0, 0, str(error)[:LONGEST]) from None


def _within(quads: Iterable[Quad], graph: Graph) -> Iterator[Quad]:
    return (Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)


def _lines(store: Store) -> list[bytes]:
    """Return the quads of `store`, a line each; that is quicker than one by one."""
    return (store.dump(format=RdfFormat.N_QUADS) or b"").splitlines()


def _quads(lines: Iterable[bytes]) -> frozenset[Quad]:
    return frozenset(parse(b"\n".join(lines), format=RdfFormat.N_QUADS))
