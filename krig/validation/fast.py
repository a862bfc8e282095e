"""The fast engine: the Rust library `shacl`.

It gives no `sh:value` to a result whose value a query computed, and it labels blank nodes anew;
`krig.validation.engine` knows what follows from that.
"""

from functools import lru_cache

import shacl

from krig.validation.shapes import ShapesError, ShapesGraph


def report(data: str, shapes: ShapesGraph) -> str:
    """Return the report on `data`; data and report are N-Triples.

    Raises:
        ShapesError: the shapes are not as SHACL wants them.

    """
    try:
        found = _compiled(shapes.ntriples).validate_text(data, "ntriples")
    except ValueError as error:
        raise ShapesError(str(error)) from None
    return found.serialize("ntriples")


@lru_cache(maxsize=4)
def _compiled(ntriples: str) -> shacl.Shapes:
    return shacl.Shapes.from_text(ntriples, "ntriples")
