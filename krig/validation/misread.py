"""What an engine reads otherwise than SHACL means it.

- shacl 0.3.4 lets `sh:closed` of a property shape be about its focus node, not about its values:
  such shapes are left to pySHACL.
- pySHACL 0.40.1 takes any form of true for the `true` of `sh:uniqueLang`, and does not follow
  `owl:imports` to the prefixes of a query: it is told the shapes in other words. It cannot give a
  query the shapes graph: shapes with such queries are left to the fast engine.
- pySHACL compares the boolean `true` with numbers, as if it were 1: alone of these, this is not
  put right where pySHACL is asked for by name.

Source: Shapes Constraint Language (SHACL), sections 4.3, 4.4.5, 4.8.1, 5.2.1 and 5.3.1.
"""

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from krig.terms import Term
from krig.validation.shapes import ShapesGraph, reached
from ontology.namespaces import OWL, SH, XSD

CLOSED: Final = str(SH["closed"])
TRUE: Final = Literal("true", datatype=XSD["boolean"])

SHAPES_GRAPH: Final = re.compile(r"[$?]shapesGraph\b")


def misread_by_fast(shapes: ShapesGraph) -> frozenset[Term]:
    """Return the shapes that the fast engine reads otherwise than SHACL means them."""
    if CLOSED not in shapes.ntriples:
        return frozenset()
    triples = shapes.triples()
    closed = {each.subject for each in triples if each.predicate == SH["closed"]}
    return frozenset(
        each.subject for each in triples if each.predicate == SH["path"] and each.subject in closed
    )


def misread_by_judge(shapes: ShapesGraph) -> bool:
    """Tell whether pySHACL cannot evaluate `shapes`."""
    return bool(SHAPES_GRAPH.search(shapes.ntriples))


def put_right(shapes: ShapesGraph) -> ShapesGraph:
    """Return what `shapes` means, as pySHACL reads it."""
    triples = shapes.triples()
    kept = [each for each in triples if each.predicate != SH["uniqueLang"] or each.object == TRUE]
    declared = [*_imported_prefixes(triples)]
    if len(kept) == len(triples) and not declared:
        return shapes
    return ShapesGraph("".join(f"{each} .\n" for each in dict.fromkeys([*kept, *declared])))


def _imported_prefixes(triples: tuple[Triple, ...]) -> Iterator[Triple]:
    """Yield the prefix declarations of what the prefixes of queries import."""
    imports = [(each.subject, each.object) for each in triples if each.predicate == OWL["imports"]]
    if not imports:
        return
    declared = [each for each in triples if each.predicate == SH["declare"]]
    for prefixes in {each.object for each in triples if each.predicate == SH["prefixes"]}:
        if isinstance(prefixes, NamedNode):
            known = reached(imports, [prefixes])
            for each in declared:
                if each.subject in known:
                    yield Triple(prefixes, SH["declare"], each.object)
