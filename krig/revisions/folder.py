"""The folder of revisions: which there are, what tells them apart, and how one is added whole.

A revision is written aside, made durable, and renamed into place: that is when it is made. What a
process that is killed leaves aside, the next one that writes removes. A lock lets one write at a
time, in whatever process it is.
"""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Final, Protocol

from pyoxigraph import Quad

from krig import diff
from krig.delta import Delta, chained
from krig.revisions.chain import Chain
from krig.revisions.faults import LockedError, NoHistoryError, NoRevisionError
from krig.revisions.ledger import Ledger
from krig.revisions.provenance import PROVENANCE, Edit, stated
from krig.revisions.revision import Revision

CURRENT: Final = "current"
LOCK: Final = ".lock"
GLANCE: Final = 0.01
"""How often one looks whether the lock is free, in seconds."""


class Base(Protocol):
    """What a history begins with; `krig.release.Release` is one."""

    @property
    def id(self) -> str:
        """Return its name."""

    def quads(self) -> Iterable[Quad]:
        """Return all quads that it holds."""


@dataclass(frozen=True, slots=True)
class Revisions:
    """The revisions in a folder, which need not exist yet.

    Whatever reads it raises `DamageError` where its files are not as they were written.
    """

    folder: Path

    def all(self) -> tuple[Revision, ...]:
        """Return the revisions that are kept, the oldest first; each is seen to follow the last."""
        chain = Chain.read(self.folder)
        if not chain.revisions:
            return ()
        records = chain.records(chain.floor, chain.last)
        return tuple(Revision(self.folder, record) for record in records)

    def changes(self) -> Iterator[tuple[Revision, Delta]]:
        """Yield the revisions that are kept, the oldest first, each with what was stated by it."""
        chain = Chain.read(self.folder)
        if chain.revisions:
            for record in chain.records(chain.floor, chain.last):
                yield Revision(self.folder, record), stated(chain.delta(record))

    def current(self) -> Revision | None:
        """Return the last revision, or None if the history has not begun."""
        chain = Chain.read(self.folder)
        return self._revision(chain, chain.last) if chain.revisions else None

    def find(self, name: str) -> Revision | None:
        """Return the revision of that id or number (`r42`), or `current`."""
        chain = Chain.read(self.folder)
        if name == CURRENT and chain.revisions:
            return self._revision(chain, chain.last)
        found = (
            number for number, path in chain.revisions.items() if name in {path.name, f"r{number}"}
        )
        return next((self._revision(chain, number) for number in found), None)

    def state(self, name: str = CURRENT) -> Revision:
        """Return the revision of that id or number, or `current`.

        Raises:
            NoHistoryError: there is no revision yet.
            NoRevisionError: there is none of that name, or it is no longer kept.

        """
        found = self.find(name)
        if found is not None:
            return found
        chain = Chain.read(self.folder)
        if not chain.revisions:
            raise NoHistoryError(self.folder)
        raise NoRevisionError(name, chain.names)

    def between(self, earlier: str, later: str) -> Delta:
        """Return what leads from one revision to another, whichever came first.

        Raises:
            NoRevisionError: there is no such revision.

        """
        first, last = self.state(earlier).record.number, self.state(later).record.number
        if first > last:
            return self.between(later, earlier).inverse()
        chain = Chain.read(self.folder)
        return chained(map(chain.delta, chain.records(first, last)[1:]))

    def compare(self, earlier: str, later: str) -> tuple[diff.Change, ...]:
        """Return what changed from one revision to another, in facts.

        Raises:
            NoRevisionError: there is no such revision.

        """
        delta = self.between(earlier, later).only(_is_no_log)
        things = {quad.subject for quad in delta.added | delta.removed}
        before = {quad for quad in self.state(earlier).quads() if quad.subject in things}
        after = (before - delta.removed) | delta.added
        return tuple(diff.changes(diff.facts(before), diff.facts(after)))

    def back(self, name: str) -> Delta:
        """Return what leads from the last revision back to another; the log of edits stays.

        Raises:
            NoRevisionError: there is no such revision.

        """
        return self.between(CURRENT, name).only(_is_no_log)

    def edits(self) -> Delta:
        """Return what tells the last revision from the release on which it rests.

        Raises:
            NoHistoryError: there is no revision yet.

        """
        number = self.state().record.number
        return stated(Chain.read(self.folder).edits(number))

    def rollback(self, name: str, who: str, why: str) -> Revision:
        """Append a revision that holds what another held, but for the log of edits.

        Raises:
            NoRevisionError: there is no such revision.

        """
        with self.writing() as ledger:
            target = self.state(name).id
            edit = Edit(who, why, "rollback", target=target)
            return ledger.append(edit, self.back(target))

    def begin(self, release: Base) -> Revision:
        """Return the last revision; where there is none yet, `release` becomes the first.

        What is there stays, also where it rests on another release: edits are never dropped.
        """
        with self.writing() as ledger:
            return ledger.head if ledger.begun else ledger.begin(release.id, release.quads())

    def keep(self, count: int) -> None:
        """Let go of all but the last `count` revisions; these answer as before."""
        with self.writing() as ledger:
            ledger.keep(count)

    def verify(self) -> None:
        """Read every file of every revision that is kept.

        Raises:
            DamageError: one is not as it was written.

        """
        for revision in self.all():
            revision.delta()
        chain = Chain.read(self.folder)
        for number in chain.checkpoints:
            for _ in chain.quads(number):
                pass
            chain.edits(number)

    @contextmanager
    def writing(self, seconds: float | None = None) -> Iterator[Ledger]:
        """Yield what adds to the history, when no other process does.

        Raises:
            LockedError: another still does after so many seconds.

        """
        self.folder.mkdir(parents=True, exist_ok=True)
        until = None if seconds is None else monotonic() + seconds
        with (self.folder / LOCK).open("w") as lock:
            while not _locked(lock.fileno(), wait=until is None):
                if until is not None and monotonic() > until:
                    raise LockedError(self.folder)
                sleep(GLANCE)
            yield Ledger(self.folder)

    def _revision(self, chain: Chain, number: int) -> Revision:
        return Revision(self.folder, chain.record(number))


def _is_no_log(quad: Quad) -> bool:
    return quad.graph_name != PROVENANCE


def _locked(descriptor: int, *, wait: bool) -> bool:
    """Take the lock, and tell whether that was possible."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
