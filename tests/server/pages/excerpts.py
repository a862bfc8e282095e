"""What the questions of the pages are answered from the whole graph, without a server."""

from typing import Any

from pyoxigraph import QuerySolutions, QueryTriples, Store

from server.asking import Row
from server.pages.excerpt import Excerpt
from server.pages.page import question
from server.texts import Language


def excerpt(store: Store, name: str, language: Language = "ko") -> Excerpt:
    """What the CONSTRUCT `name` of the pages answers."""
    found: Any = store.query(question(name), use_default_graph_as_union=True)
    assert isinstance(found, QueryTriples)
    return Excerpt(found, language)


def rows(store: Store, name: str) -> list[Row]:
    """What the SELECT `name` of the pages answers."""
    found: Any = store.query(question(name), use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = [each.value for each in found.variables]
    return [dict(zip(names, solution, strict=True)) for solution in found]
