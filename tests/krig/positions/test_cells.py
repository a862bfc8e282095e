"""A cell of a table stands where its column and its row meet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from krig.positions import Lines, Span, cell

TABLE = 'id,label_ko,note\na/1,"토지, 광장","He said ""no"""\na/2,,\n'


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        (1, "label_ko", "label_ko"),
        (2, "id", "a/1"),
        (2, "label_ko", '"토지, 광장"'),
        (2, "note", '"He said ""no"""'),
        (3, "label_ko", ""),
        (2, "", 'a/1,"토지, 광장","He said ""no"""'),
        (2, "absent", 'a/1,"토지, 광장","He said ""no"""'),
    ],
)
def test_a_cell_is_found_with_its_quotes(row: int, column: str, text: str) -> None:
    lines = Lines(TABLE)
    span = cell(lines, row, column)
    assert span is not None
    assert (span.line, span.end_line) == (row, row)
    assert lines.line(row)[span.column - 1 : span.end_column - 1] == text


def test_an_empty_cell_is_a_place_between_two_commas() -> None:
    assert cell(Lines(TABLE), 3, "label_ko") == Span(3, 5, 3, 5)


def test_a_row_that_is_too_short_is_told_whole() -> None:
    assert cell(Lines("id,note\na/1\n"), 2, "note") == Span(2, 1, 2, 4)


def test_a_row_that_is_not_there_has_no_place() -> None:
    assert cell(Lines(TABLE), 9, "id") is None
    assert cell(Lines(TABLE), 0) is None


def test_a_byte_order_mark_is_no_part_of_a_name() -> None:
    assert cell(Lines("\ufeffid,note\na/1,b\n"), 2, "id") == Span(2, 1, 2, 4)


CELLS = st.text(alphabet='ab가,"; ')


@given(st.lists(CELLS, min_size=2, max_size=5))
def test_what_stands_there_is_what_a_reader_of_csv_reads(row: list[str]) -> None:
    names = [f"c{number}" for number in range(len(row))]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([names, row])
    lines = Lines(out.getvalue())
    for name, value in zip(names, row, strict=True):
        span = cell(lines, 2, name)
        assert span is not None
        text = lines.line(2)[span.column - 1 : span.end_column - 1]
        assert next(csv.reader([text + ","]))[0] == value
