"""Moves edits from the release on which they rest to a new one.

What was added is added to the new release, what was removed is removed from it, unless that has
come about already. Where both sides have taken away the same statement and put different ones in
its place, they disagree: somebody decides which side prevails, and else nothing is moved.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import Literal

from pyoxigraph import Quad

from krig.delta import Delta
from krig.revisions.faults import Conflict, ConflictsError, Place
from krig.revisions.provenance import KEPT, stated

Prevailing = Literal["edits", "release"]


def rebase(
    head: Iterable[Quad],
    edits: Delta,
    release: Iterable[Quad],
    prevailing: Prevailing | None = None,
) -> tuple[Delta, Delta]:
    """Return what leads from `head` to the edited `release`, and what the edits are then.

    `head` holds the edited former release, `edits` is what tells it from that. What krig keeps
    itself does not count, on either side.

    Raises:
        ConflictsError: the sides disagree, and neither prevails.

    """
    now, new, edits = _stated(head), _stated(release), stated(edits)
    former = (now - edits.added) | edits.removed
    wanted = (new - edits.removed) | edits.added
    contested = {_place(quad) for quad in edits.removed & (former - new)}
    ours, theirs = (_at(contested, quads) for quads in (now, new))
    conflicts = {place for place in contested if ours[place] != theirs[place]}
    if conflicts and prevailing is None:
        before = _at(conflicts, former)
        found = (
            Conflict(place, *(frozenset(side[place]) for side in (before, ours, theirs)))
            for place in sorted(conflicts, key=str)
        )
        raise ConflictsError(found)
    side = ours if prevailing == "edits" else theirs
    settled = (quad for place in conflicts for quad in side[place])
    wanted = frozenset(quad for quad in wanted if _place(quad) not in conflicts).union(settled)
    return Delta.between(now, wanted), Delta.between(new, wanted)


def _stated(quads: Iterable[Quad]) -> frozenset[Quad]:
    return frozenset(quad for quad in quads if quad.graph_name not in KEPT)


def _place(quad: Quad) -> Place:
    return quad.subject, quad.predicate, quad.graph_name


def _at(places: Set[Place], quads: Set[Quad]) -> Mapping[Place, Set[Quad]]:
    """Return which of `quads` stand at each of `places`."""
    found = defaultdict[Place, set[Quad]](set)
    for quad in quads:
        if _place(quad) in places:
            found[_place(quad)].add(quad)
    return found
