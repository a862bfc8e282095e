"""Answers of queries in the formats that people and programs read."""

import io
import json

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QuerySolutions,
    Store,
    Variable,
    parse,
)

from krig.results import GRAPHS, ROWS, FormatError, formats, short, workbook, written
from ontology.namespaces import KRIG, XSD

ROW = "SELECT ?term WHERE { }"


def row(term: NamedNode | Literal) -> QuerySolutions:
    answer = Store().query(ROW, substitutions={Variable("term"): term})
    assert isinstance(answer, QuerySolutions)
    return answer


def cells(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


@pytest.mark.parametrize("name", ROWS)
def test_rows_can_be_written_in_every_format_of_rows(name: str) -> None:
    assert b"Firm" in written(row(KRIG["Firm"]), name)


@pytest.mark.parametrize("name", GRAPHS)
def test_a_graph_can_be_written_in_every_format_of_graphs(name: str) -> None:
    answer = Store().query("CONSTRUCT { <http://a/b> <http://a/c> 'd'@ko } WHERE {}")
    content = written(answer, name)
    (quad,) = parse(content, format=GRAPHS[name])
    assert quad.object == Literal("d", language="ko")


@pytest.mark.parametrize(
    ("query", "name"),
    [("SELECT * WHERE {}", "turtle"), ("ASK {}", "xlsx"), ("DESCRIBE <http://a/b>", "csv")],
)
def test_a_format_that_does_not_fit_the_answer_is_refused_with_those_that_do(
    query: str, name: str
) -> None:
    answer = Store().query(query)
    with pytest.raises(FormatError) as refused:
        written(answer, name)
    assert refused.value.formats == formats(answer)
    assert name not in refused.value.formats


def test_a_truth_value_can_be_written() -> None:
    assert json.loads(written(Store().query("ASK {}"), "json"))["boolean"] is True


def test_numbers_are_numbers_in_a_workbook() -> None:
    for text, kind, value in (
        ("41", "integer", 41),
        ("93.5", "decimal", 93.5),
        ("1e3", "double", 1000),
    ):
        assert cells(workbook(row(Literal(text, datatype=XSD[kind])))) == [["term"], [value]]


def test_a_number_that_a_spreadsheet_would_change_stays_as_it_is_written() -> None:
    for text, kind in (("1234567890123456789", "integer"), ("INF", "double")):
        assert cells(workbook(row(Literal(text, datatype=XSD[kind])))) == [["term"], [text]]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=50))
def test_no_text_becomes_a_formula_or_breaks_a_workbook(text: str) -> None:
    content = workbook(row(Literal(text)))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert sheet["A2"].data_type in {"s", "n"}
    if text.isprintable():
        assert sheet["A2"].value == text


def test_a_formula_stays_text() -> None:
    assert cells(workbook(row(Literal("=1+1")))) == [["term"], ["=1+1"]]


def test_people_read_prefixed_names_and_plain_texts() -> None:
    assert short(KRIG["Firm"]) == "krig:Firm"
    assert short(NamedNode("http://example.org/a")) == "http://example.org/a"
    assert short(Literal("부산", language="ko")) == "부산"
    assert short(BlankNode("b1")) == "b1"
    assert short(None) == ""
