"""The judge: pySHACL, on graphs of rdflib.

It is loaded when it is first asked, which takes a while, and most graphs need no judge.

pySHACL asks the same query once for each focus node; here rdflib reads each query only once. It
forgets the language of a message into which it puts values; here the text itself carries it. And
it words a message where a shape has none; those are left to who tells the report, in any language.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pyoxigraph
import rdflib
from pyoxigraph import RdfFormat
from pyparsing import ParseException
from rdflib.plugins.sparql import prepareQuery

from krig.rdflib_terms import rdflib_term
from krig.validation.misread import put_right
from krig.validation.shapes import ShapesError, ShapesGraph
from ontology.namespaces import SH

MARK: Final = "\x1f"
"""Stands between the text of a message and its language."""

query_of = lru_cache(maxsize=256)(prepareQuery)


class DataGraph(rdflib.Graph):
    """A graph that reads each query text only once."""

    def query(self, query_object: Any, *args: Any, **options: Any) -> Any:
        """Answer a query, as `rdflib.Graph.query` does."""
        query = query_of(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *args, **options)


def report(data: str | Path, shapes: ShapesGraph) -> str:
    """Return the report on `data`; the data, a text or a file, and the report are N-Triples.

    Raises:
        ShapesError: the shapes are not as SHACL wants them.

    """
    pyshacl = import_module("pyshacl")
    errors = import_module("pyshacl.errors")
    graph = DataGraph(bind_namespaces="none")
    constraints = rdflib.Graph(bind_namespaces="none")
    with _silent("rdflib.term"):
        _fill(graph, data)
        _fill(constraints, put_right(shapes).ntriples, mark=True)
        try:
            _, found, text = pyshacl.validate(graph, shacl_graph=constraints, inplace=True)
        except (errors.ReportableRuntimeError, ParseException) as error:
            raise ShapesError(str(error)) from None
    if isinstance(found, errors.ValidationFailure) or not isinstance(found, rdflib.Graph):
        raise ShapesError(text)
    _unmark(found)
    return found.serialize(format="nt")


def _fill(graph: rdflib.Graph, ntriples: str | Path, *, mark: bool = False) -> None:
    source = {"path": ntriples} if isinstance(ntriples, Path) else {"input": ntriples}
    for quad in pyoxigraph.parse(**source, format=RdfFormat.N_TRIPLES):
        value = rdflib_term(quad.object)
        if mark and quad.predicate == SH["message"] and isinstance(value, rdflib.Literal):
            value = rdflib.Literal(f"{value}{MARK}{value.language or ''}", lang=value.language)
        graph.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), value))


def _unmark(found: rdflib.Graph) -> None:
    """Give each message in `found` its language again, and leave out what pySHACL made up."""
    for result, message in [*found.subject_objects(rdflib.SH.resultMessage)]:
        text, marked, language = str(message).partition(MARK)
        found.remove((result, rdflib.SH.resultMessage, message))
        if marked:
            restored = rdflib.Literal(text, lang=language or None)
            found.add((result, rdflib.SH.resultMessage, restored))


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """Keep a logger silent: rdflib warns of each ill-formed literal, which the shapes report."""
    logger = logging.getLogger(name)
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
