"""A term that is bound in the text of a query is the term that the engine here would substitute."""

from collections.abc import Mapping

import pytest
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from krig.queries import Bound, SavedQuery, saved_queries
from krig.queries import bind as parameters_of
from server.sparql.binding import UnboundError, bind

THING = NamedNode("http://e/b")
TERMS: Mapping[Variable, Bound] = {Variable("x"): THING}


def answer(store: Store, text: str, terms: Mapping[Variable, Bound]) -> list[str]:
    found = store.query(text, use_default_graph_as_union=True, substitutions=dict(terms))
    assert isinstance(found, QuerySolutions | QueryTriples)
    return [str(row) for row in found]


@pytest.mark.parametrize(
    "query", [each for each in saved_queries() if each.head.parameters], ids=lambda each: each.name
)
def test_saved_queries_answer_the_same(store: Store, query: SavedQuery) -> None:
    terms = parameters_of(query, {})
    assert answer(store, bind(query.text, terms), {}) == answer(store, query.text, terms)


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("SELECT ?x { ?x ?p ?o }", "SELECT ?x { @ ?x ?p ?o }"),
        ("SELECT ?x WHERE{?x ?p ?o}", "SELECT ?x WHERE{ @ ?x ?p ?o}"),
        (
            "SELECT ?x { ?s ?p ?o OPTIONAL { ?x ?p ?s } }",
            "SELECT ?x { @ ?s ?p ?o OPTIONAL { @ ?x ?p ?s } }",
        ),
        (
            "SELECT ?x { ?s ?p ?o OPTIONAL { ?s ?p ?o } }",
            "SELECT ?x { @ ?s ?p ?o OPTIONAL { ?s ?p ?o } }",
        ),
        (
            "SELECT (EXISTS { ?x ?p ?o } AS ?y) { ?s ?p ?o }",
            "SELECT (EXISTS { @ ?x ?p ?o } AS ?y) { @ ?s ?p ?o }",
        ),
        (
            "SELECT ?x { { SELECT ?x { ?x ?p ?o } } }",
            "SELECT ?x { @ { SELECT ?x { @ ?x ?p ?o } } }",
        ),
        ("SELECT ?x { { SELECT * { ?x ?p ?o } } }", "SELECT ?x { @ { SELECT * { @ ?x ?p ?o } } }"),
        ("SELECT ?x { { SELECT ?o { ?x ?p ?o } } }", "SELECT ?x { @ { SELECT ?o { ?x ?p ?o } } }"),
        (
            "SELECT ?x { { SELECT (MAX(?o) AS ?x) { ?s ?x ?o } } }",
            "SELECT ?x { @ { SELECT (MAX(?o) AS ?x) { @ ?s ?x ?o } } }",
        ),
        (
            "SELECT ?x { SELECT ?x { ?x ?p ?o } GROUP BY ?x }",
            "SELECT ?x { @ { SELECT ?x { @ ?x ?p ?o } GROUP BY ?x } }",
        ),
        ("SELECT ?x { VALUES ?o { 1 2 } ?x ?p ?o }", "SELECT ?x { @ VALUES ?o { 1 2 } ?x ?p ?o }"),
        (
            "SELECT ?x { ?x ?p ?o } VALUES (?o) { (1) }",
            "SELECT ?x { @ ?x ?p ?o } VALUES (?o) { (1) }",
        ),
        ("ASK { ?x ?p '{ ?x' } # { ?x", "ASK { @ ?x ?p '{ ?x' } # { ?x"),
        ("CONSTRUCT { ?x ?p ?o } { ?x ?p ?o }", "CONSTRUCT { ?x ?p ?o } { @ ?x ?p ?o }"),
        ("CONSTRUCT WHERE { ?x ?p ?o }", "CONSTRUCT { ?x ?p ?o } WHERE { @ ?x ?p ?o }"),
        ("DESCRIBE ?x { ?x ?p ?o }", "DESCRIBE ?x { @ ?x ?p ?o }"),
        ("DESCRIBE ?x", "DESCRIBE ?x WHERE { @ }"),
        ("SELECT ?x {}", "SELECT ?x { @ }"),
    ],
)
def test_a_term_is_put_into_each_group_that_speaks_of_its_variable(query: str, bound: str) -> None:
    block = f"VALUES (?x) {{ ({THING}) }}"
    assert bind(query, TERMS).split() == bound.replace("@", block).split()


def test_several_terms_stand_together() -> None:
    terms: dict[Variable, Bound] = {
        Variable("x"): THING,
        Variable("y"): Literal("값", language="ko"),
    }
    bound = 'ASK { VALUES (?x ?y) { (<http://e/b> "값"@ko) } ?x ?p ?y }'
    assert bind("ASK { ?x ?p ?y }", terms).split() == bound.split()


def test_a_query_without_terms_is_left_alone() -> None:
    assert bind("ASK { ?x ?p ?o }", {}) == "ASK { ?x ?p ?o }"


@pytest.mark.parametrize(
    "term", [BlankNode("b"), Triple(THING, THING, THING)], ids=["blank node", "triple"]
)
def test_what_sparql_1_1_has_no_data_for_is_refused(term: Bound) -> None:
    with pytest.raises(UnboundError):
        bind("ASK { ?x ?p ?o }", {Variable("x"): term})
