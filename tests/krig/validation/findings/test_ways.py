"""The way along a path is that by which statements lead, and ends at the mention of the value."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from krig.terms import Term
from krig.validation.findings.ways import Mention, Statements, walk
from krig.validation.path import Alternative, Inverse, PropertyPath, Repeated, Sequence
from tests.krig.validation.graphs import quads

FILES = [
    quads("ex:a ex:p ex:b . ex:b ex:q ex:c , 1 . ex:c ex:p ex:a ."),
    quads("ex:d ex:p ex:b ; ex:q [] . ex:c ex:q ex:d ."),
]


def ex(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


A, B, C, D, P, Q = map(ex, "abcdpq")


def reached(path: PropertyPath, start: NamedNode = A) -> dict[Term, list[tuple[int, int, str]]]:
    ways = walk(path, {start: ()}, Statements(FILES))
    return {
        node: [(each.file, each.number, each.role) for each in way] for node, way in ways.items()
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (P, {B: [(0, 0, "object")]}),
        (Inverse(P), {C: [(0, 3, "subject")]}),
        (
            Sequence((P, Q)),
            {
                C: [(0, 0, "object"), (0, 1, "object")],
                Literal(1): [(0, 0, "object"), (0, 2, "object")],
            },
        ),
        (Alternative((Q, P)), {B: [(0, 0, "object")]}),
        (
            Sequence((P, Inverse(P))),
            {
                A: [(0, 0, "object"), (0, 0, "subject")],
                D: [(0, 0, "object"), (1, 0, "subject")],
            },
        ),
        (Repeated(P, "?"), {A: [], B: [(0, 0, "object")]}),
        (Inverse(Sequence((Q, P))), {B: [(0, 3, "subject"), (0, 1, "subject")]}),
        (Inverse(Inverse(P)), {B: [(0, 0, "object")]}),
    ],
)
def test_a_path_leads_by_statements_to_its_values(
    path: PropertyPath, expected: dict[Term, list[tuple[int, int, str]]]
) -> None:
    assert reached(path) == expected


def test_a_path_that_is_repeated_goes_as_far_as_there_is_something_new() -> None:
    step = Alternative((P, Q))
    everything = reached(Repeated(step, "*"))
    assert {A, B, C, D, Literal(1)} < everything.keys()
    assert any(isinstance(node, BlankNode) for node in everything)
    assert everything[A] == []
    assert len(reached(Repeated(step, "+"))[A]) == 3
    backwards = reached(Inverse(Repeated(step, "+")))
    assert backwards.keys() == {A, B, C, D}


def test_only_the_statements_of_the_nodes_in_question_are_kept() -> None:
    statements = Statements(FILES, {A})
    mentions = [mention for mention, _ in statements.mentions(A, "subject")]
    assert mentions == [Mention(0, 0, "subject")]
    assert [mention.number for mention, _ in statements.mentions(A, "object")] == [3]
    assert not [*statements.mentions(B, "subject")]
