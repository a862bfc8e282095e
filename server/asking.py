"""What the server itself asks the engine: the queries beside this module."""

from contextlib import aclosing
from functools import cache
from pathlib import Path
from typing import cast

from pyoxigraph import QueryResultsFormat, QuerySolutions, Variable, parse_query_results

from krig.queries import Bound
from server.engine import Engine
from server.query import UNNAMED, Query

Row = dict[str, Bound | None]


async def rows(
    engine: Engine, name: str, given: dict[str, Bound] | None = None, *, union: bool = True
) -> list[Row]:
    """Return the rows that the query `name` of `server/queries` answers with `given` bound."""
    substitutions = {Variable(key): term for key, term in (given or {}).items()}
    query = Query(own_query(name), QueryResultsFormat.JSON, UNNAMED, substitutions, union)
    async with aclosing(engine.query(query)) as pieces:
        content = b"".join([piece async for piece in pieces])
    solutions = cast("QuerySolutions", parse_query_results(content, QueryResultsFormat.JSON))
    names = [variable.value for variable in solutions.variables]
    return [dict(zip(names, solution, strict=True)) for solution in solutions]


async def truth(engine: Engine, query: Query) -> bool:
    """Return what `query`, an ASK whose answer comes in JSON, answers."""
    async with aclosing(engine.query(query)) as pieces:
        content = b"".join([piece async for piece in pieces])
    return bool(parse_query_results(content, QueryResultsFormat.JSON))


@cache
def own_query(name: str) -> str:
    """Return the text of the query `name` of `server/queries`."""
    return (Path(__file__).parent / "queries" / f"{name}.rq").read_text(encoding="utf-8")
