"""Every saved query: its head, its parameters, its speed, its order, and that a test answers it."""

import ast
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from krig.graph import Graph
from krig.queries import Parameter, SavedQuery, bind, saved_queries
from ontology.namespaces import KRIG, RDF
from tests.queries.answers import rows, solutions, written
from tests.queries.counted import counted
from tests.queries.csv_tables import terms

QUERIES = {query.name: query for query in saved_queries()}
QUESTIONS = {name: query for name, query in QUERIES.items() if not name.startswith("count-")}
ASKING = {name: query for name, query in QUERIES.items() if query.head.parameters}
CHOICES = [
    pytest.param(query, parameter, id=f"{query.name}-{parameter.name}")
    for query in ASKING.values()
    for parameter in query.head.parameters
    if parameter.among
]

every_query = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
every_question = pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS)
every_choice = pytest.mark.parametrize(("query", "parameter"), CHOICES)

COUNTS_ONLY = {
    "collaboration-matrix",
    "english-names-by-origin",
    "facts-by-certainty",
    "field-province-matrix",
    "firm-counts-by-region",
    "population-decline-areas-by-province",
    "region-at-a-glance",
    "technology-coverage-by-field",
    "transition-counts-by-region",
}
"""The questions whose answers are numbers of facts, and no single fact."""

PATIENCE = 10
"""How many times as long as to read the whole graph an answer may take; the usual is once."""


@pytest.fixture(scope="session")
def mirrored(graph: Graph) -> Store:
    """The same graph, stored from its last quad to its first."""
    store = Store()
    store.extend(reversed(tuple(graph.quads())))
    return store


def columns(store: Store, query: SavedQuery) -> list[str]:
    return [variable.value for variable in solutions(store, query, {}).variables]


def texts(store: Store, query: SavedQuery) -> Iterator[tuple[str, Literal]]:
    """The literals of an answer, with the column in which each stands."""
    names = columns(store, query)
    for solution in solutions(store, query, {}):
        for name, term in zip(names, solution, strict=True):
            if isinstance(term, Literal):
                yield name, term


def members(store: Store, name: str) -> list[str]:
    """The things of a class, as a user would write them."""
    found = store.quads_for_pattern(None, RDF["type"], KRIG[name.removeprefix("krig:")], None)
    things = {quad.subject for quad in found if isinstance(quad.subject, NamedNode)}
    return sorted(written(thing) or "" for thing in things)


def is_korean(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


def held_to_the_tables() -> set[str]:
    """The queries that some test asks and compares with an answer expected from the tables."""
    found: set[str] = set(counted())
    for module in Path(__file__).parent.glob("test_*_questions.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        for test in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            if any(expects(node) for node in ast.walk(test)):
                found |= {name for node in ast.walk(test) for name in asked(node)}
    return found


def expects(node: ast.AST) -> bool:
    """Whether something is compared, as a whole, with what is expected."""
    match node:
        case ast.Compare(ops=[ast.Eq()], comparators=[ast.Name(id="expected")]):
            return True
    return False


def asked(node: ast.AST) -> set[str]:
    """The query that a call asks, if it is one."""
    match node:
        case ast.Call(func=ast.Name(id="ask"), args=[ast.Constant(value=str(name))]):
            return {name}
    return set()


def test_an_analyst_has_at_least_32_questions_to_choose_from() -> None:
    assert len(QUESTIONS) >= 32


def test_every_query_has_a_test_that_works_its_answer_out_from_the_tables() -> None:
    assert QUERIES.keys() - held_to_the_tables() == set()


@every_query
def test_a_head_speaks_korean_and_english(query: SavedQuery) -> None:
    head = query.head
    said = [head.title, head.description, *(parameter.label for parameter in head.parameters)]
    assert all(is_korean(text.ko) and not is_korean(text.en) for text in said)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_two_queries_have_the_same_title(language: str) -> None:
    titles = [getattr(query.head.title, language) for query in QUERIES.values()]
    assert sorted(set(titles)) == sorted(titles)


@every_query
def test_an_answer_is_not_empty(store: Store, query: SavedQuery) -> None:
    assert rows(store, query.name, {})


@every_query
def test_an_answer_does_not_hang_on_the_order_in_which_facts_were_stored(
    store: Store, mirrored: Store, query: SavedQuery
) -> None:
    assert rows(store, query.name, {}) == rows(mirrored, query.name, {})


def seconds(work: Callable[[], object]) -> float:
    """How long work computes; the best of three, for garbage may be collected meanwhile."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


@pytest.fixture(scope="module")
def reading(store: Store) -> float:
    """How long it takes to read the whole graph."""
    return seconds(lambda: sum(1 for _ in store))


@every_query
def test_an_answer_takes_little_more_than_to_read_the_whole_graph(
    store: Store, reading: float, query: SavedQuery
) -> None:
    assert seconds(lambda: rows(store, query.name, {})) < PATIENCE * reading


@every_question
def test_the_language_of_a_text_is_the_one_that_its_column_tells(
    store: Store, query: SavedQuery
) -> None:
    told = {"Ko": "ko", "En": "en"}
    wrong = {
        (column, text.language, text.value)
        for column, text in texts(store, query)
        if text.language != told.get(column[-2:])
    }
    assert not wrong


@every_question
def test_what_has_an_english_column_has_a_korean_one(store: Store, query: SavedQuery) -> None:
    names = columns(store, query)
    assert {f"{name[:-2]}Ko" for name in names if name.endswith("En")} <= set(names)


@every_question
def test_a_fact_is_shown_with_its_certainty_and_its_documents(
    store: Store, query: SavedQuery
) -> None:
    names = set(columns(store, query))
    shows = "certainty" in names and bool(names & {"sources", "source", "document"})
    assert shows == (query.name not in COUNTS_ONLY)


@pytest.mark.parametrize("query", ASKING.values(), ids=ASKING)
def test_a_parameter_means_the_same_where_its_value_is_written_into_the_query(
    store: Store, query: SavedQuery
) -> None:
    bound = bind(query, {})
    names = " ".join(str(variable) for variable in bound)
    values = " ".join(str(term) for term in bound.values())
    text = query.text.replace("WHERE {", f"WHERE {{ VALUES ({names}) {{ ({values}) }}", 1)
    answer = cast("QuerySolutions", store.query(text, use_default_graph_as_union=True))
    assert [tuple(written(term) for term in row) for row in answer] == rows(store, query.name, {})


@every_choice
def test_a_value_is_chosen_from_a_class_of_the_ontology(
    store: Store, query: SavedQuery, parameter: Parameter
) -> None:
    assert parameter.type == "iri"
    assert parameter.among in terms()
    assert parameter.default in members(store, parameter.among)


@every_choice
def test_every_value_that_a_class_offers_gives_rows_of_that_value_only(
    store: Store, query: SavedQuery, parameter: Parameter
) -> None:
    position = columns(store, query).index(parameter.name)
    for value in members(store, parameter.among or ""):
        answer = rows(store, query.name, {parameter.name: value})
        assert {row[position] for row in answer} <= {value}
