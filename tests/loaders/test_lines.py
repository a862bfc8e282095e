"""Bytes cut into numbered lines of cells."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.lines import LONGEST_CELL_IN_LINES, Line, split

CELL = st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=["Cs"]))
TABLE = st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=6)


def lines(content: str) -> tuple[Line, ...]:
    return split("t.csv", content.encode()).lines


def rules(content: bytes) -> list[tuple[str, int]]:
    return [(fault.rule, fault.row) for fault in split("t.csv", content).faults]


@given(TABLE)
def test_what_a_csv_writer_writes_is_read_back_cell_by_cell(table: list[list[str]]) -> None:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    content = out.getvalue().encode()
    if not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        read = split("t.csv", content)
        assert [line.cells for line in read.lines] == [tuple(row) for row in table]
        assert [line.row for line in read.lines] == list(range(1, len(table) + 1))


def test_quotes_around_a_cell_are_taken_off_and_those_inside_halved() -> None:
    assert lines('a,"b, ""c""",,""\n') == (Line(1, ("a", 'b, "c"', "", "")),)


def test_the_last_line_needs_no_line_end() -> None:
    assert lines("a\nb") == lines("a\nb\n") == (Line(1, ("a",)), Line(2, ("b",)))


def test_a_file_without_a_line_is_empty_even_with_a_byte_order_mark() -> None:
    assert rules(b"") == [("empty", 0)]
    assert rules(b"\xef\xbb\xbf") == [("bom", 1), ("empty", 0)]


@pytest.mark.parametrize("content", [b"\xff\xfea\0", b"\xfe\xff\0a", b"PK\x03\x04\0\0\n"])
def test_utf_16_and_spreadsheets_are_told_once_and_not_read(content: bytes) -> None:
    read = split("t.csv", content)
    assert [fault.rule for fault in read.faults] == ["binary"]
    assert read.lines == ()


def test_faults_of_a_whole_file_are_told_once_and_reading_goes_on() -> None:
    content = b"\xef\xbb\xbf" + "id,이름\r\na,가\r\n".encode()
    assert rules(content) == [("bom", 1), ("newline", 1)]
    assert split("t.csv", content).lines == lines("id,이름\na,가\n")


def test_the_first_line_with_another_end_is_named() -> None:
    assert rules(b"a\nb\r\nc\n") == [("newline", 2)]


def test_korean_in_cp949_is_told_once_and_read() -> None:
    content = "id,이름\na,블록체인\n"
    assert rules(content.encode("cp949")) == [("cp949", 0)]
    assert split("t.csv", content.encode("cp949")).lines == lines(content)


def test_a_byte_that_is_not_utf_8_stands_in_its_cell_as_a_surrogate() -> None:
    read = split("t.csv", "가,나\n".encode() + b"a,\xff\n")
    assert read.faults == ()
    assert read.lines[1].cells == ("a", "\udcff")


def test_a_cell_that_goes_on_in_the_next_line_counts_as_the_lines_that_it_takes() -> None:
    read = split("t.csv", b'id,name\na,"x\ny"\nb,z\n')
    assert [(fault.rule, fault.row) for fault in read.faults] == [("line-break", 2)]
    assert [line.row for line in read.lines] == [1, 4]
    assert read.unread == {"a"}


def test_a_stray_quote_costs_only_its_own_line() -> None:
    read = split("t.csv", b'id,name\na,x"y\nb,z\n')
    assert [(fault.rule, fault.row) for fault in read.faults] == [("quotes", 2)]
    assert [line.row for line in read.lines] == [1, 3]
    assert read.unread == {"a"}


def test_the_end_of_a_quoted_cell_is_not_looked_for_without_end() -> None:
    far = "\n" * LONGEST_CELL_IN_LINES
    assert rules(f'id\n"a{far}"\n'.encode())[0] == ("quotes", 2)


def test_empty_lines_are_told_one_by_one() -> None:
    assert rules(b"id\n\na\n\n") == [("blank", 2), ("blank", 4)]
