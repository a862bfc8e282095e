"""What leads from the revision that a template holds to the next, so that it need not load that."""

from dataclasses import dataclass
from typing import Final, Self

from pyoxigraph import Quad, RdfFormat, Store, parse, serialize

from krig.delta import Delta

LARGEST: Final = 16 * 2**20
"""How many bytes a change may have: to load a graph anew tidies up after a larger one."""


@dataclass(frozen=True, slots=True)
class Change:
    """What comes and what goes, as N-Quads, and the name of the revision to which that happens."""

    before: str
    added: bytes
    removed: bytes

    @classmethod
    def of(cls, before: str, delta: Delta) -> Self:
        """Return the change that `delta` is."""
        return cls(before, _written(delta.added), _written(delta.removed))

    @property
    def size(self) -> int:
        """Return how many bytes it has."""
        return len(self.added) + len(self.removed)


def apply(added: bytes, removed: bytes, store: Store) -> None:
    """Change `store`, whose blank nodes have the labels that N-Quads call them by."""
    Delta(_read(added), _read(removed)).apply(store)


def _written(quads: frozenset[Quad]) -> bytes:
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def _read(quads: bytes) -> frozenset[Quad]:
    return frozenset(parse(quads, format=RdfFormat.N_QUADS))
