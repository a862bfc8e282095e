"""Property paths survive RDF, and are told as SPARQL writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Dataset, Literal, NamedNode, Quad

from krig.validation.path import (
    Alternative,
    Inverse,
    PropertyPath,
    Repeated,
    Sequence,
    path_text,
    path_triples,
    read_path,
)

A, B = (NamedNode(f"https://example.org/{name}") for name in "ab")

PATHS = st.recursive(
    st.sampled_from([A, B]),
    lambda paths: st.one_of(
        st.builds(Inverse, paths),
        st.builds(Repeated, paths, st.sampled_from(["*", "+", "?"])),
        st.builds(Sequence, st.lists(paths, min_size=2, max_size=3).map(tuple)),
        st.builds(Alternative, st.lists(paths, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


@given(PATHS)
def test_a_path_that_is_written_is_read_as_the_same(path: PropertyPath) -> None:
    node, triples = path_triples(path, "n")
    graph = Dataset(Quad(each.subject, each.predicate, each.object) for each in triples)
    assert read_path(graph, node) == path


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (A, "a"),
        (Inverse(A), "^a"),
        (Sequence((A, Inverse(B))), "a/(^b)"),
        (Alternative((A, Sequence((A, B)))), "a|(a/b)"),
        (Repeated(Alternative((A, B)), "+"), "(a|b)+"),
    ],
)
def test_a_path_is_told_as_sparql_writes_it(path: PropertyPath, text: str) -> None:
    assert path_text(path, lambda node: node.value[-1]) == text


def test_what_is_no_path_is_refused() -> None:
    with pytest.raises(ValueError, match="no property path"):
        read_path(Dataset(), Literal("a"))
