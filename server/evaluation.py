"""Evaluates a query over a store and writes the answer: the work of whoever holds the graph."""

from collections.abc import Iterable, Mapping
from itertools import chain, islice
from typing import IO, Any, Final

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from ontology.namespaces import PREFIXES
from server.query import EvaluationError, Query, QuerySyntaxError
from server.sparql.outline import has_dataset, in_order, outline

Answer = QuerySolutions | QueryBoolean | QueryTriples

PREFIX_IRIS: Final = {prefix: namespace.iri for prefix, namespace in PREFIXES.items()}
EMPTY: Final = Store()
LOOKED_AT: Final = 10_000
"""A graph of fewer triples is written with the prefixes that it uses, a larger one with all."""


def evaluate(store: Store, query: Query, out: IO[bytes]) -> None:
    """Write the answer of `query` over `store` to `out`.

    Raises:
        QuerySyntaxError: the query is not valid.
        EvaluationError: it cannot be evaluated.

    """
    try:
        write(_answer(store, query), query.format, out)
    except SyntaxError as error:
        raise QuerySyntaxError(str(error)) from None
    except RuntimeError as error:
        raise EvaluationError(str(error)) from None


def _answer(store: Store, query: Query) -> Answer:
    options: dict[str, Any] = {"substitutions": query.substitutions, **_dataset(query)}
    return store.query(_in_written_order(query), **options)


def _dataset(query: Query) -> Mapping[str, Any]:
    if query.dataset:
        return {
            "default_graph": [NamedNode(iri) for iri in query.dataset.default],
            "named_graphs": [NamedNode(iri) for iri in query.dataset.named],
        }
    return {"use_default_graph_as_union": query.union and not has_dataset(query.text)}


def _in_written_order(query: Query) -> str:
    """Return the query's text with the variables for `SELECT *`, in the order of the text.

    The engine would give them by the alphabet. Which they are, it tells over an empty store.
    """
    text, star = query.text, outline(query.text).star
    if star is None:
        return text
    answer = EMPTY.query(text, substitutions=query.substitutions)
    if not isinstance(answer, QuerySolutions) or not answer.variables:
        return text
    names = in_order(text, [variable.value for variable in answer.variables])
    return f"{text[:star]} {' '.join(f'?{name}' for name in names)} {text[star + 1 :]}"


def write(answer: Answer, form: QueryResultsFormat | RdfFormat, out: IO[bytes]) -> None:
    """Write `answer` to `out` in a format of its kind."""
    match answer, form:
        case QuerySolutions() | QueryBoolean(), QueryResultsFormat():
            answer.serialize(out, form)
        case QueryTriples(), RdfFormat():
            head = list(islice(answer, LOOKED_AT))
            prefixes = _used(head) if len(head) < LOOKED_AT else PREFIX_IRIS
            serialize(chain(head, answer), out, form, prefixes=prefixes)
        case _:
            raise TypeError(f"{form} is no format of {type(answer).__name__}")


def _used(triples: Iterable[Triple]) -> dict[str, str]:
    """Return the prefixes whose namespaces begin an IRI of `triples`."""
    terms = {
        term for triple in triples for term in (*triple, getattr(triple.object, "datatype", None))
    }
    iris = [term.value for term in terms if isinstance(term, NamedNode)]
    return {
        prefix: namespace
        for prefix, namespace in PREFIX_IRIS.items()
        if any(iri.startswith(namespace) for iri in iris)
    }
