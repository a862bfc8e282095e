"""What every loader makes of every row: typed resources that lead back to the row."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

import data
from loaders.package import load, loader
from loaders.row import Row
from loaders.schema import read_package, read_schema
from loaders.statement import LABEL_ORIGIN, concept
from ontology import modules
from ontology.namespaces import (
    DATA,
    DCT,
    GRAPH,
    ID,
    KRIG,
    PROV,
    RDF,
    RDFS,
    SKOS,
    XSD,
)

RESOURCES = {resource.name: resource for resource in read_package(data.PATH).resources}
ENUMERATIONS = [
    (name, column.name, value)
    for name, resource in RESOURCES.items()
    for column in read_schema(data.PATH, resource).fields
    for value in column.constraints.enum
]


@cache
def rows(table: str) -> tuple[Row, ...]:
    return tuple(loader(table).read(data.PATH / f"{table}.csv"))


@cache
def lines(table: str) -> tuple[str, ...]:
    return tuple((data.PATH / f"{table}.csv").read_text(encoding="utf-8").splitlines())


@cache
def declared() -> frozenset[str]:
    """The terms of krig that the ontology declares."""
    quads = modules.load()
    return frozenset(
        quad.subject.value
        for quad in quads
        if quad.predicate == RDF["type"] and isinstance(quad.subject, NamedNode)
    )


def told(table: str, row: Row) -> list[Quad]:
    return list(loader(table).quads(row))


def objects(quads: list[Quad], subject: NamedNode, predicate: NamedNode) -> list[str]:
    said = [q.object for q in quads if q.subject == subject and q.predicate == predicate]
    return [node.value for node in said if isinstance(node, NamedNode)]


def resources(quads: list[Quad]) -> Iterator[NamedNode]:
    """The things that quads give a type: the row's own, and those nested in it."""
    for subject in dict.fromkeys(quad.subject for quad in quads if quad.predicate == RDF["type"]):
        assert isinstance(subject, NamedNode)
        yield subject


def terms(quads: list[Quad]) -> set[str]:
    """The terms of krig that stand in quads as property, class or value."""
    nodes = {node for quad in quads for node in (quad.predicate, quad.object)}
    return {node.value for node in nodes if isinstance(node, NamedNode) and node in KRIG}


@pytest.mark.parametrize("table", RESOURCES)
def test_the_number_of_a_row_is_the_number_of_its_line(table: str) -> None:
    assert len(rows(table)) == len(lines(table)) - 1
    for row in rows(table):
        assert row.origin.table == table
        assert next(csv.reader([lines(table)[row.origin.row - 1]]))[0] == row.id


@pytest.mark.parametrize("table", RESOURCES)
def test_every_resource_of_a_row_leads_to_the_row_its_sources_and_its_certainty(
    table: str,
) -> None:
    header = lines(table)[0].split(",")
    for row in rows(table):
        quads = told(table, row)
        line = dict(zip(header, next(csv.reader([lines(table)[row.origin.row - 1]])), strict=True))
        sources = [line[each] for each in ("source", "source2", "source3") if line[each]]
        made = list(resources(quads))
        assert ID[row.id] in made
        for resource in made:
            (origin,) = objects(quads, resource, PROV["wasDerivedFrom"])
            assert origin == f"{DATA.iri}{table}.csv#row={row.origin.row}"
            assert objects(quads, resource, DCT["source"]) == [ID[each].value for each in sources]
            (certainty,) = objects(quads, resource, KRIG["certainty"])
            assert certainty == concept(line["certainty"]).value


def test_everything_that_is_spoken_of_has_type_source_certainty_and_row() -> None:
    facts = load()
    described: dict[NamedNode, set[NamedNode]] = {}
    for quad in facts:
        assert isinstance(quad.subject, NamedNode)
        described.setdefault(quad.subject, set()).add(quad.predicate)
    required = {RDF["type"], DCT["source"], KRIG["certainty"], PROV["wasDerivedFrom"]}
    lacking = {node.value for node, predicates in described.items() if required - predicates}
    assert lacking == set()


def test_a_resource_is_made_by_one_row_only() -> None:
    origins: dict[str, set[str]] = {}
    for quad in load():
        if quad.predicate == PROV["wasDerivedFrom"]:
            origins.setdefault(str(quad.subject), set()).add(str(quad.object))
    assert {each: rows for each, rows in origins.items() if len(rows) > 1} == {}


def test_positions_in_a_text_are_resources_of_their_figures_row() -> None:
    figures = rows("stated_figures")
    made = {each for row in figures for each in resources(told("stated_figures", row))}
    assert {ID[f"{row.id}/position"] for row in figures} < made
    assert len(made) == 2 * len(figures)


@pytest.mark.parametrize("table", RESOURCES)
def test_a_row_says_the_same_whenever_it_is_asked_and_nothing_twice(table: str) -> None:
    for row in rows(table):
        quads = told(table, row)
        assert told(table, row) == quads
        assert len(set(quads)) == len(quads)


@pytest.mark.parametrize("table", RESOURCES)
def test_all_that_a_table_says_is_in_its_own_graph(table: str) -> None:
    assert {quad.graph_name for row in rows(table) for quad in told(table, row)} == {GRAPH[table]}


@pytest.mark.parametrize("table", RESOURCES)
def test_every_column_of_a_table_is_told(table: str) -> None:
    """Replace a cell, and something else is said: no column is read and then forgotten."""
    for column in read_schema(data.PATH, RESOURCES[table]).fields:
        filled = next((row for row in rows(table) if getattr(row, column.name) is not None), None)
        if filled is None or column.name == "id":
            continue
        assert told(table, filled) != told(table, other_than(filled, column.name)), column.name


def other_than(row: Row, column: str) -> Row:
    """Return `row` with another value of the same type in a column."""
    match getattr(row, column):
        case bool(value):
            return with_value(row, column, not value)
        case str(value):
            allowed = [each for *place, each in ENUMERATIONS if place == [row.origin.table, column]]
            return with_value(row, column, next((e for e in allowed if e != value), f"{value}-x"))
        case date() as value:
            return with_value(row, column, value + timedelta(days=1))
        case value:
            return with_value(row, column, value + 1)


def with_value(row: Row, column: str, value: Any) -> Row:
    return replace(row, **{column: value})


@pytest.mark.parametrize(("table", "column", "value"), ENUMERATIONS)
def test_every_value_that_a_schema_allows_is_a_term_that_the_ontology_declares(
    table: str, column: str, value: str
) -> None:
    quads = told(table, with_value(rows(table)[0], column, value))
    said = {quad.object for quad in quads}
    if column.endswith("unit"):
        assert Literal(value) in said
    else:
        term = KRIG[LABEL_ORIGIN[value]] if column == "label_en_by" else concept(value)
        assert term in said
        assert term.value in declared()


@pytest.mark.parametrize("table", RESOURCES)
def test_every_term_of_krig_that_a_table_uses_is_declared(table: str) -> None:
    used = {term for row in rows(table) for term in terms(told(table, row))}
    assert used <= declared()


def test_texts_are_korean_or_english_and_codes_are_plain() -> None:
    for quad in load():
        if isinstance(quad.object, Literal):
            assert quad.object.language in (None, "ko", "en")
            if quad.predicate in (RDFS["label"], SKOS["altLabel"], SKOS["note"]):
                assert quad.object.language
            if quad.predicate.value.endswith("Code"):
                assert quad.object.datatype == XSD["string"]


def test_values_are_of_the_types_that_a_store_keeps_as_they_are() -> None:
    used = {quad.object.datatype for quad in load() if isinstance(quad.object, Literal)}
    exact = ("string", "integer", "decimal", "boolean", "date", "gYear", "gYearMonth")
    assert used == {RDF["langString"], *(XSD[each] for each in exact)}


def test_the_descriptor_is_what_the_tests_went_by() -> None:
    described = json.loads((data.PATH / "datapackage.json").read_text(encoding="utf-8"))
    files = {path.stem for path in data.PATH.glob("*.csv")}
    assert {each["name"] for each in described["resources"]} == files == set(RESOURCES)
