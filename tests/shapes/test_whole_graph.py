"""The graph that the project's own tables make keeps the shapes."""

from collections import Counter
from typing import Final

import pytest

from krig.graph import Graph
from krig.validation import Report, Severity, validate
from krig.validation.json import render
from krig.validation.shapes import SHAPE
from ontology.namespaces import RDF, SKOS
from tests.shapes.examples import alone, classes

NOT_MENDED_HERE: Final = {
    (Severity.WARNING, SHAPE["ExplainedCertainty-note"]),
    (Severity.WARNING, SHAPE["FindableSource"]),
    (Severity.INFO, SHAPE["SharedLabel-label"]),
    (Severity.INFO, SHAPE["UnknownName-nameKnown"]),
    (Severity.INFO, SHAPE["UnknownParticipants-participant"]),
}
"""What may remain: it is worth knowing, or no source is known that would mend it."""


@pytest.fixture(scope="module")
def report(graph: Graph) -> Report:
    return validate(graph.quads())


def test_the_graph_breaks_no_shape(report: Report) -> None:
    assert report.conforms


def test_what_remains_is_worth_knowing_or_cannot_be_mended_here(report: Report) -> None:
    assert {(each.severity, each.source_shape) for each in report.results} <= NOT_MENDED_HERE


def test_three_names_are_unknown_and_one_is_shared(report: Report) -> None:
    counts = Counter(result.source_shape for result in report.results)
    assert counts[SHAPE["UnknownName-nameKnown"]] == 3
    assert counts[SHAPE["SharedLabel-label"]] == 2


def test_every_result_is_placed_in_a_row_and_named(report: Report) -> None:
    for result in report.results:
        assert result.place is not None
        assert result.place.row > 1
        assert {label.language for label in result.focus_labels} == {"ko", "en"}


def test_the_judge_finds_the_same(graph: Graph, report: Report) -> None:
    assert render(validate(graph.quads(), engine="pyshacl")) == render(report)


def test_a_thing_of_which_only_the_class_is_told_lacks_row_source_and_certainty(
    graph: Graph,
) -> None:
    """So that what is only mentioned, and belongs to a class by a property's range, is found."""
    types = [quad for quad in graph.facts if quad.predicate == RDF["type"]]
    report = validate([*types, *classes()], alone("Fact"), "fast")
    schemes = {quad.subject for quad in types if quad.object == SKOS["ConceptScheme"]}
    things = {quad.subject for quad in types} - schemes
    for name in ("Fact-row", "Fact-source", "Fact-certainty"):
        found = [each for each in report.results if each.source_shape == SHAPE[name]]
        assert {result.focus_node for result in found} == things
