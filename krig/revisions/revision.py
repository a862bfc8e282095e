"""One revision: a state of the graph, who made it and why, and what came and went with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, Store

from krig.delta import Delta
from krig.revisions.chain import Chain
from krig.revisions.faults import DamageError, NoRevisionError
from krig.revisions.record import Record


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision in a folder of them. As a `Release`, it has an id, quads and a store.

    Whatever reads its files raises `DamageError` where they are not as they were written, and
    `NoRevisionError` where the revision is no longer kept.
    """

    folder: Path
    record: Record

    @property
    def id(self) -> str:
        """Return the revision's name, such as `r42-0f3c5a9be214`."""
        return self.record.id

    def quads(self) -> Iterator[Quad]:
        """Return all quads of the graph; where the last fails, those that came before are void."""
        chain = self._chain()
        try:
            return chain.quads(self.record.number)
        except DamageError:
            if self._chain() == chain:
                raise
            return self.quads()  # an old checkpoint was let go in the midst of it

    def store(self) -> Store:
        """Return the graph in a store in memory; blank nodes have the same labels each time."""
        store = Store()
        store.bulk_extend(self.quads())
        return store

    def delta(self) -> Delta:
        """Return what came and went with it, the log and what follows included."""
        return self._chain().delta(self.record)

    def _chain(self) -> Chain:
        """Return the chain of the folder.

        Raises:
            NoRevisionError: this revision is no longer in it.

        """
        chain = Chain.read(self.folder)
        kept = chain.revisions.get(self.record.number)
        if kept is None or kept.name != self.id:
            raise NoRevisionError(self.id, chain.names)
        return chain
