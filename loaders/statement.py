"""How a row's values become quads: terms, labels, provenance."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from loaders.row import Row
from ontology.namespaces import DATA, DCT, GRAPH, ID, KRIG, PROV, RDF, RDFS, SKOS, XSD

Value = NamedNode | Literal


def concept(slug: str) -> NamedNode:
    """Return the term that an enumeration value names: `area-of-concern`, krig:AreaOfConcern."""
    return KRIG["".join(part.capitalize() for part in slug.split("-"))]


def literal(value: str | int | bool | Decimal | date, language: str | None = None) -> Literal:
    """Return `value` as a literal: text plain or in `language`, all else by its XSD type."""
    match value:
        case str():
            return Literal(value, language=language) if language else Literal(value)
        case bool():
            return Literal("true" if value else "false", datatype=XSD["boolean"])
        case int():
            return Literal(str(value), datatype=XSD["integer"])
        case Decimal():
            return Literal(format(value, "f"), datatype=XSD["decimal"])
        case date():
            return Literal(value.isoformat(), datatype=XSD["date"])


def year(value: int | None) -> Literal | None:
    """Return a year as `xsd:gYear`."""
    return None if value is None else Literal(f"{value:04d}", datatype=XSD["gYear"])


def year_month(value: str | None) -> Literal | None:
    """Return a month, such as 2023-02, as `xsd:gYearMonth`."""
    return None if value is None else Literal(value, datatype=XSD["gYearMonth"])


def say(
    row: Row, subject: NamedNode, predicate: NamedNode, *values: Value | None
) -> Iterator[Quad]:
    """Yield a quad of the row's graph for each value that there is."""
    graph = GRAPH[row.origin.table]
    for value in values:
        if value is not None:
            yield Quad(subject, predicate, value, graph)


def text(
    row: Row, subject: NamedNode, predicate: NamedNode, ko: str | None, en: str | None = None
) -> Iterator[Quad]:
    """Yield `predicate` in Korean and in English, where the row has them."""
    yield from say(
        row,
        subject,
        predicate,
        literal(ko, "ko") if ko else None,
        literal(en, "en") if en else None,
    )


def describe(row: Row, *types: NamedNode, subject: NamedNode | None = None) -> Iterator[Quad]:
    """Yield what every resource made from a row has: types, sources, certainty, and the row itself.

    `subject` is the row's own resource unless another one, made from the same row, is given.
    """
    node = subject or ID[row.id]
    fragment = DATA[f"{row.origin.table}.csv#row={row.origin.row}"]
    yield from say(row, node, RDF["type"], *types)
    yield from say(row, node, PROV["wasDerivedFrom"], fragment)
    yield from say(row, node, KRIG["certainty"], concept(row.certainty))
    for source in (row.source, row.source2, row.source3):
        yield from say(row, node, DCT["source"], ID[source] if source else None)
    yield from text(row, node, KRIG["certaintyNote"], row.certainty_note)
    yield from text(row, node, SKOS["note"], row.note)


def label(
    row: Row, ko: str | None, en: str | None, en_by: str | None, subject: NamedNode | None = None
) -> Iterator[Quad]:
    """Yield the labels, and who made the English one (a key of `LABEL_ORIGIN`)."""
    node = subject or ID[row.id]
    yield from text(row, node, RDFS["label"], ko, en)
    if en and en_by:
        yield from say(row, node, KRIG["englishLabelBy"], KRIG[LABEL_ORIGIN[en_by]])


def refers(row: Row, predicate: NamedNode, *ids: str | None) -> Iterator[Quad]:
    """Yield `predicate` from the row's resource to each thing that `ids` name."""
    yield from say(row, ID[row.id], predicate, *(ID[each] if each else None for each in ids))


def has(
    row: Row, predicate: NamedNode, *values: str | int | bool | Decimal | date | None
) -> Iterator[Quad]:
    """Yield `predicate` from the row's resource to each value that there is."""
    literals = (None if value is None else literal(value) for value in values)
    yield from say(row, ID[row.id], predicate, *literals)


def classified(row: Row, predicate: NamedNode, *slugs: str | None) -> Iterator[Quad]:
    """Yield `predicate` from the row's resource to the krig terms that `slugs` name."""
    yield from say(row, ID[row.id], predicate, *(concept(slug) if slug else None for slug in slugs))


LABEL_ORIGIN = {"source": "SourceLabel", "own": "OwnTranslation", "romanised": "Romanisation"}
"""The slugs of `label_en_by` and the `krig:LabelOrigin` that each names."""
