"""What a write would make of the graph: evaluated, with what follows from it, and validated."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from struct import Struct
from typing import Final, Self

from pydantic import BaseModel, ConfigDict
from pyoxigraph import Quad, RdfFormat, Store, parse

from krig.release import Releases
from krig.revisions import Delta, HistoryError, NoReleaseError, Revisions
from krig.revisions.consequences import derive
from krig.revisions.provenance import stated
from krig.revisions.rebase import rebase
from krig.serialisation import canonical
from krig.validation import Report, validate
from krig.validation.incremental import Checked
from ontology.namespaces import KRIG, RDF
from server.writing.evaluation import evaluate
from server.writing.faults import InvalidError, told
from server.writing.outcome import Verdict
from server.writing.request import Post, Put, Rebase, Rollback, Write
from server.writing.scan import graph_name

LENGTH: Final = Struct("!Q")
SMALL: Final = 50
"""A change is small where the graph has so many times its quads: all is checked as fast then."""


class Head(BaseModel):
    """What a proposal says beside its quads."""

    model_config = ConfigDict(frozen=True)

    added: int
    removed: int
    created: bool
    base: str = ""
    """The release on which the graph rests from then on, if it is another."""
    verdict: Verdict | None = None
    """The validation report, of a trial only."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of the graph that could be made.

    `edits` is what tells the graph from its release, where that becomes another.
    """

    head: Head
    delta: Delta
    edits: Delta | None = None

    def encoded(self) -> bytes:
        """Return the proposal as bytes."""
        deltas = [self.delta, *([self.edits] if self.edits is not None else [])]
        pieces = [self.head.model_dump_json().encode()]
        pieces += [canonical(quads) for each in deltas for quads in (each.added, each.removed)]
        return b"".join(LENGTH.pack(len(piece)) + piece for piece in pieces)

    @classmethod
    def decoded(cls, content: bytes) -> Self:
        """Return the proposal that `encoded` wrote."""
        pieces, at = [], 0
        while at < len(content):
            (length,) = LENGTH.unpack_from(content, at)
            at += LENGTH.size + length
            pieces.append(content[at - length : at])
        head, *parts = pieces
        sets = [frozenset(parse(part, format=RdfFormat.N_QUADS)) for part in parts]
        delta, *edits = (Delta(*pair) for pair in zip(sets[::2], sets[1::2], strict=True))
        return cls(Head.model_validate_json(head), delta, *edits)


Opening = Callable[[], AbstractContextManager[None]]


def propose(
    store: Store, revisions: Revisions, write: Write, files: Opening = nullcontext
) -> Proposal:
    """Return what `write` would make of the last revision, which `store` holds, and change that.

    What is evaluated may come from anywhere, what is done `files` lets open files does not.

    Raises:
        UnwrittenError: it cannot be evaluated, or would break the shapes.

    """
    action = write.action
    created = isinstance(action, Put | Post) and not _has(store, action.graph)
    try:
        if isinstance(action, Rollback | Rebase):
            with files():
                move = _moved(store, revisions, action)
        else:
            move = _Move(evaluate(store, action))
        with files():
            delta = derive(store, move.delta)
            verdict = Verdict.of(checked(store, delta))
    except HistoryError as error:
        raise told(error) from None
    if not verdict.conforms:
        raise InvalidError(verdict.model_dump_json())
    own = stated(delta)
    head = Head(
        added=len(own.added),
        removed=len(own.removed),
        created=created and bool(own.added),
        base=move.base,
        verdict=verdict if write.dry else None,
    )
    return Proposal(head, delta, move.edits)


def checked(store: Store, delta: Delta) -> Report:
    """Return the report on the nodes on which `delta`, which `store` has gone through, can bear.

    The graph conformed before, so that it still does if they do. After a large change, the report
    is on the whole graph: that is quicker.
    """
    if _is_small(store, delta):
        return Checked.nothing().after(store, delta.added, delta.removed).report()
    return validate(store, engine="fast")


def _is_small(store: Store, delta: Delta) -> bool:
    """Tell whether `store` has `SMALL` times the quads of `delta`; to count all takes long."""
    wanted = SMALL * (len(delta.added) + len(delta.removed))
    return sum(1 for _ in islice(store, wanted)) == wanted


def rehearse() -> None:
    """Use all that is made once from the shapes, so that children find it in memory."""
    store = Store()
    firm = Quad(KRIG["rehearsal"], RDF["type"], KRIG["Firm"])
    store.add(firm)
    Checked.nothing().after(store, [firm], ()).report()
    validate(store, engine="fast")


@dataclass(frozen=True, slots=True)
class _Move:
    """What an action changes; and, where the graph rests on another release then, its edits."""

    delta: Delta
    base: str = ""
    edits: Delta | None = None


def _moved(store: Store, revisions: Revisions, action: Rollback | Rebase) -> _Move:
    """Change `store` as `action` says, and return what changes.

    Raises:
        HistoryError: there is no such revision or release, or it disagrees with the edits.

    """
    if isinstance(action, Rollback):
        move = _Move(stated(revisions.back(action.revision)))
    else:
        release = Releases(Path(action.releases)).find(action.release)
        if release is None:
            raise NoReleaseError(action.release)
        edits = revisions.edits()
        delta, edits = rebase(store, edits, release.quads(), action.prevailing)
        move = _Move(delta, release.id, edits)
    move.delta.apply(store)
    return move


def _has(store: Store, graph: str) -> bool:
    """Tell whether a graph is there, be it the default graph."""
    return not graph or store.contains_named_graph(graph_name(graph))
