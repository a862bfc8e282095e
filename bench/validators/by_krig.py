"""krig, with its typed report: places and labels included."""

import sys
from pathlib import Path

from measuring import measured
from pyoxigraph import RdfFormat, parse, serialize

from krig.validation.engine import validate_large
from krig.validation.shapes import read_shapes


def main() -> int:
    """Validate."""
    data, shapes, out = map(Path, sys.argv[1:])
    with measured():
        report = validate_large(data, read_shapes([shapes]))
    triples = (quad.triple for quad in parse(report.turtle(), format=RdfFormat.TURTLE))
    serialize(triples, out, format=RdfFormat.N_TRIPLES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
