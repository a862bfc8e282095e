"""A result is placed where it can be mended."""

from krig.validation import Place, Result, validate
from tests.krig.validation.graphs import AGED, quads, shapes_graph

KNOWN = """
ex:Friend a sh:NodeShape ; sh:targetNode ex:everyone ; sh:property ex:Friend-age .
ex:Friend-age a sh:PropertyShape ; sh:path ex:knows ; sh:class ex:Adult ; shape:column "age" .
"""


def row(table: str, number: int) -> str:
    return f"<https://w3id.org/krig/data/{table}.csv#row={number}>"


def only_result(shapes: str, turtle: str) -> Result:
    (result,) = validate(quads(turtle), shapes_graph(shapes)).results
    return result


def test_a_result_is_placed_in_the_row_and_column_of_its_focus_node() -> None:
    ann = f"ex:ann a ex:Person ; prov:wasDerivedFrom {row('people', 12)} ."
    assert only_result(AGED, ann).place == Place("data/people.csv", 12, "age")


def test_a_result_about_what_has_no_row_is_placed_in_the_row_of_its_value() -> None:
    bob = f"ex:everyone ex:knows ex:bob . ex:bob prov:wasDerivedFrom {row('people', 3)} ."
    assert only_result(KNOWN, bob).place == Place("data/people.csv", 3, "age")


def test_a_result_about_what_is_only_mentioned_is_placed_where_it_is_mentioned_first() -> None:
    mentioned = f"""
    ex:ann a ex:Person .
    ex:bob ex:knows ex:ann ; prov:wasDerivedFrom {row("people", 30)} .
    ex:eve ex:knows ex:ann ; prov:wasDerivedFrom {row("people", 4)} .
    """
    assert only_result(AGED, mentioned).place == Place("data/people.csv", 4)


def test_a_result_about_what_no_row_tells_of_has_no_place() -> None:
    assert only_result(AGED, "ex:ann a ex:Person .").place is None


def test_a_result_tells_the_labels_of_its_focus_node_and_of_its_value() -> None:
    labelled = 'ex:everyone ex:knows ex:bob ; rdfs:label "모두"@ko . ex:bob rdfs:label "Bob"@en .'
    result = only_result(KNOWN, labelled)
    assert [label.value for label in result.focus_labels] == ["모두"]
    assert [label.value for label in result.value_labels] == ["Bob"]
