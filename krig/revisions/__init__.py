"""Revisions: edits of a released graph, each durable and named, none ever lost.

A history begins with a release and grows by one revision for each edit. It lies in a folder of its
own, `revisions/` beside `releases/`: a release can be made again from the tables at any time, an
edit from nothing else. So the folder holds a copy of the release too, and needs no other.

A new release does not touch it. The edits stay on the release on which they rest, until somebody
moves them to the new one (`krig.revisions.moving`), which tells where the two disagree.
"""

from krig.delta import Delta
from krig.revisions.faults import (
    Conflict,
    ConflictsError,
    DamageError,
    HistoryError,
    KeptGraphError,
    LockedError,
    NoHistoryError,
    NoReleaseError,
    NoRevisionError,
)
from krig.revisions.folder import Revisions
from krig.revisions.provenance import Edit
from krig.revisions.revision import Revision

__all__ = [
    "Conflict",
    "ConflictsError",
    "DamageError",
    "Delta",
    "Edit",
    "HistoryError",
    "KeptGraphError",
    "LockedError",
    "NoHistoryError",
    "NoReleaseError",
    "NoRevisionError",
    "Revision",
    "Revisions",
]
