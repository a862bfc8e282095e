"""Queries, heads and faults arrive as they were sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Variable

from server.readers.faults import LONGEST, TOLD, QuerySyntaxError, decoded, encoded
from server.readers.head import Head
from server.readers.query import Query, Term

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
TERMS: st.SearchStrategy[Term] = st.one_of(
    st.integers(0, 99).map(lambda n: NamedNode(f"http://a/가{n}")),
    st.integers(0, 99).map(lambda n: BlankNode(f"b{n}")),
    TEXT.map(Literal),
    TEXT.map(lambda text: Literal(text, language="ko")),
    TEXT.map(lambda text: Literal(text, datatype=NamedNode("http://a/type"))),
)
NAMES = st.sampled_from(["a", "b", "c"]).map(Variable)


@given(TEXT, st.dictionaries(NAMES, TERMS), st.lists(TEXT, max_size=2), st.booleans())
def test_a_query_arrives_with_all_its_terms(
    text: str, terms: dict[Variable, Term], graphs: list[str], union: bool
) -> None:
    query = Query(text, "json", terms, tuple(graphs), union=union)
    assert Query.decoded(query.encoded()) == query


def test_the_order_of_substitutions_makes_no_other_query() -> None:
    terms = {Variable("a"): Literal("1"), Variable("b"): Literal("2")}
    turned = dict(reversed(terms.items()))
    assert Query("ASK {}", "json", terms).encoded() == Query("ASK {}", "json", turned).encoded()


def test_a_digest_names_a_text_also_where_that_is_no_unicode() -> None:
    assert Query("ASK {}", "json").digest == Query("ASK {}", "csv").digest
    assert Query("ASK {} #\ud800", "json").digest != Query("ASK {}", "json").digest


def test_a_head_arrives() -> None:
    head = Head("rows", "text/csv", ("b", "a"), volatile=True)
    assert Head.decoded(head.encoded()) == head


@pytest.mark.parametrize("outcome", TOLD)
def test_a_fault_arrives_with_what_the_engine_says(outcome: str) -> None:
    arrived = decoded(encoded(TOLD[outcome]("expected }")))
    assert type(arrived) is TOLD[outcome]
    assert str(arrived) == "expected }"


def test_the_engine_cannot_say_without_end_what_is_wrong() -> None:
    assert len(str(decoded(encoded(QuerySyntaxError("x" * 10**6))))) == LONGEST
