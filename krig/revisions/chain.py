"""Reads a folder of revisions: which there are, how they follow each other, what each holds.

    r0-4c1d…/   record.json  added.nq  removed.nq      a revision: what came and what went
    c0-4c1d…/   record.json  graph.nq  added.nq  removed.nq
                                                       a checkpoint: the whole graph then, and the
                                                       edits that tell it from its release

The lowest checkpoint of a revision that is there is the floor: what lies below is no longer kept.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Final, Self

from pyoxigraph import Quad, RdfFormat, parse

from krig.delta import Delta, chained
from krig.revisions.faults import DamageError
from krig.revisions.record import FILE, Checkpoint, Record

ADDED: Final = "added.nq"
REMOVED: Final = "removed.nq"
GRAPH: Final = "graph.nq"

NAME: Final = re.compile(r"(?P<kind>[rc])(?P<number>[0-9]+)-[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A folder in the folder of revisions: of a revision (`r`) or of a checkpoint (`c`)."""

    kind: str
    number: int
    path: Path

    @property
    def of(self) -> str:
        """Return the name of the revision."""
        return f"r{self.path.name[1:]}"


@dataclass(frozen=True, slots=True)
class Chain:
    """The revisions of a folder: `revisions` and `checkpoints` are their paths, by number."""

    folder: Path
    revisions: dict[int, Path]
    checkpoints: dict[int, Path]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the chain in `folder`; it is empty where there is none.

        Raises:
            DamageError: parts of it are missing, or there twice.

        """
        found = tuple(entries(folder))
        revisions: dict[int, Path] = {}
        for each in found:
            if each.kind == "r" and each.number in revisions:
                ko, en = "같은 번호의 리비전이 둘 있습니다.", "two revisions have this number."
                raise DamageError(each.path, ko, en)
            if each.kind == "r":
                revisions[each.number] = each.path
        names = {path.name for path in revisions.values()}
        checkpoints = {
            each.number: each.path for each in found if each.kind == "c" and each.of in names
        }
        if not checkpoints and all(each.number == 0 for each in found):
            return cls(folder, {}, {})
        floor = min(checkpoints, default=-1)
        kept = {number: path for number, path in revisions.items() if number >= floor}
        if floor < 0 or sorted(kept) != [*range(floor, floor + len(kept))]:
            raise DamageError(folder, "빠진 리비전이 있습니다.", "revisions are missing.")
        return cls(folder, kept, checkpoints)

    @property
    def floor(self) -> int:
        """Return the number of the first revision that is kept."""
        return min(self.revisions)

    @property
    def last(self) -> int:
        """Return the number of the last revision."""
        return max(self.revisions)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the revisions, in order."""
        return tuple(self.revisions[number].name for number in sorted(self.revisions))

    def record(self, number: int) -> Record:
        """Return the record of a revision.

        Raises:
            DamageError: it is not as it was written.

        """
        return Record.read(self.revisions[number])

    def records(self, first: int, last: int) -> tuple[Record, ...]:
        """Return the records of the revisions from `first` to `last`, each sealed by the next.

        Raises:
            DamageError: one is not as it was written.

        """
        records = tuple(self.record(number) for number in range(first, last + 1))
        for before, after in pairwise(records):
            if after.previous != before.digest:
                path = self.revisions[after.number] / FILE
                ko, en = "앞 리비전의 다음이 아닙니다.", "it does not follow the one before it."
                raise DamageError(path, ko, en)
        return records

    def delta(self, record: Record) -> Delta:
        """Return what came and went with a revision.

        Raises:
            DamageError: it is not as it was written.

        """
        return _delta(self.revisions[record.number], record)

    def quads(self, number: int) -> Iterator[Quad]:
        """Return all quads of a revision: those of the checkpoint before it, and what came since.

        All files are read at once.

        Raises:
            DamageError: they are not as they were written. Where the last quad raises it, none may
                be used.

        """
        start = self._checkpoint(number)
        checkpoint, records = self._since(start, number)
        since = chained(map(self.delta, records[1:]))
        before = _quads(self.checkpoints[start] / GRAPH, checkpoint.graph)
        return self._counted(since.applied(before), records[-1])

    def _counted(self, quads: Iterable[Quad], record: Record) -> Iterator[Quad]:
        count = 0
        for quad in quads:
            count += 1
            yield quad
        if count != record.quads:
            path = self.revisions[record.number]
            ko, en = "쿼드의 수가 다릅니다.", "the number of quads is another."
            raise DamageError(path, ko, en)

    def edits(self, number: int) -> Delta:
        """Return all that edits have changed of the release on which a revision rests.

        What came and went also holds what krig makes of it, and the log of edits.

        Raises:
            DamageError: it is not as it was written.

        """
        start = self._checkpoint(number)
        checkpoint, records = self._since(start, number)
        before = _delta(self.checkpoints[start], checkpoint)
        return chained((before, *map(self.delta, records[1:])))

    def _checkpoint(self, number: int) -> int:
        return max(each for each in self.checkpoints if each <= number)

    def _since(self, start: int, number: int) -> tuple[Checkpoint, tuple[Record, ...]]:
        """Return the checkpoint at `start`, and the records from there to `number`."""
        records = self.records(start, number)
        path = self.checkpoints[start]
        checkpoint = Checkpoint.read(path)
        if checkpoint.digest != records[0].digest:
            ko, en = "그 리비전의 것이 아닙니다.", "it is not of its revision."
            raise DamageError(path, ko, en)
        return checkpoint, records


def entries(folder: Path) -> Iterator[Entry]:
    """Yield the revisions and checkpoints that `folder` lists."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if name := NAME.fullmatch(path.name):
            yield Entry(name["kind"], int(name["number"]), path)


def _delta(folder: Path, record: Record | Checkpoint) -> Delta:
    return Delta(
        frozenset(_quads(folder / ADDED, record.added)),
        frozenset(_quads(folder / REMOVED, record.removed)),
    )


def _quads(path: Path, digest: str) -> Iterator[Quad]:
    """Return the quads of a file that has that digest."""
    try:
        content = path.read_bytes()
    except OSError:
        raise DamageError(path, "읽을 수 없습니다.", "it cannot be read.") from None
    if sha256(content).hexdigest() != digest:
        raise DamageError(path, "내용이 바뀌었습니다.", "it has been changed.")
    return parse(content, format=RdfFormat.N_QUADS)
