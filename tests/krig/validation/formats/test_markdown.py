"""A summary in Markdown is rendered as it is meant, whatever the data hold."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from krig.validation.formats.markdown import escaped, render
from krig.validation.report import Severity
from tests.krig.validation.formats.library import NOT_READ, NOTHING, findings, of

READER = MarkdownIt("gfm-like", {"linkify": False})


def test_a_table_tells_the_findings_of_a_file() -> None:
    assert render(of(Severity.WARNING), "en") == (
        "## ✅ violation 0, warning 1, info 0\n"
        "\n"
        "### data/my library.ttl\n"
        "\n"
        "|  | where | what to mend | about | value | rule |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| 🟡 | 15:11 | A reprint is not older than the book. | book:toji | 1969 |"
        " ex:BookShape-year/LessThanOrEquals |\n"
        "\n"
    )


@given(st.text(alphabet="ab|*_`<>&#[]()\\!~\n가", min_size=1))
def test_no_text_is_read_as_markup_or_ends_its_cell(text: str) -> None:
    page = f"| x | y |\n| --- | --- |\n| {escaped(text)} | end |\n"
    tokens = READER.parse(page)
    cells = [each for each in tokens if each.type == "inline"]
    assert len(cells) == 4
    assert cells[3].content == "end"
    kinds = {child.type for cell in cells for child in cell.children or ()}
    assert kinds <= {"text", "text_special", "html_inline"}
    shown = "".join(
        "\n" if child.type == "html_inline" else child.content for child in cells[2].children or ()
    )
    assert shown.split() == text.split()


def test_the_heading_tells_whether_it_conforms() -> None:
    assert render(findings(), "ko").startswith("## ❌ 위반 4, 경고 1, 참고 0\n")
    assert render(NOTHING, "ko").startswith("## ✅ 위반 0")


def test_a_cut_report_and_a_run_that_failed_are_told() -> None:
    cut = render(replace(findings(), limit=1), "en")
    assert cut.count("⚠️ **TRUNCATED: 1 of 5 results") == 2
    assert "⚠️ **a file could not be read" in render(NOT_READ, "en")
