"""What a template loads: a named, immutable state of the graph."""

from pathlib import Path
from typing import Protocol


class Revision(Protocol):
    """A state of the graph; `krig.release.Release` is one."""

    @property
    def id(self) -> str:
        """The name of the state: the same name, the same answers."""

    @property
    def dump(self) -> Path:
        """The path of the whole graph as N-Quads."""
