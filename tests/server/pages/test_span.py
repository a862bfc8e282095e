"""Stretches of time: their columns, and how they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.pages.span import laid, months, written


@given(st.data())
def test_a_stretch_and_what_is_around_it_fill_the_row(data: st.DataObject) -> None:
    columns = data.draw(st.integers(1, 60))
    first = data.draw(st.integers(0, columns - 1))
    last = data.draw(st.integers(first, columns - 1))
    span = laid(first, last, columns)
    assert span.before == first
    assert span.length >= 1
    assert span.before + span.length + span.after == columns


def test_months_go_on_into_the_next_year() -> None:
    assert months("2022-11-30", "2023-02-01") == ("2022-11", "2022-12", "2023-01", "2023-02")


@pytest.mark.parametrize(
    ("starts", "ends", "text"),
    [
        ("2022-10-01", "2022-10-31", "2022-10"),
        ("2023-01-01", "2023-06-30", "2023-01 – 2023-06"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-02-16", "2023-02-16", "2023-02-16"),
        ("2023-02-01", "2023-02-01", "2023-02-01"),
        ("2023-02-01", "2023-03-15", "2023-02-01 – 2023-03-15"),
    ],
)
def test_whole_months_are_written_without_their_days(starts: str, ends: str, text: str) -> None:
    assert written(starts, ends) == text
