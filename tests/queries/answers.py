"""A saved query's answer, as rows of plain text that a test can write down."""

from collections.abc import Mapping
from typing import Protocol, cast

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from krig.queries import SavedQuery, bind, saved_query
from ontology.namespaces import ID, KRIG

Cell = str | None
Row = tuple[Cell, ...]
Term = NamedNode | BlankNode | Literal | Triple


class Ask(Protocol):
    """Ask a saved query, with values for its parameters, and return the rows of its answer."""

    def __call__(self, name: str, **given: str) -> list[Row]: ...


def solutions(store: Store, saved: SavedQuery, given: Mapping[str, str]) -> QuerySolutions:
    """Ask a saved query of `store` as the server and the command line do."""
    bound = bind(saved, given)
    answer = store.query(saved.text, use_default_graph_as_union=True, substitutions=bound)
    return cast("QuerySolutions", answer)


def rows(store: Store, name: str, given: Mapping[str, str]) -> list[Row]:
    """The rows of the answer to the saved query called `name`, in their order."""
    saved = saved_query(name)
    assert saved is not None, f"no saved query is called {name}"
    return [tuple(written(term) for term in row) for row in solutions(store, saved, given)]


def written(term: Term | None) -> Cell:
    """A term as the tables would write it: the path of a thing, `krig:Term`, or its text."""
    match term:
        case None:
            return None
        case NamedNode() if term in ID:
            return term.value.removeprefix(ID.iri)
        case NamedNode() if term in KRIG:
            return f"krig:{term.value.removeprefix(KRIG.iri)}"
        case NamedNode() | Literal():
            return term.value
    return str(term)
