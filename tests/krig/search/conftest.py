"""The index of the whole graph, and of small ones."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from krig.graph import Graph
from krig.search.index import write_index
from krig.search.searching import Index

PREFIXES = """
PREFIX : <https://w3id.org/krig/id/>
PREFIX krig: <https://w3id.org/krig/def/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

Indexed = Callable[[str], Index]


@pytest.fixture(scope="session")
def index_file(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the whole graph."""
    path = tmp_path_factory.mktemp("search") / "search.db"
    write_index(graph.quads(), path)
    return path


@pytest.fixture(scope="session")
def index(index_file: Path) -> Iterator[Index]:
    """That index, to be searched."""
    index = Index.open(index_file)
    yield index
    index.close()


@pytest.fixture
def indexed(tmp_path: Path) -> Indexed:
    """Makes the index of a graph in Turtle."""

    def made(turtle: str) -> Index:
        path = tmp_path / "search.db"
        write_index(parse(PREFIXES + turtle, RdfFormat.TURTLE), path)
        return Index.open(path)

    return made
