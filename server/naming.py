"""How things and terms are called, asked of the engine."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Variable

from server.asking import own_query, solutions
from server.engine import Engine
from server.filling import with_rows
from server.texts import Language


async def names(engine: Engine, terms: Iterable[NamedNode]) -> dict[NamedNode, dict[str, str]]:
    """Return by language how each of `terms` is called, which may be nothing.

    Raises:
        UnansweredError: the engine does not say.

    """
    called: dict[NamedNode, dict[str, str]] = {each: {} for each in terms}
    if called:
        text = with_rows(own_query("names"), [Variable("thing")], [[each] for each in called])
        for row in await solutions(engine, text, {}):
            thing, name = row["thing"], row["name"]
            if isinstance(thing, NamedNode) and isinstance(name, Literal):
                called[thing].setdefault(name.language or "", name.value)
    return called


def named(called: dict[str, str], language: Language, otherwise: str) -> str:
    """Return what something is `called` in a language, else in any, else `otherwise`."""
    return called.get(language) or next(iter(called.values()), otherwise)
