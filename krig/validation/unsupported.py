"""Refuses shapes with queries that SHACL does not allow, where an engine would take them.

Source: Shapes Constraint Language (SHACL), section 5.2.1 and appendix A: a subquery selects all
variables that are bound before the query is asked.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

from pyoxigraph import Literal
from rdflib import Variable

from krig.validation.shapes import ShapesError, ShapesGraph
from ontology.namespaces import SH

QUERIES: Final = {SH["select"], SH["ask"]}
THIS: Final = Variable("this")
SELECT: Final = re.compile(r"\bSELECT\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def refuse_unsupported(shapes: ShapesGraph) -> None:
    """Do nothing if SHACL allows the queries of `shapes`.

    Raises:
        ShapesError: a subquery leaves out the focus node.

    """
    for triple in shapes.triples():
        if triple.predicate in QUERIES and isinstance(triple.object, Literal):
            outermost = int(triple.predicate == SH["select"])
            text = triple.object.value
            if len(SELECT.findall(text)) > outermost and _leaves_out_focus(text):
                message = f"{triple.subject}: a subquery has to select $this:\n{text}"
                raise ShapesError(message)


def _leaves_out_focus(text: str) -> bool:
    parser = import_module("rdflib.plugins.sparql.parser")  # it takes long to load
    unparsed = import_module("pyparsing").ParseException
    try:
        parsed = parser.parseQuery(text.replace("$PATH", "<urn:path>"))
    except (unparsed, ValueError):
        return False
    return any(
        THIS not in {getattr(each, "var", None) or each.get("evar") for each in subquery.projection}
        for subquery in _subqueries(parsed)
        if subquery.projection
    )


def _subqueries(part: Any) -> Iterator[Any]:
    if getattr(part, "name", "") == "SubSelect":
        yield part
    if isinstance(part, dict):
        part = [*part.values()]
    if not isinstance(part, str) and hasattr(part, "__iter__"):
        for each in part:
            yield from _subqueries(each)
