"""A line is shown as wide as it may be, with what is wrong in sight and underlined."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from krig.positions import Lines, Span
from krig.validation.formats.excerpt import excerpt

TEXTS = st.text(alphabet="ab가 \t\u200b", min_size=1, max_size=200)


@given(TEXTS, st.data(), st.integers(20, 100))
def test_the_caret_stands_below_what_is_wrong(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = excerpt(Lines(text), Span(1, start + 1, 1, end + 1), width)
    assert shown is not None
    assert cell_len(shown.line) <= width
    before = shown.underline.index("^")
    seen = "".join(c if c.isprintable() else " " for c in text[start:end])
    rest = _after(shown.line, before)
    marked = shown.underline.count("^")
    if cell_len(seen) and marked >= cell_len(seen):
        assert rest.startswith(seen.rstrip()) or not rest


def _after(line: str, cells: int) -> str:
    """What of `line` stands after so many cells."""
    while cells > 0 and line:
        cells -= cell_len(line[0])
        line = line[1:]
    return line


def test_a_short_line_is_shown_whole() -> None:
    shown = excerpt(Lines("가나 bad 다\n"), Span(1, 4, 1, 7), 80)
    assert shown is not None
    assert (shown.line, shown.underline) == ("가나 bad 다", "     ^^^")


def test_a_long_line_is_cut_at_both_ends() -> None:
    shown = excerpt(Lines("x" * 90 + "BAD" + "y" * 90), Span(1, 91, 1, 94), 40)
    assert shown is not None
    assert shown.line.startswith("…x")
    assert shown.line.endswith("y…")
    assert shown.line[shown.underline.index("^") :].startswith("BAD")


def test_what_is_wrong_over_several_lines_is_underlined_to_the_end_of_the_first() -> None:
    shown = excerpt(Lines('a """b\nc""" d'), Span(1, 3, 2, 5), 80)
    assert shown is not None
    assert shown.underline == "  ^^^^"


def test_an_empty_place_has_one_caret() -> None:
    shown = excerpt(Lines("a,,b"), Span(1, 3, 1, 3), 80)
    assert shown is not None
    assert shown.underline == "  ^"


def test_a_line_that_is_not_there_is_not_shown() -> None:
    assert excerpt(Lines("a"), Span(7, 1, 7, 2), 80) is None
