"""A change of the graph: the quads that come, and those that go."""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Self

from pyoxigraph import DefaultGraph, Quad, Store


@dataclass(frozen=True, slots=True)
class Delta:
    """What comes was not there before, what goes was; so no quad does both."""

    added: frozenset[Quad] = field(default=frozenset())
    removed: frozenset[Quad] = field(default=frozenset())

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.added or self.removed)

    @classmethod
    def between(cls, before: Set[Quad], after: Set[Quad]) -> Self:
        """Return what leads from the quads `before` to those `after`."""
        return cls(frozenset(after - before), frozenset(before - after))

    def inverse(self) -> "Delta":
        """Return what takes this change back."""
        return Delta(self.removed, self.added)

    def then(self, later: "Delta") -> "Delta":
        """Return what this change and a `later` one make together."""
        return Delta(
            (self.added - later.removed) | (later.added - self.removed),
            (self.removed - later.added) | (later.removed - self.added),
        )

    def only(self, chosen: Callable[[Quad], bool]) -> "Delta":
        """Return the part of the change that is about `chosen` quads."""
        return Delta(frozenset(filter(chosen, self.added)), frozenset(filter(chosen, self.removed)))

    def applied(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Yield what the change makes of `quads`."""
        yield from (quad for quad in quads if quad not in self.removed)
        yield from self.added

    def apply(self, store: Store) -> None:
        """Change `store`. A graph that has no quads left is no longer there."""
        store.extend(self.added)
        for quad in self.removed:
            store.remove(quad)
        for name in {quad.graph_name for quad in self.removed}:
            emptied = next(store.quads_for_pattern(None, None, None, name), None) is None
            if emptied and not isinstance(name, DefaultGraph):
                store.remove_graph(name)


def chained(deltas: Iterable[Delta]) -> Delta:
    """Return what `deltas` make together, one after the other."""
    together = Delta()
    for delta in deltas:
        together = together.then(delta)
    return together
