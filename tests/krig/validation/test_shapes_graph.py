"""Shapes graphs are the same for the same shapes, and can be narrowed to some of them."""

from pyoxigraph import NamedNode

from krig.validation import validate
from krig.validation.shapes import SHAPE, krig_shapes
from tests.krig.validation.graphs import AGED, quads, shapes_graph

NAMED = """
ex:Named a sh:NodeShape ; sh:targetClass ex:Person ; sh:property ex:Person-name , ex:Person-age .
ex:Person-name a sh:PropertyShape ; sh:path ex:name ; sh:minCount 1 .
"""

PERSON = quads("ex:ann a ex:Person .")


def reported(*sources: str) -> set[str]:
    graph = shapes_graph(AGED + NAMED)
    named = [NamedNode(f"https://example.org/{source}") for source in sources]
    results = validate(PERSON, graph.narrowed(named)).results
    return {result.source_shape.value[20:] for result in results if result.source_shape}


def test_the_order_and_the_labels_of_a_file_have_no_part_in_a_shapes_graph() -> None:
    one = "ex:S sh:property [ sh:path ex:a ] , [ sh:path ex:b ] ."
    other = "ex:S sh:property _:x , _:y . _:y sh:path ex:a . _:x sh:path ex:b ."
    assert shapes_graph(one) == shapes_graph(other)


def test_narrowed_to_a_shape_the_graph_reports_what_that_shape_reports() -> None:
    assert reported("Aged") == {"Person-age"}
    assert reported("Named") == {"Person-age", "Person-name"}


def test_narrowed_to_a_part_the_graph_keeps_every_shape_that_leads_to_it() -> None:
    assert reported("Person-name") == {"Person-age", "Person-name"}
    assert reported("Person-age") == {"Person-age", "Person-name"}


def test_narrowed_to_nothing_the_graph_reports_nothing() -> None:
    assert reported() == set()


def test_a_narrowed_graph_holds_nothing_that_its_shapes_do_not_need() -> None:
    narrowed = krig_shapes().narrowed([SHAPE["Scheme"]])
    subjects = {triple.subject for triple in narrowed.triples()}
    assert SHAPE["label"] in subjects
    assert SHAPE["Firm"] not in subjects


def test_columns_are_told_by_shape() -> None:
    assert shapes_graph(AGED).columns() == {NamedNode("https://example.org/Person-age"): "age"}
