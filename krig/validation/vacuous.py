"""Tells whether shapes are about anything in the data: where they are not, all conforms to them.

Source: Shapes Constraint Language (SHACL), section 2.1.3.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pyoxigraph import Quad

from krig.terms import Term
from krig.validation.shapes import ShapesGraph
from ontology.namespaces import RDF, RDFS, SH


def is_vacuous(shapes: ShapesGraph, quads: Sequence[Quad]) -> bool:
    """Tell whether no shape has a target in `quads`.

    A target that is not of SHACL's core, or that is a node, is taken for one that is there.
    """
    told = defaultdict[Term, set[Term]](set)
    implicit: set[Term] = set()
    for triple in shapes.triples():
        told[triple.predicate].add(triple.object)
        if triple.predicate == RDF["type"] and triple.object == RDFS["Class"]:
            implicit.add(triple.subject)
    if told[SH["targetNode"]] or told[SH["target"]]:
        return False
    related = told[SH["targetSubjectsOf"]] | told[SH["targetObjectsOf"]]
    classes = _narrower(told[SH["targetClass"]] | implicit, quads)
    return not any(
        quad.predicate in related or (quad.predicate == RDF["type"] and quad.object in classes)
        for quad in quads
    )


def _narrower(classes: set[Term], quads: Iterable[Quad]) -> set[Term]:
    below = [(q.subject, q.object) for q in quads if q.predicate == RDFS["subClassOf"]]
    reached = set(classes)
    while more := {lower for lower, upper in below if upper in reached} - reached:
        reached |= more
    return reached
