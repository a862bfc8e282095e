"""Answers that were given before: the same query of the same revision has the same one.

They are kept as flat tuples of bytes: the collector of garbage does not look through those
(`server.repeats`).
"""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from server.readers.head import Head

SHARE: Final = 16
"""The largest answer that is kept has this part of all room: a few large ones drive out no many."""
FRAME: Final = 1024
"""How many bytes an entry takes beside its answer, about."""

Key = tuple[str, bytes]
"""A revision, and a digest of all that a query says."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole answer."""

    head: Head
    pieces: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """Return how many bytes it takes."""
        return FRAME + sum(map(len, self.pieces))


class Cache:
    """Whole answers, up to so many bytes; the least recently asked for goes first."""

    def __init__(self, budget: int) -> None:
        """Keep up to `budget` bytes."""
        self._budget = budget
        self._entries: OrderedDict[Key, tuple[bytes, ...]] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._entries)

    @property
    def largest(self) -> int:
        """Return how many bytes an answer may have to be kept."""
        return self._budget // SHARE

    def get(self, key: Key) -> Entry | None:
        """Return the answer for `key`, if it is kept."""
        kept = self._entries.get(key)
        if kept is None:
            return None
        self._entries.move_to_end(key)
        return _entry(kept)

    def put(self, key: Key, entry: Entry) -> None:
        """Keep the answer for `key`, if it is not too large."""
        if entry.size > self.largest:
            return
        known = self._entries.pop(key, None)
        self.size += entry.size - (_entry(known).size if known else 0)
        self._entries[key] = entry.head.encoded(), *entry.pieces
        while self.size > self._budget:
            _, oldest = self._entries.popitem(last=False)
            self.size -= _entry(oldest).size

    def clear(self) -> None:
        """Keep nothing of what was."""
        self._entries.clear()
        self.size = 0


def _entry(kept: tuple[bytes, ...]) -> Entry:
    head, *pieces = kept
    return Entry(Head.decoded(head), tuple(pieces))
