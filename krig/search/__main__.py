"""`python -m krig.search GRAPH INDEX`: writes the index of a graph in N-Quads or N-Triples."""

import os
import sys
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from krig.search.index import write_index

LOWERED = 10
"""How far whoever searches or queries meanwhile goes before this process (nice(2))."""


def main(graph: str, index: str) -> None:
    """Write the index of the graph at `graph` to `index`."""
    os.nice(LOWERED)
    write_index(parse(path=graph, format=RdfFormat.N_QUADS), Path(index))


if __name__ == "__main__":
    main(*sys.argv[1:])
