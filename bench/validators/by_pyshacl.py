"""pySHACL over graphs of rdflib, as its documentation shows it."""

import sys
from pathlib import Path

import pyshacl
import rdflib
from measuring import measured


def main() -> int:
    """Validate."""
    data, shapes, out = sys.argv[1:]
    with measured():
        graph = rdflib.Graph().parse(data, format="nt")
        _, report, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(shapes))
    Path(out).write_bytes(report.serialize(format="nt", encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
