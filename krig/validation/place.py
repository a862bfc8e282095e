"""Finds where to mend what a result reports: the table, the row, the column.

A resource tells by `prov:wasDerivedFrom <…/data/TABLE.csv#row=N>` from which row it was made.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Quad

from krig.terms import Term
from krig.validation.report import Place, Report, Result, Texts
from krig.validation.shapes import ShapesGraph
from ontology.namespaces import PROV, RDFS

ROW: Final = re.compile(r"https://w3id\.org/krig/(?P<file>data/[^#]+)#row=(?P<row>[0-9]+)")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the graph says of the nodes of a report: rows, labels, and who refers to them."""

    rows: Mapping[Term, Place]
    labels: Mapping[Term, Texts]
    referrers: Mapping[Term, tuple[Term, ...]]

    def place(self, result: Result, column: str) -> Place | None:
        """Return the row of the focus node, else of the value, else of what refers to it.

        A column is that of a row of the thing itself: what refers to it has other columns, and a
        file has none.
        """
        for node in (result.focus_node, result.value):
            if node is not None and node in self.rows:
                place = self.rows[node]
                return replace(place, column=column) if place.row else place
        referring = (self.rows[each] for each in self.referrers.get(result.focus_node, ()))
        return min(referring, default=None)

    def labels_of(self, node: Term | None) -> Texts:
        """Return the labels of `node`."""
        return () if node is None else self.labels.get(node, ())


def located(
    report: Report, quads: Iterable[Quad], shapes: ShapesGraph, places: Mapping[Term, Place]
) -> Report:
    """Return `report` with the place and the labels of each result.

    A node that `places` tells of stands there, any other in the row from which it is derived.
    """
    if not report.results:
        return report
    columns = shapes.columns()
    around = _surroundings(report, quads, places)
    return Report.of(
        replace(
            result,
            place=around.place(result, columns.get(result.source_shape, "")),
            focus_labels=around.labels_of(result.focus_node),
            value_labels=around.labels_of(result.value),
        )
        for result in report.results
    )


def _surroundings(
    report: Report, quads: Iterable[Quad], places: Mapping[Term, Place]
) -> Surroundings:
    focused = {result.focus_node for result in report.results}
    told_of = focused | {result.value for result in report.results}
    rows: dict[Term, Place] = {}
    labels: dict[Term, set[RdfLiteral]] = defaultdict(set)
    referrers: dict[Term, set[Term]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == PROV["wasDerivedFrom"] and (place := _row(quad.object)):
            rows[quad.subject] = min(place, rows.get(quad.subject, place))
        elif quad.predicate == RDFS["label"] and quad.subject in told_of:
            if isinstance(quad.object, RdfLiteral):
                labels[quad.subject].add(quad.object)
        elif quad.object in focused:
            referrers[quad.object].add(quad.subject)
    rows |= places
    return Surroundings(
        rows,
        {node: tuple(sorted(texts, key=str)) for node, texts in labels.items()},
        {node: tuple(each for each in nodes if each in rows) for node, nodes in referrers.items()},
    )


def _row(term: Term) -> Place | None:
    match = ROW.fullmatch(term.value) if isinstance(term, NamedNode) else None
    return Place(match["file"], int(match["row"])) if match else None
