"""Finds where to mend what a result reports: the table, the row, the column.

A resource tells by `prov:wasDerivedFrom <…/data/TABLE.csv#row=N>` from which row it was made.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from krig.terms import Term
from krig.validation.automaton import Step, View
from krig.validation.report import Place, Result, Texts
from krig.validation.shapes import ShapesGraph
from ontology.namespaces import PROV, RDFS

ROW: Final = re.compile(r"https://w3id\.org/krig/(?P<file>data/[^#]+)#row=(?P<row>[0-9]+)")

DERIVED: Final = Step(PROV["wasDerivedFrom"], inverse=False)
LABEL: Final = Step(RDFS["label"], inverse=False)
ANY_INVERSE: Final = Step(None, inverse=True)
NAMING: Final = {PROV["wasDerivedFrom"], RDFS["label"]}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a graph says of the nodes of a report: rows, labels, and who refers to them."""

    view: View
    places: Mapping[Term, Place]

    def place(self, result: Result, column: str) -> Place | None:
        """Return the row of the focus node, else of the value, else of what refers to it.

        A column is that of a row of the thing itself: what refers to it has other columns, and a
        file has none.
        """
        for node in (result.focus_node, result.value):
            if node is not None and (place := self.row(node)):
                return replace(place, column=column) if place.row else place
        referring = self.view.over(result.focus_node, ANY_INVERSE)
        rows = (self.row(each.subject) for each in referring if each.predicate not in NAMING)
        return min((row for row in rows if row), default=None)

    def row(self, node: Term) -> Place | None:
        """Return where `node` is described."""
        if node in self.places:
            return self.places[node]
        rows = (_row(each.object) for each in self.view.over(node, DERIVED))
        return min((row for row in rows if row), default=None)

    def labels_of(self, node: Term | None) -> Texts:
        """Return the labels of `node`."""
        if node is None:
            return ()
        told = {each.object for each in self.view.over(node, LABEL)}
        return tuple(sorted((each for each in told if isinstance(each, RdfLiteral)), key=str))


def located(
    results: Iterable[Result], view: View, shapes: ShapesGraph, places: Mapping[Term, Place]
) -> Iterator[Result]:
    """Yield `results` with the place and the labels of each.

    A node that `places` tells of stands there, any other in the row from which it is derived.
    """
    columns = _columns(shapes)
    around = Surroundings(view, places)
    for result in results:
        yield replace(
            result,
            place=around.place(result, columns.get(result.source_shape, "")),
            focus_labels=around.labels_of(result.focus_node),
            value_labels=around.labels_of(result.value),
        )


@lru_cache(maxsize=8)
def _columns(shapes: ShapesGraph) -> Mapping[Term | None, str]:
    return shapes.columns()


def _row(term: Term) -> Place | None:
    match = ROW.fullmatch(term.value) if isinstance(term, NamedNode) else None
    return Place(match["file"], int(match["row"])) if match else None
