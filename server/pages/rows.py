"""Reads the rows that a SELECT answers: things with labels in both languages, numbers, texts."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from server.asking import Row
from server.pages.excerpt import best
from server.pages.links import link_to
from server.pages.words import Thing, Words
from server.texts import Language


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of an answer, and the language in which they are to be told."""

    rows: list[Row]
    language: Language


def thing(row: Row, name: str, language: Language, label: str = "label") -> Thing:
    """Return the thing `name` of `row`, called as its columns `labelKo` and `labelEn` say."""
    node = row[name]
    iri = node.value if isinstance(node, NamedNode) else ""
    return Thing(iri, words(row, label, language) or Words(iri), link_to(iri) if iri else "")


def words(row: Row, name: str, language: Language) -> Words | None:
    """Return the text of the columns `nameKo` and `nameEn` that is best in `language`."""
    texts = (row.get(f"{name}{suffix}") for suffix in ("Ko", "En"))
    return best((each for each in texts if isinstance(each, Literal)), language)


def text(row: Row, name: str) -> str:
    """Return the text of a column; blank if it has none."""
    value = row.get(name)
    return value.value if isinstance(value, Literal | NamedNode) else ""


def number(row: Row, name: str) -> int:
    """Return the whole number of a column."""
    return int(text(row, name) or 0)
