"""What the benchmark compares: servers that are started over the same data."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.measures import Memory, Start
from bench.process import descendants, held


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    endpoint: str
    """The address that takes SPARQL queries by GET."""
    process: int
    loaded: float
    """How many seconds it took to put the data in, where that is a step of its own."""
    ready: float
    """After how many seconds, from its start, it answered a query."""

    forks: bool = False
    """Whether processes that it has started answer, and not itself."""

    def start(self) -> Start:
        """Return how long it took to start."""
        return Start(self.loaded, self.ready)

    def memory(self) -> Memory:
        """Return how many bytes it holds, its children included, and the largest that answers."""
        together, largest = held(self.process)
        if self.forks:
            largest = max((held(each)[1] for each in descendants(self.process)), default=0)
        return Memory(together, largest)


class Peer(Protocol):
    """A server that can be started."""

    @property
    def name(self) -> str:
        """What the tables call it."""

    def absent(self) -> str | None:
        """Return why it cannot be started here, if so."""

    def serving(self, data: Path, folder: Path) -> AbstractContextManager[Running]:
        """Let it serve the N-Quads file `data`, working in the empty `folder`, for a while."""
