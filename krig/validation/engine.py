"""Validates quads against shapes, with the fast engine, the judge, or both.

The engines see the union of all graphs, with what reasoning added: a node belongs to the classes
that are stated of it, that follow from axioms, and to their superclasses (`rdfs:subClassOf` in the
data, as SHACL itself reads it). A property's domain and range so make a member of a class; that a
thing only so mentioned has no row of a table is reported by the shape of facts.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from importlib import import_module
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse, serialize

from krig.terms import Term
from krig.validation import fast
from krig.validation.automaton import View
from krig.validation.engines import Engine
from krig.validation.excerpt import excerpt, marked
from krig.validation.footprint import footprint
from krig.validation.misread import misread_by_fast, misread_by_judge
from krig.validation.place import located
from krig.validation.report import Place, Report, Result
from krig.validation.report_graph import read_report
from krig.validation.shapes import ShapesGraph, krig_shapes
from krig.validation.unsupported import refuse_unsupported
from krig.validation.views import QuadsView, around, lines_about
from ontology.namespaces import SH

Results = tuple[Result, ...]


def validate(
    quads: Iterable[Quad],
    shapes: ShapesGraph | None = None,
    engine: Engine = "auto",
    places: Mapping[Term, Place] | None = None,
) -> Report:
    """Return the report on `quads`, located; without `shapes`, those of krig are meant.

    `fast` is the Rust library `shacl`, `pyshacl` the reference. With `auto` the fast engine
    validates, and pySHACL what the fast one cannot tell in full: see `found_by`.
    `places` tells where nodes are described, if not in the rows from which they are derived.

    Raises:
        krig.validation.shapes.ShapesError: the shapes are not as SHACL wants them.

    """
    graph = tuple(quads)
    asked = shapes or krig_shapes()
    lines = serialize((quad.triple for quad in graph), format=RdfFormat.N_TRIPLES) or b""
    found = found_by(engine, lines.decode(), asked, lambda: QuadsView(graph))
    view = QuadsView(around(lines, _ends(found))) if found else QuadsView(())
    return Report.of(located(found, view, asked, places or {}))


def validate_large(
    path: Path, shapes: ShapesGraph | None = None, engine: Engine = "auto"
) -> Report:
    """Return the report on the N-Triples file (`.nt`) at `path`, of which little is held in memory.

    It is that of `validate`, but that results on nodes which the file only mentions have no place.

    Raises:
        krig.validation.shapes.ShapesError: the shapes are not as SHACL wants them.
        OSError: the file cannot be read.
        SyntaxError: it is not N-Triples.

    """
    asked = shapes or krig_shapes()
    found = found_by(engine, path, asked, lambda: QuadsView(parse(path=path)))
    view = QuadsView(lines_about(path, {str(node) for node in _ends(found)}))
    return Report.of(located(found, view, asked, {})) if found else Report()


def found_by(
    engine: Engine, data: str | Path, shapes: ShapesGraph, view: Callable[[], View] | None = None
) -> Results:
    """Return what `engine` finds in `data`, N-Triples as a text or a file, seen through `view`.

    With `auto`, what the fast engine leaves untold of a result, pySHACL tells: the value that a
    query computed, and the labels of blank nodes. Of a graph in view it sees only what bears on
    the nodes in question.
    """
    refuse_unsupported(shapes)
    if misread_by_judge(shapes):
        return _fast(data, shapes)
    if engine == "pyshacl":
        return _judged(data, shapes)
    if misread := misread_by_fast(shapes):
        others = shapes.without(misread)
        return (*found_by(engine, data, others, view), *_judged(data, shapes.narrowed(misread)))
    found = _fast(data, shapes)
    untold = {each.focus_node for each in found if _untold(each)} if engine == "auto" else set()
    return _told(untold, found, data, shapes, view) if untold else found


def _told(
    nodes: Set[Term],
    found: Results,
    data: str | Path,
    shapes: ShapesGraph,
    view: Callable[[], View] | None,
) -> Results:
    """Return `found`, the results about `nodes` as pySHACL tells them."""
    if view is None:
        return _judged(data, shapes)
    if any(isinstance(node, BlankNode) for node in nodes) or not footprint(shapes).bounded:
        return _judged_at_fault(data, shapes, found)
    part = excerpt(shapes, view(), nodes)
    again = (each for each in _judged(part, marked(shapes)) if each.focus_node in nodes)
    return (*(each for each in found if each.focus_node not in nodes), *again)


def _ends(found: Results) -> set[Term]:
    """Return the nodes that results are about, and the values that they report."""
    ends = (end for each in found for end in (each.focus_node, each.value))
    return {end for end in ends if end is not None}


def _fast(data: str | Path, shapes: ShapesGraph) -> Results:
    return read_report(fast.report(data, shapes)).results


def _judged(data: str | Path, shapes: ShapesGraph) -> Results:
    judge = import_module("krig.validation.judge")  # it takes long to load, and is seldom asked
    return read_report(judge.report(data, shapes)).results


def _judged_at_fault(data: str | Path, shapes: ShapesGraph, found: Results) -> Results:
    """Return what pySHACL finds of the shapes that have found something."""
    sources = [each.source_shape for each in found if each.source_shape is not None]
    return _judged(data, shapes.narrowed(sources) if len(sources) == len(found) else shapes)


def _untold(result: Result) -> bool:
    """Tell whether the fast engine has left something of `result` untold."""
    computed = _is_of_query(result.component) and result.value is None
    return computed or any(
        isinstance(term, BlankNode) for term in (result.focus_node, result.value)
    )


def _is_of_query(component: NamedNode) -> bool:
    core = component.value.startswith(SH.iri)
    return not core or component == SH["SPARQLConstraintComponent"]
