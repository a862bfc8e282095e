"""A graph that was changed again and again is the graph that would be loaded anew."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Variable,
    serialize,
)

from krig.delta import Delta
from server.readers.change import Change, apply
from server.readers.template import load

NODES = [*(NamedNode(f"http://a/{n}") for n in range(4)), *(BlankNode(f"b{n}") for n in range(3))]
VALUES = [*NODES, Literal("값", language="ko"), Literal("a\nb"), Literal("1.0")]
GRAPHS = [DefaultGraph(), NamedNode("http://a/g"), NamedNode("http://a/h")]
QUADS = st.frozensets(
    st.builds(
        Quad,
        st.sampled_from(NODES),
        st.sampled_from(NODES[:4]),
        st.sampled_from(VALUES),
        st.sampled_from(GRAPHS),
    ),
    max_size=12,
)
ASKED = (
    "SELECT * { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?g { GRAPH ?g { } }",
    "SELECT ?p (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?p",
    "SELECT ?a ?c { ?a ?p ?b . ?b ?q ?c }",
)


def loaded(quads: frozenset[Quad]) -> Store:
    with TemporaryDirectory() as folder:
        dump = Path(folder, "graph.nq")
        serialize(quads, dump, RdfFormat.N_QUADS)
        return load(dump)


def answers(store: Store) -> list[list[str]]:
    """What is asked, answered in any order."""
    found = []
    for text in ASKED:
        rows = store.query(text)
        names: list[Variable] = rows.variables  # type: ignore[union-attr]
        found.append(sorted(str([str(row[name]) for name in names]) for row in rows))  # type: ignore[union-attr,index]
    return found


@settings(deadline=None, max_examples=60)
@given(states=st.lists(QUADS, min_size=2, max_size=8))
def test_answers_are_those_of_the_graph_loaded_anew(states: list[frozenset[Quad]]) -> None:
    store = loaded(states[0])
    for before, after in pairwise(states):
        change = Change.of("before", Delta.between(before, after))
        apply(change.added, change.removed, store)
        assert frozenset(store) == after
        assert answers(store) == answers(loaded(after))
