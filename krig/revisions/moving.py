"""Moves a history to another release: one revision, validated, appended whole or not at all."""

from dataclasses import dataclass

from krig.release.faults import InvalidGraphError
from krig.revisions.consequences import derive
from krig.revisions.folder import Base, Revisions
from krig.revisions.provenance import Edit, stated
from krig.revisions.rebase import Prevailing, rebase
from krig.revisions.revision import Revision
from krig.validation import validate


@dataclass(frozen=True, slots=True)
class Move:
    """What a move makes: the last revision then, and how many quads it states more and less.

    `carried` is how many quads edits add to the new release, and remove from it.
    """

    revision: Revision
    added: int
    removed: int
    carried: tuple[int, int]


def move(
    revisions: Revisions,
    release: Base,
    who: str,
    why: str,
    prevailing: Prevailing | None = None,
    *,
    dry: bool = False,
) -> Move:
    """Append the revision that holds `release` with all edits; of a `dry` move, only tell.

    Every revision before stays as it is, and can be rolled back to. Where the edits rest on
    `release` already, nothing is appended.

    Raises:
        NoHistoryError: there is no revision yet.
        ConflictsError: edits and release disagree, and neither prevails.
        InvalidGraphError: the edited release would break the shapes.
        DamageError: files of the history are not as they were written.

    """
    with revisions.writing() as ledger:
        head, edits = ledger.head, revisions.edits()
        if head.record.base == release.id:
            return Move(head, 0, 0, (len(edits.added), len(edits.removed)))
        store = head.store()
        delta, edits = rebase(store, edits, release.quads(), prevailing)
        delta.apply(store)
        whole = derive(store, delta)
        report = validate(store, engine="fast")
        if not report.conforms:
            raise InvalidGraphError(report)
        own = stated(whole)
        if not dry:
            head = ledger.append(Edit(who, why, "rebase", base=release.id), whole, edits)
        carried = len(edits.added), len(edits.removed)
        return Move(head, len(own.added), len(own.removed), carried)
