"""What readers answer, in every format, and what they say of queries that have no answer."""

import io
import json

import openpyxl
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Variable, parse

from krig.results import GRAPHS, ROWS, XLSX
from server.readers.answer import AHEAD
from server.readers.faults import (
    EvaluationError,
    FederationError,
    FormatError,
    QuerySyntaxError,
    ResultTooLargeError,
    UnansweredError,
)
from server.readers.query import Query
from tests.fetching import Saved, fetch, rows, serving

pytestmark = pytest.mark.anyio

FIRST = "SELECT ?thing ?number { ?thing <http://a/number> ?number } ORDER BY ?number LIMIT 2"


async def test_rows_are_answered_in_every_format_of_rows(revision: Saved) -> None:
    async with serving(revision) as pool:
        for name in ROWS:
            assert b"http://a/1" in await fetch(pool, FIRST, name)
        content = await fetch(pool, FIRST, XLSX)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert [[cell.value for cell in line] for line in sheet.iter_rows()] == [
        ["thing", "number"],
        ["http://a/0", 0],
        ["http://a/1", 1],
    ]


async def test_graphs_are_answered_in_every_format_of_graphs(revision: Saved) -> None:
    query = "CONSTRUCT { ?thing <http://a/was> 'x'@ko } { ?thing <http://a/number> 7 }"
    async with serving(revision) as pool:
        for name, form in GRAPHS.items():
            (quad,) = parse(await fetch(pool, query, name), format=form)
            assert quad.object == Literal("x", language="ko")


async def test_a_graph_declares_the_prefixes_that_it_uses(revision: Saved) -> None:
    query = "CONSTRUCT { ?thing a <https://w3id.org/krig/def/Firm> } { ?thing ?p ?o } LIMIT %d"
    async with serving(revision) as pool:
        small = await fetch(pool, query % 1, "turtle")
    assert [line.split()[1] for line in small.splitlines() if line.startswith(b"@prefix")] == [
        b"rdf:",
        b"krig:",
    ]


async def test_a_graph_without_triples_is_a_whole_answer(revision: Saved) -> None:
    async with serving(revision) as pool:
        assert await fetch(pool, "DESCRIBE <http://a/none>", "ntriples") == b""


async def test_the_head_tells_what_comes(revision: Saved) -> None:
    async with serving(revision) as pool:
        answer = await pool.query(Query("SELECT ?b ?a { ?a ?p ?b }", "csv"))
        assert answer.head.kind == "rows"
        assert answer.head.media_type.startswith("text/csv")
        assert answer.head.variables == ("b", "a")
        assert answer.revision == "first"
        answer = await pool.query(Query("ASK {}", "json"))
        assert answer.head.kind == "truth"
        answer = await pool.query(Query("DESCRIBE <http://a/1>", "turtle"))
        assert (answer.head.kind, answer.head.media_type) == ("graph", RdfFormat.TURTLE.media_type)


async def test_all_variables_come_in_the_order_in_which_the_query_speaks_of_them(
    revision: Saved,
) -> None:
    async with serving(revision) as pool:
        content = json.loads(await fetch(pool, "SELECT * { ?z ?a ?m } LIMIT 1"))
    assert content["head"]["vars"] == ["z", "a", "m"]


async def test_variables_take_the_terms_that_are_bound_to_them(revision: Saved) -> None:
    query = "SELECT ?thing ?number { ?thing <http://a/number> ?number }"
    async with serving(revision) as pool:
        number = Literal("7", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
        bound = {Variable("number"): number}
        assert await rows(pool, query, substitutions=bound) == [("http://a/7", "7")]
        hostile = {Variable("number"): Literal('1" } #')}
        assert await rows(pool, query, substitutions=hostile) == []


async def test_a_dataset_can_be_chosen(revision: Saved) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    one = ("http://a/graph/1",)
    async with serving(revision) as pool:
        assert await rows(pool, count) == [("300",)]
        assert await rows(pool, count, union=False) == [("0",)]
        assert await rows(pool, count, default=one) == [("100",)]
        assert await rows(pool, named, default=one) == [("0",)]
        assert await rows(pool, named, named=one) == [("100",)]
        assert await rows(pool, count.replace("{", "FROM <http://a/graph/2> {")) == [("100",)]


@pytest.mark.parametrize(
    ("text", "form", "fault"),
    [
        ("SELECT * { ?s ?p", "json", QuerySyntaxError),
        ("SELECT * { <relative> ?p ?o }", "json", QuerySyntaxError),
        ("DELETE WHERE { ?s ?p ?o }", "json", QuerySyntaxError),
        ("SELECT (<http://a/no>(1) AS ?x) {}", "json", EvaluationError),
        ("ASK {} #\ud800", "json", EvaluationError),
        ("ASK {}", "turtle", FormatError),
        ("ASK {}", "xlsx", FormatError),
        ("ASK {}", "no such", FormatError),
        ("DESCRIBE <http://a/1>", "csv", FormatError),
        ("SELECT * { SERVICE <http://a/sparql> { ?s ?p ?o } }", "json", FederationError),
    ],
)
async def test_a_query_without_an_answer_is_refused_with_the_reason(
    revision: Saved, text: str, form: str, fault: type[UnansweredError]
) -> None:
    async with serving(revision) as pool:
        with pytest.raises(fault) as refused:
            await fetch(pool, text, form)
        assert fault is FederationError or str(refused.value)
        assert (await fetch(pool, "ASK {}")) == b'{"head":{},"boolean":true}'
        assert pool.statistics().ended == {}


async def test_an_unbound_substitution_is_refused(revision: Saved) -> None:
    async with serving(revision) as pool:
        with pytest.raises(EvaluationError, match="other"):
            await fetch(pool, "SELECT ?a { }", substitutions={Variable("other"): Literal("x")})


async def test_an_answer_that_is_too_large_is_refused_or_breaks_off(revision: Saved) -> None:
    query = "SELECT ?thing { ?thing <http://a/number> ?number }"
    async with serving(revision, result=5_000) as pool:
        with pytest.raises(ResultTooLargeError):
            await pool.query(Query(query, "json"))
        assert len(await fetch(pool, query + " LIMIT 10")) < 5_000
    # More than waits on the way: it is too large only when its beginning has been handed out.
    async with serving(revision, result=4 * AHEAD) as pool:
        answer = await pool.query(Query("SELECT * { ?a ?b ?c . ?d ?e ?f }", "json"))
        with pytest.raises(ResultTooLargeError):
            async for _ in answer:
                pass
        assert pool.statistics().ended == {}
