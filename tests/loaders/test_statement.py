"""Terms, literals, labels and provenance of a row."""

from datetime import date
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad, QuerySolutions, Store

from loaders.row import Origin, Row
from loaders.statement import (
    classified,
    concept,
    describe,
    has,
    label,
    literal,
    refers,
    say,
    text,
    year,
    year_month,
)
from ontology.namespaces import DATA, DCT, GRAPH, ID, KRIG, PROV, RDF, RDFS, SKOS, XSD

ROW = Row(
    origin=Origin("zones", 7),
    id="zone/busan/x",
    source="source/1",
    source2="source/2",
    source3=None,
    certainty="inferred",
    certainty_note="견주어 추론함",
    note=None,
)
NODE, IN = ID["zone/busan/x"], GRAPH["zones"]


def test_a_slug_names_a_term_in_capitals() -> None:
    assert concept("area-of-concern") == KRIG["AreaOfConcern"]
    assert concept("official") == KRIG["Official"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0050", Literal("0050")),
        (True, Literal("true", datatype=XSD["boolean"])),
        (41, Literal("41", datatype=XSD["integer"])),
        (Decimal("93.50"), Literal("93.50", datatype=XSD["decimal"])),
        (Decimal("1E+2"), Literal("100", datatype=XSD["decimal"])),
        (date(2023, 2, 16), Literal("2023-02-16", datatype=XSD["date"])),
    ],
)
def test_a_value_is_a_literal_of_its_type(
    value: str | bool | int | Decimal | date, expected: Literal
) -> None:
    assert literal(value) == expected


@given(st.decimals(-(10**17), 10**17, places=9) | st.integers(-(10**17), 10**17))
def test_an_engine_adds_up_every_number_that_a_table_may_hold(value: Decimal | int) -> None:
    store = Store()
    store.add(Quad(NODE, KRIG["value"], literal(value), IN))
    query = f"SELECT (SUM(?x) AS ?sum) {{ GRAPH ?g {{ ?s <{KRIG['value'].value}> ?x }} }}"
    ((total,),) = cast("QuerySolutions", store.query(query))
    assert isinstance(total, Literal)
    assert Decimal(total.value) == value


def test_text_has_its_language_and_what_is_absent_is_not_said() -> None:
    assert list(text(ROW, NODE, SKOS["note"], "가", None)) == [
        Quad(NODE, SKOS["note"], Literal("가", language="ko"), IN)
    ]
    assert list(say(ROW, NODE, KRIG["value"], None, None)) == []


def test_years_and_months_have_their_own_types() -> None:
    assert year(2023) == Literal("2023", datatype=XSD["gYear"])
    assert year(None) is None
    assert year_month("2023-02") == Literal("2023-02", datatype=XSD["gYearMonth"])
    assert year_month(None) is None


def test_a_resource_is_described_by_type_row_certainty_sources_and_notes() -> None:
    assert list(describe(ROW, KRIG["Zone"])) == [
        Quad(NODE, RDF["type"], KRIG["Zone"], IN),
        Quad(NODE, PROV["wasDerivedFrom"], DATA["zones.csv#row=7"], IN),
        Quad(NODE, KRIG["certainty"], KRIG["Inferred"], IN),
        Quad(NODE, DCT["source"], ID["source/1"], IN),
        Quad(NODE, DCT["source"], ID["source/2"], IN),
        Quad(NODE, KRIG["certaintyNote"], Literal("견주어 추론함", language="ko"), IN),
    ]


def test_another_resource_of_the_row_is_described_alike() -> None:
    nested = ID["zone/busan/x/position"]
    own = [(quad.predicate, quad.object) for quad in describe(ROW, KRIG["Zone"])]
    other = [(quad.predicate, quad.object) for quad in describe(ROW, KRIG["Zone"], subject=nested)]
    assert own == other


def test_an_english_label_says_who_made_it_and_none_is_made_up() -> None:
    assert list(label(ROW, "가", "A", "own")) == [
        Quad(NODE, RDFS["label"], Literal("가", language="ko"), IN),
        Quad(NODE, RDFS["label"], Literal("A", language="en"), IN),
        Quad(NODE, KRIG["englishLabelBy"], KRIG["OwnTranslation"], IN),
    ]
    assert len(list(label(ROW, "가", None, None))) == 1


def test_references_and_classes_are_said_for_each_value_that_there_is() -> None:
    assert list(refers(ROW, KRIG["inRegion"], "province/busan", None)) == [
        Quad(NODE, KRIG["inRegion"], ID["province/busan"], IN)
    ]
    assert list(classified(ROW, KRIG["kind"], "area-of-concern", None)) == [
        Quad(NODE, KRIG["kind"], KRIG["AreaOfConcern"], IN)
    ]
    assert list(has(ROW, KRIG["isoCode"], None, "KR-26")) == [
        Quad(NODE, KRIG["isoCode"], Literal("KR-26"), IN)
    ]
