"""Evaluates a query and writes its answer: what a reader does."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain, islice
from typing import IO, Any, Final

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    parse_query_results,
    serialize,
)

from krig.results import GRAPHS, ROWS, XLSX, formats, workbook
from ontology.namespaces import PREFIXES
from server.readers.faults import (
    EvaluationError,
    FederationError,
    FormatError,
    QuerySyntaxError,
)
from server.readers.head import Head
from server.readers.query import Query
from server.readers.walls import files
from server.sparql.outline import has_dataset, in_order, is_federated, is_volatile, outline

Answer = QuerySolutions | QueryBoolean | QueryTriples
Announce = Callable[[Head], None]

PREFIX_IRIS: Final = {prefix: namespace.iri for prefix, namespace in PREFIXES.items()}
SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EMPTY: Final = Store()
LOOKED_AT: Final = 1000
"""A graph of fewer triples is written with the prefixes that it uses, a larger one with all.

So many are found before the first is written.
"""


def evaluate(store: Store, query: Query, announce: Announce, out: IO[bytes]) -> None:
    """Evaluate `query` over `store`, announce its answer, and write that to `out`.

    Raises:
        FederationError: it calls another service.
        QuerySyntaxError: it is not valid.
        FormatError: its format does not fit its answer.
        EvaluationError: it cannot be evaluated.

    """
    if is_federated(query.text):
        raise FederationError
    try:
        answer = _answer(store, query)
        if query.format not in formats(answer):
            raise FormatError(", ".join(formats(answer)))
        announce(_head(answer, query))
        _write(answer, query.format, out)
    except SyntaxError as error:
        raise QuerySyntaxError(str(error)) from None
    except (RuntimeError, ValueError) as error:
        raise EvaluationError(str(error)) from None


def _answer(store: Store, query: Query) -> Answer:
    options = {**_dataset(query)}
    if query.substitutions:
        options["substitutions"] = query.substitutions
    return store.query(_in_written_order(query), **options)


def _dataset(query: Query) -> Mapping[str, Any]:
    if query.default or query.named:
        return {
            "default_graph": [NamedNode(iri) for iri in query.default],
            "named_graphs": [NamedNode(iri) for iri in query.named],
        }
    return {"use_default_graph_as_union": query.union and not has_dataset(query.text)}


def _in_written_order(query: Query) -> str:
    """Return the query's text with the variables for `SELECT *`, in the order of the text.

    The engine would give them by the alphabet. Which they are, it tells over an empty store.
    """
    text, star = query.text, outline(query.text).star
    if star is None:
        return text
    answer = EMPTY.query(text, substitutions=dict(query.substitutions))
    if not isinstance(answer, QuerySolutions) or not answer.variables:
        return text
    names = in_order(text, [variable.value for variable in answer.variables])
    return f"{text[:star]} {' '.join(f'?{name}' for name in names)} {text[star + 1 :]}"


def _head(answer: Answer, query: Query) -> Head:
    volatile = is_volatile(query.text)
    match answer:
        case QuerySolutions():
            variables = tuple(variable.value for variable in answer.variables)
            return Head("rows", _media_type(query.format), variables, volatile)
        case QueryBoolean():
            return Head("truth", _media_type(query.format), volatile=volatile)
    return Head("graph", GRAPHS[query.format].media_type, volatile=volatile)


def _media_type(name: str) -> str:
    return ROWS[name].media_type if name in ROWS else SPREADSHEET


def _write(answer: Answer, name: str, out: IO[bytes]) -> None:
    match answer:
        case QuerySolutions() if name == XLSX:
            _write_workbook(answer, out)
        case QuerySolutions() | QueryBoolean():
            answer.serialize(out, ROWS[name])
        case _:
            head = list(islice(answer, LOOKED_AT))
            prefixes = _used(head) if len(head) < LOOKED_AT else PREFIX_IRIS
            serialize(chain(head, answer), out, GRAPHS[name], prefixes=prefixes)


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


def _write_workbook(answer: QuerySolutions, out: IO[bytes]) -> None:
    """Write a workbook. That takes temporary files, so first the evaluation ends, behind walls."""
    rows = answer.serialize(format=QueryResultsFormat.JSON) or b""
    evaluated = parse_query_results(rows, QueryResultsFormat.JSON)
    if isinstance(evaluated, QuerySolutions):
        with files():
            out.write(workbook(evaluated))
