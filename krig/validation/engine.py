"""Validates quads against shapes, with the fast engine, the judge, or both.

The engines see the union of all graphs, with what reasoning added: a node belongs to the classes
that are stated of it, that follow from axioms, and to their superclasses (`rdfs:subClassOf` in the
data, as SHACL itself reads it). A property's domain and range so make a member of a class; that a
thing only so mentioned has no row of a table is reported by the shape of facts.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from pyoxigraph import BlankNode, Quad, RdfFormat, serialize

from krig.terms import Term
from krig.validation import fast, judge
from krig.validation.place import located
from krig.validation.report import Place, Report
from krig.validation.report_graph import read_report
from krig.validation.shapes import ShapesGraph, krig_shapes

Engine = Literal["auto", "fast", "pyshacl"]


def validate(
    quads: Iterable[Quad],
    shapes: ShapesGraph | None = None,
    engine: Engine = "auto",
    places: Mapping[Term, Place] | None = None,
) -> Report:
    """Return the report on `quads`, located; without `shapes`, those of krig are meant.

    `fast` is the Rust library `shacl`, `pyshacl` the reference. With `auto` the fast engine
    decides; where it finds a violation, pySHACL writes the report of the shapes at fault.
    `places` tells where nodes are described, if not in the rows from which they are derived.

    Raises:
        krig.validation.shapes.ShapesError: the shapes are not as SHACL wants them.

    """
    graph = tuple(quads)
    asked = shapes or krig_shapes()
    lines = serialize((quad.triple for quad in graph), format=RdfFormat.N_TRIPLES) or b""
    return located(_found(lines.decode(), asked, engine), graph, asked, places or {})


def _found(data: str, shapes: ShapesGraph, engine: Engine) -> Report:
    if engine == "pyshacl":
        return read_report(judge.report(data, shapes))
    found = read_report(fast.report(data, shapes))
    if engine == "fast" or (found.conforms and not _anonymous(found)):
        return found
    sources = [each.source_shape for each in found.results if each.source_shape is not None]
    all_named = len(sources) == len(found.results)
    return read_report(judge.report(data, shapes.narrowed(sources) if all_named else shapes))


def _anonymous(report: Report) -> bool:
    """Tell whether `report` has blank nodes, which the fast engine labels anew."""
    return any(
        result.source_shape is None or isinstance(term, BlankNode)
        for result in report.results
        for term in (result.focus_node, result.value)
    )
