"""The engines agree on the facts of the policy, however they are broken."""

from collections.abc import Callable
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Quad

from krig.graph import Graph
from krig.validation import validate
from krig.validation.json import render
from ontology.namespaces import GRAPH, ID, XSD
from tests.shapes.examples import classes

TABLES: Final = {
    GRAPH[name]
    for name in (
        "area_designations",
        "collaborations",
        "complexes",
        "contradictions",
        "industries",
        "milestones",
        "programme_budgets",
        "regional_parts",
        "rounds",
        "stated_figures",
        "technology_links",
        "transitions",
    )
}
"""Tables whose rows need few others."""

EVERY: Final = 7
"""Of the facts each seventh is taken, so that much is missing to begin with."""

Mutation = tuple[str, int, int]


def as_text(quad: Quad, _other: Quad) -> list[Quad]:
    return [Quad(quad.subject, quad.predicate, RdfLiteral(text_of(quad)), quad.graph_name)]


def as_number(quad: Quad, _other: Quad) -> list[Quad]:
    number = RdfLiteral("7", datatype=XSD["integer"])
    return [Quad(quad.subject, quad.predicate, number, quad.graph_name)]


def as_ill_formed(quad: Quad, _other: Quad) -> list[Quad]:
    value = RdfLiteral("7 or 8", datatype=XSD["decimal"])
    return [Quad(quad.subject, quad.predicate, value, quad.graph_name)]


def dangling(quad: Quad, _other: Quad) -> list[Quad]:
    return [Quad(quad.subject, quad.predicate, ID["province/atlantis"], quad.graph_name)]


def removed(_quad: Quad, _other: Quad) -> list[Quad]:
    return []


def with_another_value(quad: Quad, other: Quad) -> list[Quad]:
    return [quad, Quad(quad.subject, quad.predicate, other.object, quad.graph_name)]


def with_another_property(quad: Quad, other: Quad) -> list[Quad]:
    return [quad, Quad(quad.subject, other.predicate, other.object, quad.graph_name)]


def of_another_thing(quad: Quad, other: Quad) -> list[Quad]:
    return [Quad(other.subject, quad.predicate, quad.object, quad.graph_name)]


MUTATIONS: Final[dict[str, Callable[[Quad, Quad], list[Quad]]]] = {
    each.__name__: each
    for each in (
        as_ill_formed,
        as_number,
        as_text,
        dangling,
        of_another_thing,
        removed,
        with_another_property,
        with_another_value,
    )
}


def text_of(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, RdfLiteral | NamedNode) else ""


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(MUTATIONS)),
            st.integers(min_value=0, max_value=10_000),
            st.integers(min_value=0, max_value=10_000),
        ),
        min_size=20,
        max_size=60,
    )
)
def test_the_engines_agree_on_broken_facts(graph: Graph, mutations: list[Mutation]) -> None:
    facts = [quad for quad in graph.facts if quad.graph_name in TABLES][::EVERY]
    mutated = {index: [quad] for index, quad in enumerate(facts)}
    for name, one, other in mutations:
        index = one % len(facts)
        mutated[index] = MUTATIONS[name](facts[index], facts[other % len(facts)])
    quads = [*(quad for changed in mutated.values() for quad in changed), *classes()]
    assert render(validate(quads, engine="fast")) == render(validate(quads, engine="pyshacl"))
