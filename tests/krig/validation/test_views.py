"""What is seen of a graph from some nodes is the same in an excerpt of its lines."""

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, serialize

from krig.graph import Graph
from krig.terms import Term
from krig.validation.automaton import Step
from krig.validation.views import QuadsView, around
from ontology.namespaces import ID, RDFS

BACK, ON = Step(None, inverse=True), Step(None, inverse=False)

ODD = (
    Literal('of "two" lines\r\n and a \\ . '),
    Literal("다른 이름 .", language="ko"),
    Literal("01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    BlankNode("x"),
)


def lines(quads: list[Quad]) -> bytes:
    return serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""


def seen(view: QuadsView, node: Term) -> set[object]:
    """What is told of a node, what leads there, and what is told of that."""
    back = [*view.over(node, BACK)]
    beyond = (each for triple in back for each in view.over(triple.subject, ON))
    return {*view.over(node, ON), *back, *beyond}


def test_of_a_thing_and_of_what_refers_to_it_the_lines_around_tell_all(graph: Graph) -> None:
    quads = [*graph.quads()]
    whole = QuadsView(quads)
    for node in (
        ID["district/gyeongbuk/gumi-si"],
        ID["province/busan"],
        ID["round/2023"],
        ID["nothing"],
    ):
        part = QuadsView(around(lines(quads), {node}))
        assert seen(part, node) == seen(whole, node)


def test_values_are_found_however_they_are_written() -> None:
    quads = [Quad(ID[str(number)], RDFS["label"], value) for number, value in enumerate(ODD)]
    for value in ODD:
        (quad,) = around(lines(quads), {value})
        assert quad.object == value


def test_of_nothing_the_lines_around_tell_nothing() -> None:
    assert [*around(lines([Quad(ID["a"], RDFS["label"], ODD[0])]), set())] == []
