"""What the server itself asks the engine: the queries beside this module, and others."""

from collections.abc import Mapping
from contextlib import aclosing
from functools import cache
from pathlib import Path
from typing import cast

from pyoxigraph import (
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    Variable,
    parse,
    parse_query_results,
)

from krig.queries import Bound
from server.engine import Engine
from server.query import UNNAMED, Query
from server.sparql.binding import bind

Row = dict[str, Bound | None]


async def rows(
    engine: Engine, name: str, given: Mapping[str, Bound] | None = None, *, union: bool = True
) -> list[Row]:
    """Return the rows that the query `name` of `server/queries` answers with `given` bound."""
    substitutions = {Variable(key): term for key, term in (given or {}).items()}
    return await _rows(
        engine, Query(own_query(name), QueryResultsFormat.JSON, UNNAMED, substitutions, union)
    )


async def solutions(engine: Engine, text: str, given: Mapping[str, Bound]) -> list[Row]:
    """Return the rows that the SELECT `text` answers with `given` bound, from all graphs."""
    return await _rows(engine, Query(_bound(text, given), QueryResultsFormat.JSON))


async def statements(engine: Engine, text: str, given: Mapping[str, Bound]) -> list[Triple]:
    """Return the triples that the CONSTRUCT `text` answers with `given` bound, from all graphs."""
    content = await _content(engine, Query(_bound(text, given), RdfFormat.N_TRIPLES))
    return [quad.triple for quad in parse(content, RdfFormat.N_TRIPLES)]


async def truth(engine: Engine, query: Query) -> bool:
    """Return what `query`, an ASK whose answer comes in JSON, answers."""
    content = await _content(engine, query)
    return bool(parse_query_results(content, QueryResultsFormat.JSON))


@cache
def own_query(name: str) -> str:
    """Return the text of the query `name` of `server/queries`."""
    return (Path(__file__).parent / "queries" / f"{name}.rq").read_text(encoding="utf-8")


async def _rows(engine: Engine, query: Query) -> list[Row]:
    content = await _content(engine, query)
    found = cast("QuerySolutions", parse_query_results(content, QueryResultsFormat.JSON))
    names = [variable.value for variable in found.variables]
    return [dict(zip(names, solution, strict=True)) for solution in found]


async def _content(engine: Engine, query: Query) -> bytes:
    async with aclosing(engine.query(query)) as pieces:
        return b"".join([piece async for piece in pieces])


def _bound(text: str, given: Mapping[str, Bound]) -> str:
    """Return `text` with the terms in it.

    The engine begins with them then, which is ten times as fast as to plan first, and then to
    substitute.
    """
    return bind(text, {Variable(key): term for key, term in given.items()})
