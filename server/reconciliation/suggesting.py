"""Suggestions of things, types and properties while one types (API 0.2, section 7)."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from pyoxigraph import NamedNode

from krig.search.spelling import strokes_of
from ontology.namespaces import ID, RDF, compact
from server.reconciliation.reconciling import described, types_of
from server.search.searcher import Searcher
from server.texts import Language

What = Literal["entity", "type", "property"]
MANY: Final = 20
"""How many suggestions there are at once."""
FURTHEST: Final = 200
"""With which suggestion a page may begin."""

Told = Mapping[str, Any]


async def suggestions(
    searcher: Searcher, what: What, prefix: str, cursor: int, *, client: str, language: Language
) -> list[dict[str, Any]]:
    """Return what is suggested for `prefix`, from the number `cursor` on.

    Raises:
        UnansweredError: the index does not answer.

    """
    page = slice(cursor, cursor + MANY)
    if what == "type":
        _, told = await searcher.ask({"ask": "kinds"}, client)
        return [_type(each, language) for each in _called(told["kinds"], prefix)[page]]
    kinds = [RDF["Property"].value] if what == "property" else []
    question = {"ask": "best", "text": prefix, "kinds": kinds, "limit": cursor + MANY}
    _, told = await searcher.ask(question, client)
    hits = [e for e in told["hits"] if what == "property" or e["iri"].startswith(ID.iri)]
    return [_thing(each, language) for each in hits[page]]


def _called(kinds: Iterable[Told], prefix: str) -> list[Told]:
    """Return the classes that are called so, or whose name has that part; those first that do."""
    strokes = strokes_of(prefix)
    found = [
        (min(places), each)
        for each in kinds
        if strokes
        and (
            places := [
                place
                for name in (*each["labels"].values(), compact(NamedNode(each["iri"])))
                if (place := strokes_of(name).find(strokes)) >= 0
            ]
        )
    ]
    return [each for place, each in sorted(found, key=lambda pair: pair[0] > 0)]


def _type(told: Told, language: Language) -> dict[str, Any]:
    other = "en" if language == "ko" else "ko"
    return {
        "id": told["iri"],
        "name": told["labels"][language],
        "description": f"{told['labels'][other]} ({told['count']:,})",
    }


def _thing(told: Told, language: Language) -> dict[str, Any]:
    return {
        "id": told["iri"],
        "name": told["labels"][language],
        "description": described(told, language),
        "notable": types_of(told, language),
    }
