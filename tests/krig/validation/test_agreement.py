"""The engines agree on whatever shapes and data."""

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import Literal

from krig.validation import Engine, validate
from krig.validation.json import render
from tests.krig.validation.generated import graphs, shapes_graphs
from tests.krig.validation.graphs import quads, shapes_graph


@pytest.mark.filterwarnings("ignore")
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(shapes_graphs(with_queries=True), graphs)
def test_the_engines_agree(shapes: str, graph: list[str]) -> None:
    asked, data = shapes_graph(shapes), quads("\n".join(graph))
    judged = render(validate(data, asked, "pyshacl"))
    assert render(validate(data, asked, "fast")) == judged
    assert render(validate(data, asked, "auto")) == judged


CLOSED = """
ex:S a sh:NodeShape ; sh:targetNode ex:ann ; sh:property ex:home ; sh:nodeKind sh:Literal .
ex:home sh:path ex:lives ; sh:closed true ; sh:ignoredProperties ( ex:in ) .
"""


@pytest.mark.parametrize("engine", ["auto", "fast", "pyshacl"])
def test_a_closed_property_shape_is_about_the_values(engine: Engine) -> None:
    """The fast engine takes it to be about the focus node."""
    data = quads("ex:ann ex:lives ex:home ; ex:age 7 . ex:home ex:in ex:town ; ex:size 3 .")
    results = validate(data, shapes_graph(CLOSED), engine).results
    closed = [each.value for each in results if "Closed" in each.component.value]
    assert closed == [quads("ex:x ex:y 3 .")[0].object]
    assert len(results) == 2


@pytest.mark.parametrize("engine", ["auto", "fast"])
def test_a_boolean_is_in_no_range_of_numbers(engine: Engine) -> None:
    """pySHACL takes true for 1."""
    shape = "ex:S a sh:NodeShape ; sh:targetObjectsOf ex:p ; sh:maxInclusive 2 ."
    (result,) = validate(quads("ex:a ex:p true , 1 ."), shapes_graph(shape), engine).results
    assert isinstance(result.value, Literal)
    assert result.value.value == "true"
