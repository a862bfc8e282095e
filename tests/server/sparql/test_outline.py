"""What the first tokens and the keywords of a query tell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from server.sparql.outline import (
    _outline,
    has_dataset,
    in_order,
    is_federated,
    is_volatile,
    outline,
)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "select"),
        ("# why\nBASE <a:b> PREFIX a: <a:b>\nask {}", "ask"),
        ("PREFIX select: <a:b> CONSTRUCT WHERE {}", "construct"),
        ("VERSION '1.2' DESCRIBE <a:b>", "describe"),
    ],
)
def test_the_form_of_a_query_is_known_by_its_first_word(text: str, form: str) -> None:
    assert outline(text).form == form


@pytest.mark.parametrize("text", ["", "foo", "{", "PREFIX", "\\"])
def test_what_is_no_query_has_no_form(text: str) -> None:
    assert outline(text).form is None
    assert not outline(text).update


@pytest.mark.parametrize(
    "text", ["INSERT DATA {}", "PREFIX a: <a:b> delete where {}", "LOAD <a:b>"]
)
def test_an_update_is_known_by_its_first_word(text: str) -> None:
    assert outline(text).update


def test_the_star_that_a_query_selects_is_found() -> None:
    for text in ("SELECT * {}", "SELECT DISTINCT* {}", "SELECT REDUCED # *\n * {}"):
        star = outline(text).star
        assert star is not None
        assert text[star] == "*"
        assert text[star + 1 :].strip() == "{}"


@pytest.mark.parametrize(
    "text", ["SELECT (COUNT(*) AS ?n) {}", "DESCRIBE * {}", "SELECT ?x { {SELECT * {}} }"]
)
def test_another_star_is_not_taken_for_it(text: str) -> None:
    assert outline(text).star is None


def test_variables_are_put_in_the_order_of_the_text() -> None:
    text = "SELECT * { $z ?y ?x . ?x ?z ?w }"
    assert in_order(text, ["w", "x", "y", "z"]) == ["z", "y", "x", "w"]


@pytest.mark.parametrize("call", ["NOW()", "rand ()", "UUID(#)\n)", "STRUUID\n#\n()", "BNODE('a')"])
def test_functions_that_answer_anew_make_a_query_volatile(call: str) -> None:
    assert is_volatile(f"SELECT ({call} AS ?x) {{}}")
    assert is_volatile(f"ASK {{ FILTER(?x<{call}&&?y>1) }}")


@pytest.mark.parametrize("text", ["SELECT ?now { ?now ?known 'RAND' }", "ASK { ?s a:uuid 1 }"])
def test_names_that_are_like_theirs_do_not(text: str) -> None:
    assert not is_volatile(text)


def test_a_dataset_clause_is_known_by_its_keyword() -> None:
    assert has_dataset("ASK FROM <a:b> {}")
    assert has_dataset("SELECT (EXISTS { ?a ?b ?c } AS ?x) FROM NAMED <a:b> {}")
    assert not has_dataset("ASK { ?from ?p 'FROM' }")


ELSEWHERE = "http://127.0.0.1:1/"
CALLING = [
    f"ASK {{ SERVICE <{ELSEWHERE}> {{}} }}",
    f"ask{{service<{ELSEWHERE}>{{}}}}",
    f"ASK {{ {{ ?x <a:none> ?y }} UNION {{ SERVICE <{ELSEWHERE}> {{}} }} }}",
    f"ASK {{ ?s ?p trueSERVICE <{ELSEWHERE}> {{}} }}",
    f"ASK {{ ?s ?p 1SERVICE<{ELSEWHERE}>{{}} }}",
    f"PREFIX : <{ELSEWHERE}> ASK {{ SERVICE:x {{}} }}",
    f"PREFIX : <{ELSEWHERE}> PREFIX service: <a:> ASK {{ service:x {{}} }}",
    f"PREFIX : <{ELSEWHERE}> ASK {{ ?s ?p trueSERVICE:x {{}} }}",
    f"PREFIX : <{ELSEWHERE}> ASK {{ FILTER(1<2)SERVICE:x#>\n{{}} }}",
    f"ASK {{ VALUES ?x {{ '''a'}} SERVICE <{ELSEWHERE}> {{}} {{ #\\q'''\n }} }}",
    f"ASK {{ VALUES ?x {{ '''a'}} SERVICE <{ELSEWHERE}> {{}} {{ #\\uD800'''\n }} }}",
]
"""Queries for which the engine does call another service, some by ways of its own."""

KEEPING_TO_ITSELF = [
    "ASK { ?service a 'SERVICE' . _:service ?p <http://a/service> } # SERVICE <a:b> {}",
    "PREFIX service: <a:> ASK { service:SERVICE ?p 'x'@service }",
    "PREFIX trueSERVICE: <a:> PREFIX : <a:> ASK { ?s ?p trueSERVICE:x {} }",
    "ASK { ?s ?p '''\n SERVICE <a:b> {} ''' }",
]


def federated() -> Store:
    """A store on which what stands before a call matches, so that the engine comes to it."""
    store = Store()
    for value in (Literal(value=True), Literal(1), Literal("x"), NamedNode("a:o")):
        store.add(Quad(NamedNode("a:s"), NamedNode("a:p"), value))
    return store


@pytest.mark.parametrize("text", CALLING)
def test_a_query_that_calls_a_service_is_seen(text: str) -> None:
    with pytest.raises(OSError, match="port 1"):
        federated().query(text)
    assert is_federated(text)


@pytest.mark.parametrize("text", KEEPING_TO_ITSELF)
def test_a_query_that_only_holds_the_word_is_let_through(text: str) -> None:
    federated().query(text)
    assert not is_federated(text)


@pytest.mark.parametrize("text", ["ASK { service }", "ASK { service:x ?p ?o }", "\\ service"])
def test_what_cannot_be_read_in_one_way_is_taken_to_call_one(text: str) -> None:
    assert is_federated(text)


WORDS = st.lists(
    st.sampled_from(
        [
            *("SERVICE", "service:", "service:x", "SERVICE SILENT", f"<{ELSEWHERE}>", ":x", "?x"),
            *(
                "{}",
                "{",
                "}",
                "(",
                ")",
                "()",
                "<",
                ">",
                "=",
                "1",
                "1.",
                "1e3",
                "true",
                "a",
                ";",
                ".",
            ),
            *("#", "\n", "#>", "'", '"', "'''", '"""', "'x'", "\\", "\\q", "\\u0041", "_:b", "@ko"),
            *("FILTER(1<2)", "FILTER(", "?x<?y", "<?y>", "<a:b>", "^^<a:b>", "BIND(1 AS ?z)", " "),
            *("?s ?p ", "?s ?p true", "?s ?p 1", "VALUES ?v {1}", "VALUES ?v { '", "GRAPH ?g"),
        ]
    ),
    max_size=6,
)
HEADS = st.sampled_from(
    ["", f"PREFIX : <{ELSEWHERE}> ", f"PREFIX : <{ELSEWHERE}> PREFIX service: <{ELSEWHERE}> "]
)


@settings(max_examples=500)
@given(HEADS, WORDS, WORDS, WORDS)
def test_no_query_calls_a_service_that_was_not_seen(
    head: str, before: list[str], between: list[str], after: list[str]
) -> None:
    text = f"{head}ASK {{{''.join(before)}SERVICE{''.join(between)}{{}}{''.join(after)}}}"
    try:
        federated().query(text)
    except OSError:
        assert is_federated(text)
    except (SyntaxError, RuntimeError):
        pass


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX a: <b>\n# SELECT\nselect ?x {}",
        "prefix:<x> ASK{}",
        "select:foo ?x {}",
        "SELECT<x> {}",
        "PREFIX 가: <나> ask {}",
        "PREFIX a: <b#c> describe ?x",
        "prefix a:<b>construct{}",
        "BASE <b> SELECT $x {}",
        "SELECT DISTINCT * {}",
        "SELECTED ?x {}",
        "# ASK {}\nDROP ALL",
    ],
)
def test_the_short_way_to_the_form_finds_what_the_tokens_tell(text: str) -> None:
    assert outline(text) == _outline(text)
