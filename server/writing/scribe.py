"""The process that writes: holds the last revision in memory, tries writes, appends what holds.

The front asks over a socket, one job at a time. An answer that nobody has asked for tells at first
that the process is ready. When the front hangs up, it ends.

    python -m server.writing.scribe DESCRIPTOR FOLDER LIMITS
"""

import gc
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Final

from krig.revisions import Delta, Edit, HistoryError, Revision, Revisions
from krig.revisions.ledger import Ledger
from server.readers.walls import files
from server.writing.faults import CrashedError, OvertakenError, StorageError, UnwrittenError, told
from server.writing.limits import WriteLimits
from server.writing.messages import LENGTH, Answer, Job, framed
from server.writing.outcome import Outcome
from server.writing.proposal import Proposal, propose, rehearse
from server.writing.request import Rollback
from server.writing.trial import AbandonedError, tried

LITTER: Final = 100_000
"""How many removed quads the store may hold at least: it never frees the room of one."""
FEW: Final = 10
"""How many revisions there may be at least beyond those that are kept."""


def main(arguments: list[str]) -> None:
    """Do what the front asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    descriptor, folder, limits = arguments
    front = socket.socket(fileno=int(descriptor))
    with suppress(AbandonedError, ConnectionError):
        try:
            scribe = Scribe(Revisions(Path(folder)), WriteLimits.model_validate_json(limits), front)
        except HistoryError as error:
            front.sendall(framed(Answer.of(told(error))))
            return
        scribe.run()


class Scribe:
    """Writes for one front."""

    def __init__(self, revisions: Revisions, limits: WriteLimits, front: socket.socket) -> None:
        """Load the last revision.

        Raises:
            HistoryError: there is none, or it is damaged.

        """
        self._revisions = revisions
        self._limits = limits
        self._front = front
        self._revision = revisions.state()
        self._store = self._revision.store()
        self._litter = 0
        rehearse()
        gc.collect()
        gc.freeze()

    def run(self) -> None:
        """Do jobs until the front hangs up, or the disk fails."""
        requests = self._front.makefile("rb")
        self._tell(Outcome(revision=self._revision.id, changed=False, added=0, removed=0))
        while start := requests.read(LENGTH.size):
            (length,) = LENGTH.unpack(start)
            job = Job.model_validate_json(requests.read(length))
            try:
                self._tell(self._done(job))
            except UnwrittenError as fault:
                self._tell(fault)
            except OSError as error:
                self._tell(StorageError(error.strerror or str(error)))
                return
            self._tidy()

    def _done(self, job: Job) -> Outcome:
        """Do a job, and return what became of it.

        Raises:
            UnwrittenError: nothing has been written.
            OSError: the disk fails.
            AbandonedError: the front has hung up, and nothing has been written.

        """
        until = monotonic() + job.seconds
        try:
            with self._revisions.writing(job.seconds) as ledger:
                self._follow(ledger.head)
                return self._written(job, ledger, until)
        except HistoryError as error:
            raise told(error) from None

    def _written(self, job: Job, ledger: Ledger, until: float) -> Outcome:
        write, last = job.write, ledger.head.id
        if write.expected not in {"", last}:
            raise OvertakenError(last)
        proposal = self._tried(job, until)
        head = proposal.head
        changed = bool(proposal.delta) or head.base not in {"", ledger.head.record.base}
        if changed and not write.dry:
            self._check(proposal.delta)
            edit = self._edit(job, head.base)
            self._follow(ledger.append(edit, proposal.delta, proposal.edits))
        return Outcome(
            revision=self._revision.id,
            changed=changed,
            added=head.added,
            removed=head.removed,
            created=head.created,
            verdict=head.verdict,
        )

    def _tried(self, job: Job, until: float) -> Proposal:
        def work() -> bytes:
            return propose(self._store, self._revisions, job.write, files).encoded()

        left, client = until - monotonic(), self._front.fileno()
        return Proposal.decoded(tried(work, self._limits.memory, left, client))

    def _check(self, delta: Delta) -> None:
        """Refuse a change that adds what is there, or removes what is not.

        It would make the history unreadable.
        """
        there = (quad in self._store for quad in delta.added)
        absent = (quad not in self._store for quad in delta.removed)
        if any(there) or any(absent):
            raise CrashedError("the change does not fit the graph")

    def _edit(self, job: Job, base: str) -> Edit:
        write, action = job.write, job.write.action
        target = ""
        if isinstance(action, Rollback):
            target = self._revisions.state(action.revision).id
        return Edit(write.who, write.why, action.how, job.request, target, base)

    def _follow(self, revision: Revision) -> None:
        """Hold `revision` in memory, whoever has made it."""
        if revision.record.previous == self._revision.record.digest:
            delta = revision.delta()
            delta.apply(self._store)
            self._litter += len(delta.removed)
            self._revision = revision
        elif revision != self._revision:
            self._load(revision)

    def _load(self, revision: Revision) -> None:
        self._revision = revision
        self._store = revision.store()
        self._litter = 0

    def _tidy(self) -> None:
        """Let go of old revisions, and of the room of removed quads."""
        if self._litter > max(LITTER, self._revision.record.quads):
            self._load(self._revision)
        with suppress(HistoryError), self._revisions.writing(0) as ledger:
            keep = self._limits.keep
            if ledger.count > keep + max(FEW, keep // 4):  # it takes a while
                ledger.keep(keep)

    def _tell(self, found: Outcome | UnwrittenError) -> None:
        self._front.sendall(framed(Answer.of(found)))


if __name__ == "__main__":
    main(sys.argv[1:])
