"""The contract of engines: each kind answers the same, and fails the same."""

import csv
import io

import pytest
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat

from server.engine import Engine
from server.query import Dataset
from server.readers.faults import EvaluationError, QuerySyntaxError
from tests.server.remote.engines import Place, answer, told, triples

pytestmark = pytest.mark.anyio

JSON, XML, CSV, TSV = (
    QueryResultsFormat.JSON,
    QueryResultsFormat.XML,
    QueryResultsFormat.CSV,
    QueryResultsFormat.TSV,
)
GRAPHS = (
    RdfFormat.TURTLE,
    RdfFormat.N_TRIPLES,
    RdfFormat.RDF_XML,
    RdfFormat.JSON_LD,
    RdfFormat.TRIG,
    RdfFormat.N_QUADS,
)

NAMES = """
SELECT ?thing ?name ?number ?code {
  ?thing <http://e/name> ?name
  OPTIONAL { ?thing <http://e/number> ?number }
  OPTIONAL { ?thing <http://e/code> ?code }
  FILTER (isIRI(?thing))
}
ORDER BY ?number STR(?name)
"""
SEVEN, NINE = (f'"{n}"^^<http://www.w3.org/2001/XMLSchema#integer>' for n in (7, 9))
ROWS = [
    ("<http://e/a>", '"a \\"quoted\\"\\nline"@en', SEVEN, '"007"'),
    ("<http://e/a>", '"가"@ko', SEVEN, '"007"'),
    ("<http://e/b>", '"나"@ko', NINE, None),
]

BOUND = """
SELECT ?thing ?n { ?thing <http://e/number> ?n }
SELECT ?thing ?n { ?a <http://e/knows> ?thing OPTIONAL { ?thing <http://e/number> ?n } }
SELECT ?thing ?n { ?x <http://e/number> ?n FILTER (?x = ?thing) }
SELECT ?thing ?n { { SELECT ?thing ?n { ?thing <http://e/number> ?n } LIMIT 5 } }
SELECT ?thing ?n { { ?thing <http://e/code> ?n } UNION { ?thing <http://e/number> ?n } }
SELECT ?thing (MAX(?m) AS ?n) { OPTIONAL { ?thing <http://e/number> ?m } } GROUP BY ?thing
SELECT ?thing ?n { ?a <http://e/number> ?n FILTER EXISTS { ?thing <http://e/number> ?n } }
"""

B, C = NamedNode("http://e/b"), NamedNode("http://e/c")
GRAPH_2 = "http://e/graph/2"


@pytest.mark.parametrize("form", [JSON, XML, TSV])
async def test_rows_are_the_same_in_every_format(engine: Engine, form: QueryResultsFormat) -> None:
    assert told(await answer(engine, NAMES, form), form) == ROWS


async def test_rows_are_the_same_in_csv(engine: Engine) -> None:
    text = (await answer(engine, NAMES, CSV)).decode()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["thing", "name", "number", "code"],
        ["http://e/a", 'a "quoted"\nline', "7", "007"],
        ["http://e/a", "가", "7", "007"],
        ["http://e/b", "나", "9", ""],
    ]


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
@pytest.mark.parametrize(("name", "truth"), [("code", True), ("absent", False)])
async def test_truth_is_told_as_specified_in_every_format(
    engine: Engine, form: QueryResultsFormat, name: str, truth: bool
) -> None:
    content = await answer(engine, f"ASK {{ ?thing <http://e/{name}> ?value }}", form)
    assert str(truth).lower().encode() in content
    assert b"__ASK_RETVAL" not in content
    if form in {JSON, XML}:
        assert told(content, form) == [(str(truth).lower(),)]


@pytest.mark.parametrize("form", GRAPHS)
async def test_a_graph_is_the_same_in_every_format(engine: Engine, form: RdfFormat) -> None:
    query = """
        CONSTRUCT { ?thing <http://e/called> ?name }
        WHERE { ?thing <http://e/code> ?code ; <http://e/name> ?name }
    """
    assert triples(await answer(engine, query, form), form) == {
        '<http://e/a> <http://e/called> "가"@ko',
        '<http://e/a> <http://e/called> "a \\"quoted\\"\\nline"@en',
    }


async def test_a_description_is_a_graph_about_the_thing(engine: Engine, place: Place) -> None:
    form = RdfFormat.N_TRIPLES
    described = triples(await answer(engine, "DESCRIBE <http://e/b>", form), form)
    assert all("<http://e/b>" in triple for triple in described)
    if place.kind != "virtuoso":
        assert '<http://e/b> <http://e/name> "나"@ko' in described


async def test_blank_nodes_join_what_speaks_of_them(engine: Engine) -> None:
    query = """
        CONSTRUCT { ?part <http://e/called> ?name . <http://e/c> <http://e/has> ?part }
        WHERE { <http://e/c> <http://e/part> ?part . ?part <http://e/name> ?name }
    """
    form = RdfFormat.N_TRIPLES
    found = triples(await answer(engine, query, form), form)
    (part,) = {line.split()[0] for line in found if "called" in line}
    assert part.startswith("_:")
    assert f"<http://e/c> <http://e/has> {part}" in found


async def test_blank_nodes_are_told_in_rows(engine: Engine) -> None:
    ((part,),) = told(await answer(engine, "SELECT ?part { ?thing <http://e/part> ?part }"))
    assert part is not None
    assert part.startswith("_:")


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
async def test_columns_come_in_the_order_of_the_query(
    engine: Engine, form: QueryResultsFormat
) -> None:
    query = "SELECT * { ?z <http://e/knows> ?y . ?y <http://e/number> ?a }"
    content = (await answer(engine, query, form)).decode()
    assert content.index("z") < content.index("y") < content.rindex("a")
    if form == CSV:
        assert content.splitlines()[0] == "z,y,a"


async def test_all_graphs_together_are_the_default_graph(engine: Engine) -> None:
    query = "SELECT ?a ?c { ?c <http://e/knows> ?b . ?b <http://e/knows> ?a }"
    assert told(await answer(engine, query)) == [("<http://e/a>", "<http://e/c>")]


async def test_the_strict_default_graph_is_empty_and_named_graphs_are_there(
    engine: Engine,
) -> None:
    anything = "ASK { ?subject <http://e/knows> ?object }"
    named = "SELECT ?graph { GRAPH ?graph { <http://e/c> <http://e/knows> ?b } }"
    assert told(await answer(engine, anything, union=False)) == [("false",)]
    assert told(await answer(engine, named, union=False)) == [("<http://e/graph/3>",)]


async def test_graphs_can_be_asked_by_name(engine: Engine) -> None:
    query = """
        SELECT ?graph ?b
        WHERE { GRAPH ?graph { <http://e/c> <http://e/knows> ?b } ?b <http://e/number> ?n }
    """
    assert told(await answer(engine, query)) == [("<http://e/graph/3>", "<http://e/b>")]


async def test_the_protocol_names_the_dataset(engine: Engine) -> None:
    query = "SELECT ?a ?b { ?a <http://e/knows> ?b } ORDER BY ?a"
    only = Dataset(default=(GRAPH_2,))
    assert told(await answer(engine, query, dataset=only)) == [("<http://e/b>", "<http://e/a>")]
    named = Dataset(default=("http://e/graph/1",), named=(GRAPH_2,))
    query = "SELECT ?a ?n { GRAPH ?graph { ?a <http://e/knows> ?b } ?b <http://e/code> ?n }"
    assert told(await answer(engine, query, dataset=named)) == [("<http://e/b>", '"007"')]


async def test_a_query_names_its_own_dataset(engine: Engine) -> None:
    query = "SELECT ?a FROM <http://e/graph/2> { ?a <http://e/knows> ?b }"
    assert told(await answer(engine, query)) == [("<http://e/b>",)]


async def test_the_dataset_of_the_protocol_counts_more_than_that_of_the_query(
    engine: Engine,
) -> None:
    query = "SELECT ?a FROM <http://e/graph/2> { ?a <http://e/knows> ?b }"
    other = Dataset(default=("http://e/graph/3",))
    assert told(await answer(engine, query, dataset=other)) == [("<http://e/c>",)]


@pytest.mark.parametrize("query", BOUND.strip().splitlines())
async def test_terms_are_bound_to_variables(engine: Engine, query: str) -> None:
    assert told(await answer(engine, query, thing=B)) == [(str(B), NINE)]


async def test_a_term_is_bound_where_a_group_matches_nothing(engine: Engine) -> None:
    query = """
        SELECT ?thing (COUNT(?n) AS ?many) { OPTIONAL { ?thing <http://e/code> ?n } }
        GROUP BY ?thing
    """
    assert told(await answer(engine, query, thing=B)) == [(str(B), NINE.replace("9", "0"))]


async def test_a_text_that_is_bound_stays_a_text(engine: Engine) -> None:
    injected = Literal('x" } UNION { ?a ?b ?c } #\n\\')
    query = "SELECT ?name { VALUES ?other { 1 } }"
    assert told(await answer(engine, query, name=injected)) == [(str(injected),)]


async def test_a_graph_is_constructed_of_what_is_bound(engine: Engine) -> None:
    form = RdfFormat.N_TRIPLES
    query = "CONSTRUCT WHERE { ?thing <http://e/knows> ?other }"
    found = triples(await answer(engine, query, form, thing=C), form)
    assert found == {"<http://e/c> <http://e/knows> <http://e/b>"}


async def test_what_is_bound_is_described(engine: Engine) -> None:
    form = RdfFormat.N_TRIPLES
    bound = triples(await answer(engine, "DESCRIBE ?thing", form, thing=B), form)
    named = triples(await answer(engine, "DESCRIBE <http://e/b>", form), form)
    assert bound == named


async def test_an_answer_may_be_empty(engine: Engine) -> None:
    assert told(await answer(engine, "SELECT ?a { ?a <http://e/absent> ?b }")) == []
    assert (
        await answer(engine, "CONSTRUCT WHERE { ?a <http://e/absent> ?b }", RdfFormat.N_TRIPLES)
        == b""
    )


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
async def test_a_long_answer_comes_whole(engine: Engine, form: QueryResultsFormat) -> None:
    numbers = " ".join(map(str, range(18)))
    blocks = " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abc")
    query = f"SELECT ?a ?b ?c {{ {blocks} }}"
    content = await answer(engine, query, form)
    if form == CSV:
        assert content.count(b"\n") == 18**3 + 1
    else:
        assert len(set(told(content, form))) == 18**3


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {",
        "SELECT ?a { ?a undeclared:name ?b }",
        "SELECT (bif:sys_stat('st_dbms_name') AS ?name) {}",
        "DEFINE input:inference 'x' SELECT ?a { ?a ?b ?c }",
        "INSERT DATA { <http://e/x> <http://e/y> <http://e/z> }",
        "",
    ],
)
async def test_what_is_no_valid_query_is_refused_before_the_first_piece(
    engine: Engine, query: str
) -> None:
    with pytest.raises(QuerySyntaxError):
        await answer(engine, query)


async def test_a_function_that_does_not_exist_is_refused(engine: Engine) -> None:
    with pytest.raises(EvaluationError):
        await answer(engine, "SELECT (<http://e/function>(1) AS ?x) {}")


async def test_a_rule_that_is_broken_beyond_the_grammar_is_refused(engine: Engine) -> None:
    with pytest.raises((QuerySyntaxError, EvaluationError)):
        await answer(engine, "SELECT ?a (COUNT(?b) AS ?a) { ?a ?b ?c }")
