"""Rows as tables: typed columns, flat memory, first bytes early, and never cut short in silence."""

import time
from datetime import date
from io import BytesIO

import httpx
import pyarrow as pa
import pytest
from openpyxl import load_workbook
from pyarrow import parquet
from pyoxigraph import Literal, NamedNode

from ontology.namespaces import XSD
from server.tables.columns import INTEGERS, NUMBERS, TEXTS, TRUTHS, ColumnError, column, kind_of

VALUES = """
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?text ?code ?number ?share ?truth ?day ?thing ?none {
  VALUES (?text ?code ?number ?share ?truth ?day ?thing) {
    ("부산"@ko "007" 7 0.5 true "2023-01-02"^^xsd:date <http://e/a>)
    ("=1+1" "08" 8 1.5 false "2023-01-03"^^xsd:date <http://e/b>)
  }
}
"""
MANY = " ".join(map(str, range(400)))
CUBE = f"SELECT ?a ?b ?c {{ VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }} VALUES ?c {{ {MANY} }} }}"
"""64 million rows."""
SQUARE = f"VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }}"
MIXED = f"SELECT ?a {{ {{ {SQUARE} }} UNION {{ VALUES ?a {{ 'text' }} }} }}"
"""160,000 numbers, and then a text."""


def table(client: httpx.Client, form: str, query: str = VALUES) -> bytes:
    response = client.post("/sparql", data={"query": query, "format": form})
    assert response.status_code == 200, response.text
    assert response.headers["content-disposition"] == f'inline; filename="krig.{form}"'
    return response.content


@pytest.mark.parametrize("form", ["arrow", "parquet"])
def test_columns_have_the_types_of_their_values(client: httpx.Client, form: str) -> None:
    content = table(client, form)
    read = (
        pa.ipc.open_stream(content).read_all()
        if form == "arrow"
        else parquet.read_table(BytesIO(content))
    )
    assert [str(each) for each in read.schema.types] == [
        *("string", "string", "int64", "double", "bool", "date32[day]", "string", "string"),
    ]
    assert read.to_pylist()[0] == {
        "text": "부산",
        "code": "007",
        "number": 7,
        "share": 0.5,
        "truth": True,
        "day": date(2023, 1, 2),
        "thing": "http://e/a",
        "none": None,
    }


def test_a_workbook_has_numbers_as_numbers_and_texts_as_texts(client: httpx.Client) -> None:
    sheet = load_workbook(BytesIO(table(client, "xlsx"))).active
    assert sheet is not None
    header, first, second = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert header == ["text", "code", "number", "share", "truth", "day", "thing", "none"]
    assert first == ["부산", "007", 7, 0.5, "true", "2023-01-02", "http://e/a", None]
    assert second[0] == "=1+1"
    assert sheet.cell(3, 1).data_type == "s"


def test_csv_for_excel_begins_with_its_mark(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"query": VALUES, "format": "csv-excel"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbftext,code")
    plain = client.post("/sparql", data={"query": VALUES, "format": "csv"})
    assert response.content[3:] == plain.content
    assert plain.headers["etag"] != response.headers["etag"]


@pytest.mark.parametrize("form", ["arrow", "parquet", "xlsx"])
def test_a_table_without_rows_has_its_columns(client: httpx.Client, form: str) -> None:
    content = table(client, form, "SELECT ?a ?b { ?a <http://e/none> ?b }")
    if form == "arrow":
        assert pa.ipc.open_stream(content).read_all().column_names == ["a", "b"]
    elif form == "parquet":
        assert parquet.read_table(BytesIO(content)).column_names == ["a", "b"]
    else:
        sheet = load_workbook(BytesIO(content)).active
        assert sheet is not None
        assert [cell.value for cell in sheet[1]] == ["a", "b"]


def test_a_table_is_asked_for_by_its_media_type(client: httpx.Client) -> None:
    for media_type in (
        "application/vnd.apache.arrow.stream",
        "application/vnd.apache.parquet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ):
        headers = {"Accept": media_type}
        response = client.get("/sparql", params={"query": VALUES}, headers=headers)
        assert response.headers["content-type"] == media_type
        refused = client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
        assert refused.status_code == 406


@pytest.mark.parametrize("form", ["csv", "json", "arrow", "parquet", "xlsx"])
def test_the_first_bytes_come_long_before_the_last_row(client: httpx.Client, form: str) -> None:
    began = time.perf_counter()
    asked = {"query": CUBE, "format": form}
    with client.stream("POST", "/sparql", data=asked, timeout=60) as response:
        assert next(response.iter_raw())
    assert time.perf_counter() - began < 10
    assert client.get("/sparql", params={"query": "ASK {}", "format": "csv"}).text == "true"


@pytest.mark.parametrize("form", ["arrow", "parquet"])
def test_a_value_that_does_not_fit_breaks_the_table_off(client: httpx.Client, form: str) -> None:
    with (
        pytest.raises(httpx.RemoteProtocolError),
        client.stream("POST", "/sparql", data={"query": MIXED, "format": form}) as response,
    ):
        response.read()


def test_a_fault_of_the_query_is_told_as_for_other_formats(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": "SELECT ?x {", "format": "arrow"})
    assert response.status_code == 400


INTEGER, DECIMAL, BOOLEAN = XSD["integer"], XSD["decimal"], XSD["boolean"]


@pytest.mark.parametrize(
    ("terms", "kind"),
    [
        ([Literal(1), None, Literal(2)], INTEGERS),
        ([Literal(1), Literal("1.5", datatype=DECIMAL)], NUMBERS),
        ([Literal(True)], TRUTHS),
        ([Literal(1), Literal("text")], TEXTS),
        ([Literal(1), NamedNode("http://e/a")], TEXTS),
        ([Literal(str(2**63), datatype=INTEGER)], TEXTS),
        ([Literal("2023-13-01", datatype=XSD["date"])], TEXTS),
        ([Literal("2023-01-01T00:00:00", datatype=XSD["dateTime"])], TEXTS),
        ([None], TEXTS),
        ([], TEXTS),
    ],
)
def test_a_column_is_of_the_kind_that_all_its_values_have(
    terms: list[Literal | NamedNode | None], kind: object
) -> None:
    assert kind_of(terms) is kind


def test_a_value_of_another_kind_is_never_left_out() -> None:
    with pytest.raises(ColumnError):
        column(INTEGERS, [Literal(1), Literal("text")])
    assert column(NUMBERS, [Literal(1), None]).to_pylist() == [1.0, None]
