"""Writes a saved query with the values of its parameters in it, for people to read and change."""

from collections.abc import Iterable, Mapping

from pyoxigraph import Variable

from krig.queries import HEAD, Bound, SavedQuery
from server.sparql.tokens import tokens


def filled(query: SavedQuery, bound: Mapping[Variable, Bound]) -> str:
    """Return the text of `query`, without its head, that answers as it does with `bound`.

    The terms, as the engine writes them, stand in a VALUES clause at the beginning of WHERE.
    """
    lines = query.text.splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith(HEAD))
    if not bound:
        return text
    return with_rows(text, [*bound], [[*bound.values()]])


def with_rows(text: str, variables: Iterable[Variable], rows: Iterable[Iterable[Bound]]) -> str:
    """Return the query `text` asked of `rows`, each of which has a term for each of `variables`.

    They stand in a VALUES clause at the beginning of WHERE, where the engine begins with them.
    """
    names = " ".join(str(variable) for variable in variables)
    terms = " ".join(f"({' '.join(map(str, row))})" for row in rows)
    start = _where(text)
    return f"{text[:start]}\n  VALUES ({names}) {{ {terms} }}{text[start:]}"


def _where(text: str) -> int:
    """Return the offset after the brace that opens the first WHERE clause."""
    stream = tokens(text)
    next(token for token in stream if token.terminal == "where")
    return next(stream).end
