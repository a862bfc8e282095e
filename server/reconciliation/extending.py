"""Data extension: what things have by some properties (API 0.2, section 8)."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Triple

from ontology.namespaces import XSD, compact
from server.asking import own_query, solutions
from server.engine import Engine
from server.naming import named, names
from server.reconciliation.asked import Extension, iri_of
from server.reconciliation.values import Held, holdings
from server.texts import Language

WHOLE: Final = frozenset(XSD[each] for each in ("integer", "long", "int", "short"))
BROKEN: Final = frozenset(XSD[each] for each in ("decimal", "double", "float"))
LARGEST: Final = 2**53
"""Up to which number every client keeps whole numbers as they are (RFC 8259, section 6)."""
MANY: Final = 200
"""How many properties are proposed at most."""


async def extend(engine: Engine, asked: Extension, language: Language) -> dict[str, Any]:
    """Return what things have by properties, and how these are called, as the API lays it out.

    Raises:
        UnansweredError: the engine does not say.

    """
    things = {each: iri_of(each) for each in dict.fromkeys(asked.ids)}
    properties = {each.id: iri_of(each.id) for each in asked.properties}
    known = [each for each in properties.values() if each is not None]
    held = await holdings(engine, (each for each in things.values() if each is not None), known)
    names = await _names(engine, known, language)

    def values(thing: NamedNode | None, prop: NamedNode | None, limit: int) -> list[dict[str, Any]]:
        if thing is None or prop is None:
            return []
        found = _in_language(held.get((thing.value, prop.value), ()), language)
        told = [_value(each, language) for each in found]
        return told[:limit] if limit else told

    return {
        "meta": [{"id": each, "name": names.get(iri, each)} for each, iri in properties.items()],
        "rows": {
            key: {
                each.id: values(thing, properties[each.id], each.settings.limit)
                for each in asked.properties
            }
            for key, thing in things.items()
        },
    }


async def proposed(
    engine: Engine, kind: NamedNode, limit: int, language: Language
) -> list[dict[str, str]]:
    """Return the properties that things of a class have, those first that most of them have.

    Raises:
        UnansweredError: the engine does not say.

    """
    found = await solutions(engine, own_query("reconcile-properties"), {"class": kind})
    return [
        {"id": prop.value, "name": label.value if isinstance(label, Literal) else compact(prop)}
        for row in found[: min(limit, MANY)]
        if isinstance(prop := row["property"], NamedNode)
        for label in [row[language] or row["ko"] or row["en"]]
    ]


async def _names(
    engine: Engine, properties: Iterable[NamedNode], language: Language
) -> dict[NamedNode | None, str]:
    """Return how properties are called in `language`, else in any, else by prefix and term."""
    called = await names(engine, properties)
    return {each: named(told, language, compact(each)) for each, told in called.items()}


def _in_language(held: Sequence[Held], language: Language) -> list[Held]:
    """Return what is held; of texts, those in `language` where there are any, else all."""
    spoken = [
        each for each in held if isinstance(each.value, Literal) and each.value.language == language
    ]
    others = [
        each for each in held if not (isinstance(each.value, Literal) and each.value.language)
    ]
    return [*spoken, *others] if spoken else [*held]


def _value(held: Held, language: Language) -> dict[str, Any]:
    value = held.value
    if isinstance(value, NamedNode):
        name = min(held.names, key=lambda name: name.language != language, default=None)
        return {"id": value.value, "name": name.value if name is not None else compact(value)}
    if isinstance(value, Literal):
        return _literal(value)
    return {"str": str(value) if isinstance(value, Triple) else ""}


def _literal(value: Literal) -> dict[str, Any]:
    with suppress(ValueError, InvalidOperation):
        if value.datatype in WHOLE and abs(int(value.value)) < LARGEST:
            return {"int": int(value.value)}
        if value.datatype in BROKEN and Decimal(value.value).is_finite():
            return {"float": float(value.value)}
    if value.datatype == XSD["date"] and value.value[:1] != "-":
        return {"date": f"{value.value[:10]}T00:00:00"}
    if value.datatype == XSD["dateTime"] and value.value[:1] != "-":
        return {"date": value.value}
    return {"str": value.value}
