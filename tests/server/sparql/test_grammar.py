"""The grammar: read from EBNF, followed token by token."""

from pathlib import Path

import pytest
from pyoxigraph import Store

from krig.queries import saved_queries
from server.sparql.diagnosis import query_grammar
from server.sparql.grammar import GrammarError, read_grammar
from server.sparql.tokens import tokens

ACCEPTED = [
    "ASK {}",
    "ask{}",
    "SELECT * { ?s ?p ?o }",
    "SELECT DISTINCT ?x (COUNT(*) AS ?n) FROM <a:b> FROM NAMED <a:c> WHERE { ?x a ?y } GROUP BY ?x",
    "SELECT ?x { ?x a ?y } GROUP BY ?x HAVING (COUNT(*) > 1) ORDER BY DESC(?x) ?x LIMIT 1 OFFSET 2",
    "SELECT REDUCED ?x { { SELECT ?x { ?x a ?y } } UNION { VALUES ?x { 1 UNDEF } } } OFFSET 1",
    "BASE <http://a/> PREFIX a: <b> ASK { a:c a:d <e>, 'f'@ko ; a:g [ a a:h ] ; . }",
    "ASK { ?x <a:b>/<a:c>*|!(<a:d>|^<a:e>)+ ?y . ?z ^<a:b>? () }",
    "ASK { FILTER(1-1 = 0 && ?x NOT IN () || !BOUND(?y)) FILTER EXISTS { ?a ?b ?c } }",
    "ASK { BIND(IF(?x, STR(?y), COALESCE(?z, 1.5e3)) AS ?w) MINUS { ?a ?b (1 2 3) } }",
    "ASK { GRAPH ?g { ?s ?p ?o } OPTIONAL { ?s ?p true } LATERAL { ?s ?p -1 } }",
    "CONSTRUCT { ?s ?p ?o . } WHERE { ?s ?p ?o } LIMIT 1",
    "CONSTRUCT FROM <a:b> WHERE { ?s ?p ?o }",
    "DESCRIBE <a:b> ?x WHERE { ?x ?y ?z }",
    "DESCRIBE *  { ?x ?y ?z }",
    "ASK { ?x ?y ?z } VALUES (?x ?y) { (<a:b> 1) (UNDEF 'a'^^<a:c>) }",
    "SELECT (GROUP_CONCAT(DISTINCT ?x; SEPARATOR = ', ') AS ?y) { ?x ?p ?o }",
    "ASK { FILTER(REGEX(?x, 'a', 'i')) FILTER(<http://www.w3.org/2001/XMLSchema#integer>('1')) }",
]

REFUSED = {
    "": 0,
    "ASK": 3,
    "FOO {}": 0,
    "SELECT * { ?s ?p ?o": 19,
    "SELECT { ?s ?p ?o }": 7,
    "ASK { ?s ?p ?o } }": 17,
    "ASK { ?s ?p ?o ?q }": 15,
    "ASK { ?s ?p ?o . . }": 17,
    "ASK { FILTER ?x > 1 }": 13,
    "ASK { FILTER(?x = 'a' ?y) }": 22,
    "ASK {}; ASK {}": 6,
    "INSERT DATA { <a:b> <a:c> <a:d> }": 0,
    "SELECT ?x { ?x ?p 'a' } LIMIT 1 LIMIT 2": 32,
    "ASK { OPTIONAL ?x ?y ?z }": 15,
    "ASK { VAR ?y ?z }": 6,
    "ASK {} END": 7,
}


@pytest.mark.parametrize("text", ACCEPTED)
def test_what_the_engine_takes_the_grammar_takes(text: str) -> None:
    Store().query(text)
    assert query_grammar().mismatch(tokens(text)) is None


@pytest.mark.parametrize(("text", "place"), REFUSED.items())
def test_what_the_engine_refuses_is_refused_where_the_fault_is(text: str, place: int) -> None:
    with pytest.raises(SyntaxError):
        Store().query(text)
    mismatch = query_grammar().mismatch(tokens(text))
    assert mismatch is not None
    assert mismatch.token.start == place


@pytest.mark.parametrize("query", saved_queries(), ids=lambda query: query.name)
def test_the_grammar_takes_every_saved_query(query: object) -> None:
    assert query_grammar().mismatch(tokens(query.text)) is None


def test_what_was_expected_is_all_that_could_stand_there() -> None:
    mismatch = query_grammar().mismatch(tokens("SELECT *"))
    assert mismatch is not None
    assert mismatch.expected == {"from", "where", "{"}


@pytest.mark.parametrize("opening", ["{ ", "[ ", "( ", "FILTER(", "{ OPTIONAL "])
def test_nesting_of_any_depth_is_followed(opening: str) -> None:
    mismatch = query_grammar().mismatch(tokens("ASK { " + opening * 20_000))
    assert mismatch is not None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Start ::= VAR | VAR END", "VAR does not decide"),
        ("Start ::= 'a' Nothing", "unknown Nothing"),
        ("Start ::= ( 'a' | 'b'", ") is missing"),
        ("Start ::= 'a' )", ") was not expected"),
    ],
)
def test_a_grammar_that_is_not_as_described_is_refused(
    text: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "broken.ebnf"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GrammarError, match=f"Start: {told.replace(')', '[)]')}"):
        read_grammar(path)


def test_options_and_repetitions_mean_what_they_say(tmp_path: Path) -> None:
    path = tmp_path / "small.ebnf"
    path.write_text("# a comment\n\nStart ::= 'a'? 'b'* ( 'c' | 'd' )+ END\n", encoding="utf-8")
    grammar = read_grammar(path)
    assert [
        grammar.mismatch(tokens(text)) is None for text in ("c", "a b b d c", "a b", "b a c")
    ] == [
        True,
        True,
        False,
        False,
    ]
