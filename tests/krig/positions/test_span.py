"""A stretch of a text is told in lines and columns."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from krig.positions import Lines, Span


@given(st.text(alphabet="ab가\n\r\u2028"), st.data())
def test_a_character_is_in_the_line_and_column_where_an_editor_shows_it(
    text: str, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(text)))
    span = Lines(text).span(offset, len(text))
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if text[offset - 1 : offset + 1] != "\r\n":
        assert (span.line, span.column) == (len(before), len(before[-1]) + 1)


def test_lines_are_told_without_their_ends() -> None:
    lines = Lines("a\r\nb\rc\n")
    assert [lines.line(number) for number in range(6)] == ["", "a", "b", "c", "", ""]
    assert len(lines) == 4


def test_a_whole_line_is_told_without_the_space_around_it() -> None:
    assert Lines("x\n  ab \n").whole(2) == Span(2, 3, 2, 5)
    assert Lines("x\n   \n").whole(2) == Span(2, 4, 2, 4)


def test_the_text_of_a_file_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    lines = Lines(file)
    file.write_bytes(b"a\xffb\n")
    assert lines.line(1) == "a\ufffdb"
    assert Lines(tmp_path / "absent").text == ""
