"""A report is in an order of its own, and is written as SHACL defines it."""

from itertools import permutations

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from krig.validation import Place, Report, Result, Severity
from krig.validation.path import Inverse
from krig.validation.report_graph import read_report
from ontology.namespaces import SH

EX = "https://example.org/"


def result(
    name: str, severity: Severity = Severity.VIOLATION, place: Place | None = None
) -> Result:
    return Result(
        severity=severity,
        focus_node=NamedNode(EX + name),
        path=Inverse(NamedNode(f"{EX}knows")),
        value=Literal("안녕", language="ko"),
        source_shape=NamedNode(f"{EX}Shape"),
        component=SH["PatternConstraintComponent"],
        messages=(Literal("Mend it.", language="en"), Literal("고치십시오.", language="ko")),
        place=place,
    )


def test_results_are_sorted_by_severity_then_place_then_focus_node() -> None:
    expected = (
        result("z", Severity.VIOLATION, Place("data/a.csv", 2)),
        result("a", Severity.VIOLATION, Place("data/a.csv", 10)),
        result("b", Severity.VIOLATION, Place("data/a.csv", 10)),
        result("a", Severity.VIOLATION),
        result("a", Severity.INFO, Place("data/a.csv", 2)),
    )
    assert {Report.of(each) for each in permutations(expected)} == {Report(expected)}


def test_only_violations_keep_a_report_from_conforming() -> None:
    assert Report().conforms
    assert Report((result("a", Severity.WARNING), result("b", Severity.INFO))).conforms
    assert not Report((result("a"),)).conforms


def test_in_turtle_any_result_keeps_a_report_from_conforming() -> None:
    assert conforms_in_turtle(Report()) == "true"
    assert conforms_in_turtle(Report((result("a", Severity.INFO),))) == "false"


def test_a_report_in_turtle_is_the_same_bytes_in_every_process() -> None:
    prefixes = [line for line in Report().turtle().splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert len(prefixes) > 10


def conforms_in_turtle(report: Report) -> str:
    (value,) = (
        quad.object.value
        for quad in parse(report.turtle(), format=RdfFormat.TURTLE)
        if quad.predicate == SH["conforms"] and isinstance(quad.object, Literal)
    )
    return value


def test_a_report_in_turtle_is_read_as_the_same() -> None:
    report = Report.of([result("a"), result("b", Severity.WARNING), result("c", Severity.INFO)])
    triples = parse(report.turtle(), format=RdfFormat.TURTLE)
    assert read_report("".join(f"{quad.triple} .\n" for quad in triples)) == report


def test_a_severity_that_shacl_does_not_know_is_a_violation() -> None:
    assert Severity.of(NamedNode(f"{EX}Fatal")) is Severity.VIOLATION
    assert Severity.of(SH["Warning"]) is Severity.WARNING


def test_a_place_is_told_as_far_as_it_is_known() -> None:
    assert str(Place("data/regions.csv", 12, "kind")) == "data/regions.csv:12: kind"
    assert str(Place("data/regions.csv", 12)) == "data/regions.csv:12"
    assert str(Place("shapes.ttl")) == "shapes.ttl"
