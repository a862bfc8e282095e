"""The fast engine: the Rust library `shacl`.

It gives no `sh:value` to a result whose value a query computed, and it labels blank nodes anew;
`krig.validation.engine` knows what follows from that. Of the Rust libraries it is the one that
needs the least time and memory, and fails the fewest tests of the W3C.
"""

from functools import lru_cache
from pathlib import Path

import shacl

from krig.validation.shapes import ShapesError, ShapesGraph


def report(data: str | Path, shapes: ShapesGraph) -> str:
    """Return the report on `data`; the data, a text or a file, and the report are N-Triples.

    Raises:
        ShapesError: the shapes are not as SHACL wants them.

    """
    try:
        compiled = _compiled(shapes.ntriples)
        if isinstance(data, Path):
            found = compiled.validate_file(str(data))
        else:
            found = compiled.validate_text(data, "ntriples")
    except ValueError as error:
        raise ShapesError(str(error)) from None
    return found.serialize("ntriples")


@lru_cache(maxsize=4)
def _compiled(ntriples: str) -> shacl.Shapes:
    return shacl.Shapes.from_text(ntriples, "ntriples")
