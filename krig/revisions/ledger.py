"""The history while one process alone may add to it: appends revisions, and lets old ones go."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from krig.delta import Delta
from krig.revisions.chain import ADDED, GRAPH, REMOVED, Chain, entries
from krig.revisions.durable import STAGED, discard, publish, remove, staging, write
from krig.revisions.faults import NoHistoryError
from krig.revisions.provenance import Edit, stated, told
from krig.revisions.record import FILE, Checkpoint, Record, encoded
from krig.revisions.revision import Revision
from krig.serialisation import canonical

EMPTY: Final = sha256(b"").hexdigest()


class Ledger:
    """Adds to the revisions in a folder; whoever makes one holds the lock."""

    def __init__(self, folder: Path) -> None:
        """Take over the history in `folder`, and remove what a killed process has left there.

        Raises:
            DamageError: the history is not as it was written.

        """
        self._folder = folder
        self._chain = Chain.read(folder)
        last = self._chain.last if self._chain.revisions else -1
        staged = (path for path in folder.iterdir() if path.name.startswith(STAGED))
        unborn = (each.path for each in entries(folder) if each.number > last)
        for path in (*staged, *unborn):
            remove(path)

    @property
    def head(self) -> Revision:
        """Return the last revision.

        Raises:
            NoHistoryError: there is none.

        """
        if not self._chain.revisions:
            raise NoHistoryError(self._folder)
        return Revision(self._folder, self._chain.record(self._chain.last))

    @property
    def count(self) -> int:
        """Return how many revisions are kept."""
        return len(self._chain.revisions)

    @property
    def begun(self) -> bool:
        """Tell whether there is a revision."""
        return bool(self._chain.revisions)

    def begin(self, base: str, quads: Iterable[Quad]) -> Revision:
        """Begin the history with the release called `base`, which holds `quads`."""
        graph = canonical(quads)
        record = Record(
            number=0,
            previous="",
            base=base,
            created=_now(),
            who="krig",
            why=base,
            how="begin",
            quads=graph.count(b"\n"),
            added=EMPTY,
            removed=EMPTY,
        ).sealed()
        self._check(record, graph, Delta())
        return self._publish(record, b"", b"")

    def append(self, edit: Edit, delta: Delta, edits: Delta | None = None) -> Revision:
        """Append the revision that `delta` makes of the last one, with its entry in the log.

        Where the revision rests on another release than that, `edits` is what tells it from it.
        """
        head = self.head.record
        created = _now()
        entry = frozenset(told(edit, delta, head.number + 1, created))
        whole = Delta(delta.added | entry, delta.removed)
        added, removed = canonical(whole.added), canonical(whole.removed)
        record = Record(
            number=head.number + 1,
            previous=head.digest,
            base=edit.base or head.base,
            created=created,
            who=edit.who,
            why=edit.why,
            how=edit.how,
            target=edit.target,
            request=edit.request,
            quads=head.quads + len(whole.added) - len(whole.removed),
            added=sha256(added).hexdigest(),
            removed=sha256(removed).hexdigest(),
        ).sealed()
        if edits is not None:
            after = whole.applied(self._chain.quads(head.number))
            self._check(record, canonical(after), edits)
        return self._publish(record, added, removed)

    def keep(self, count: int) -> None:
        """Let go of all but the last `count` revisions; these answer as before.

        Raises:
            DamageError: the history is not as it was written; then nothing is let go.

        """
        chain = self._chain
        if not self.begun:
            return
        floor = max(chain.floor, chain.last - count + 1)
        if floor not in chain.checkpoints:
            graph, edits = canonical(chain.quads(floor)), stated(chain.edits(floor))
            self._check(chain.record(floor), graph, edits)
        old = (each for each in entries(self._folder) if each.number < floor)
        for each in sorted(old, key=lambda each: (each.kind, each.number)):
            discard(each.path)
        self._chain = Chain.read(self._folder)

    def _publish(self, record: Record, added: bytes, removed: bytes) -> Revision:
        with staging(self._folder) as staged:
            write(staged / ADDED, added)
            write(staged / REMOVED, removed)
            write(staged / FILE, encoded(record))
            publish(staged, self._folder / record.id)
        self._chain = Chain.read(self._folder)
        return Revision(self._folder, record)

    def _check(self, record: Record, graph: bytes, edits: Delta) -> None:
        """Write the checkpoint of a revision, of which it becomes part when both are there."""
        added, removed = canonical(edits.added), canonical(edits.removed)
        checkpoint = Checkpoint(
            digest=record.digest,
            graph=sha256(graph).hexdigest(),
            added=sha256(added).hexdigest(),
            removed=sha256(removed).hexdigest(),
        )
        with staging(self._folder) as staged:
            write(staged / GRAPH, graph)
            write(staged / ADDED, added)
            write(staged / REMOVED, removed)
            write(staged / FILE, encoded(checkpoint))
            publish(staged, self._folder / record.checkpoint)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
