"""Shapes that target nothing in the data are known from those that find nothing wrong."""

import pytest

from krig.validation.vacuous import is_vacuous
from tests.krig.validation.graphs import quads, shapes_graph

DATA = "ex:ann a ex:Child ; ex:knows ex:bob . ex:Child rdfs:subClassOf ex:Person ."


@pytest.mark.parametrize(
    ("target", "vacuous"),
    [
        ("sh:targetClass ex:Child", False),
        ("sh:targetClass ex:Person", False),
        ("sh:targetClass ex:Adult", True),
        ("sh:targetSubjectsOf ex:knows", False),
        ("sh:targetObjectsOf ex:knows", False),
        ("sh:targetObjectsOf ex:hates", True),
        ("sh:targetNode ex:eve", False),
        ("a rdfs:Class", True),
        ("sh:target [ sh:select 'SELECT …' ]", False),
        ("sh:minCount 1", True),
    ],
)
def test_shapes_are_about_what_they_target(target: str, vacuous: bool) -> None:
    assert is_vacuous(shapes_graph(f"ex:Shape {target} ."), quads(DATA)) is vacuous


def test_a_shape_that_is_a_class_is_about_its_members() -> None:
    shapes = shapes_graph("ex:Person a sh:NodeShape , rdfs:Class .")
    assert not is_vacuous(shapes, quads(DATA))
