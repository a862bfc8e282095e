"""Why a query is refused: where, what stands there, and what was expected."""

import pytest
from pyoxigraph import Store

from server.sparql.diagnosis import Diagnosis, diagnose


def diagnosed(text: str) -> Diagnosis:
    """Diagnose a query that the engine refuses."""
    with pytest.raises(SyntaxError) as refused:
        Store().query(text)
    return diagnose(text, str(refused.value))


@pytest.mark.parametrize(
    ("text", "reason", "line", "column", "found"),
    [
        ("SELECT * {\n  ?s ?p\n}", "unexpected", 3, 1, "}"),
        ("SELECT * {\n  ?부 ?p 부산 }", "unreadable", 2, 9, "부"),
        ("ASK { ?s ?p ?o", "ended", 1, 15, ""),
        ('ASK { ?s ?p "부산 }', "unclosed", 1, 13, '"'),
        ("ASK { ?s krig:name ?o }", "prefix", 1, 10, "krig:name"),
        ("PREFIX a: <b:c> ASK { ?s ?p a:d, : }", "prefix", 1, 34, ":"),
        ("ASK { <rel> ?p ?o }", "relative", 1, 7, "<rel>"),
        ("SELECT (SUM(?x) AS ?y) ?z { ?z ?p ?x }", "refused", 1, 39, ""),
    ],
)
def test_the_place_and_the_reason_are_told(
    text: str, reason: str, line: int, column: int, found: str
) -> None:
    told = diagnosed(text)
    assert (told.reason, told.line, told.column, told.found) == (reason, line, column, found)


def test_a_base_makes_relative_iris_absolute() -> None:
    Store().query("BASE <http://a/> ASK { <rel> ?p ?o }")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "SELECT (SUM(?x) AS ?y) ?z { ?z ?p ?x }",
            "The SELECT contains a variable that is unbound",
        ),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "SELECT * is not authorized with GROUP BY"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "Duplicated variable name in SELECT"),
        ("ASK { <http://a/\\u0020> ?p ?o }", "IRI parsing failed"),
        ("ASK { ?x ?y ?z BIND(1 AS ?x) }", ""),
    ],
)
def test_what_the_grammar_allows_and_a_rule_does_not_is_told_in_the_engines_words(
    text: str, sentence: str
) -> None:
    assert diagnosed(text).sentence == sentence


def test_a_message_of_another_kind_is_passed_on() -> None:
    assert diagnose("ASK {}", "something else").sentence == "something else"
