"""Every shape has a valid example, and every constraint an invalid one that it finds."""

from typing import Final

import pytest
from pyoxigraph import NamedNode, Quad, Triple

from krig.validation.shapes import SHAPE, TARGETS, krig_shapes
from ontology.namespaces import RDF, RDFS, SH
from tests.shapes.examples import (
    EXAMPLES,
    Example,
    alone,
    classes,
    invalid_examples,
    told,
    valid_examples,
)

COMPONENTS: Final = {
    SH[parameter]: SH[f"{component}ConstraintComponent"]
    for parameter, component in {
        "class": "Class",
        "closed": "Closed",
        "datatype": "Datatype",
        "equals": "Equals",
        "hasValue": "HasValue",
        "in": "In",
        "languageIn": "LanguageIn",
        "maxCount": "MaxCount",
        "minCount": "MinCount",
        "minExclusive": "MinExclusive",
        "minInclusive": "MinInclusive",
        "minLength": "MinLength",
        "nodeKind": "NodeKind",
        "not": "Not",
        "or": "Or",
        "pattern": "Pattern",
        "qualifiedMaxCount": "QualifiedMaxCount",
        "qualifiedMinCount": "QualifiedMinCount",
        "sparql": "SPARQL",
        "uniqueLang": "UniqueLang",
        "xone": "Xone",
    }.items()
}
"""The constraint component that each parameter of the shapes stands for."""

NO_CONSTRAINT: Final = TARGETS | {
    SH[name]
    for name in (
        "declare",
        "ignoredProperties",
        "message",
        "path",
        "prefixes",
        "property",
        "qualifiedValueShape",
        "select",
        "severity",
    )
}
"""What the shapes say by SHACL that is no constraint by itself."""

VALID: Final = valid_examples()
INVALID: Final = invalid_examples()


def said_of_named_shapes() -> list[Triple]:
    return [
        triple
        for triple in krig_shapes().triples()
        if isinstance(triple.subject, NamedNode) and triple.predicate in SH
    ]


def shapes_with_targets() -> set[str]:
    return {
        triple.subject.value.removeprefix(SHAPE.iri)
        for triple in said_of_named_shapes()
        if triple.predicate in TARGETS and isinstance(triple.subject, NamedNode)
    }


def focus_nodes(example: Example) -> set[object]:
    """What the targets of the example's shape select in it (SHACL, section 2.1.3)."""
    quads: list[Quad] = [*example.quads(), *classes()]
    targets = [triple for triple in alone(example.shape).triples() if triple.predicate in TARGETS]
    below = {(quad.subject, quad.object) for quad in quads if quad.predicate == RDFS["subClassOf"]}
    wanted: set[object] = {
        triple.object for triple in targets if triple.predicate == SH["targetClass"]
    }
    while more := {lower for lower, upper in below if upper in wanted} - wanted:
        wanted |= more

    def of(target: str) -> set[object]:
        return {triple.object for triple in targets if triple.predicate == SH[target]}

    return (
        {quad.subject for quad in quads if quad.predicate == RDF["type"] and quad.object in wanted}
        | {quad.subject for quad in quads if quad.predicate in of("targetSubjectsOf")}
        | {quad.object for quad in quads if quad.predicate in of("targetObjectsOf")}
        | {quad.object for quad in quads if quad.object in of("targetNode")}
    )


def test_what_the_shapes_say_is_known_to_this_test() -> None:
    used = {triple.predicate for triple in said_of_named_shapes()}
    assert used <= COMPONENTS.keys() | NO_CONSTRAINT


def test_every_shape_with_a_target_has_a_valid_example_and_no_other_has() -> None:
    assert {example.shape for example in VALID} == shapes_with_targets()
    assert {path.name for path in EXAMPLES.iterdir()} == shapes_with_targets()


def test_every_constraint_finds_something_in_an_invalid_example() -> None:
    stated = {
        (triple.subject, COMPONENTS[triple.predicate])
        for triple in said_of_named_shapes()
        if triple.predicate in COMPONENTS
    }
    found = {
        (result.source_shape, result.component)
        for example in INVALID
        for result in example.report("fast").results
    }
    assert stated == found


@pytest.mark.parametrize("example", VALID, ids=str)
def test_a_valid_example_has_something_to_check_and_nothing_to_report(example: Example) -> None:
    assert focus_nodes(example)
    assert example.report("pyshacl").results == example.report("fast").results == ()


@pytest.mark.parametrize("example", INVALID, ids=str)
def test_an_invalid_example_gives_the_approved_report_by_both_engines(example: Example) -> None:
    report = example.report("pyshacl")
    assert report.results
    assert report == example.report("fast")
    assert told(report) == example.approval.read_text(encoding="utf-8")


@pytest.mark.parametrize("example", INVALID, ids=str)
def test_every_result_says_in_korean_and_in_english_what_to_do(example: Example) -> None:
    for result in example.report("fast").results:
        assert [message.language for message in result.messages] == ["en", "ko"]


def test_no_approval_is_left_over() -> None:
    approvals = {example.approval for example in INVALID}
    assert set(EXAMPLES.rglob("*.txt")) == approvals
