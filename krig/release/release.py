"""One release: a folder with the graph, its store and index, its report and its manifest."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, Store, parse

from krig.release.manifest import Manifest

DUMP: Final = "graph.nq"
STORE: Final = "store"
REPORT: Final = "report.ttl"


@dataclass(frozen=True, slots=True)
class Release:
    """An immutable state of the graph."""

    path: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """Return the release's name, such as `2026-11-24-0f3c5a9be214`."""
        return self.manifest.id

    @property
    def dump(self) -> Path:
        """Return the path of the whole graph as sorted canonical N-Quads."""
        return self.path / DUMP

    @property
    def report(self) -> Path:
        """Return the path of the validation report, in Turtle."""
        return self.path / REPORT

    def quads(self) -> Iterator[Quad]:
        """Yield the quads of the release, sorted."""
        yield from parse(path=self.dump, format=RdfFormat.N_QUADS)

    def store(self) -> Store:
        """Return the graph in a store in memory: slower to open than `open`, faster to query.

        Quads are parsed first, since a bulk load of a file labels its blank nodes anew each time.
        """
        store = Store()
        store.bulk_extend(self.quads())
        return store

    def open(self) -> Store:
        """Return the release's own store, on disk and read-only: it opens at once."""
        return Store.read_only(str(self.path / STORE))
