"""A report for people shows the line and underlines what is wrong in it."""

from dataclasses import replace

from krig.validation.findings.finding import Vanished
from krig.validation.formats.text import lines, render
from krig.validation.report import Severity
from tests.krig.validation.formats.library import NOT_READ, NOTHING, findings, of

WARNING = """warning[ex:BookShape-year/LessThanOrEquals]: A reprint is not older than the book.
  --> data/my library.ttl:15:11
   |
15 |   ex:year 1969 ; ex:reprinted 1912 ;
   |           ^^^^
  = about: book:toji
  = path: ex:year
  = value: 1969
  = expected: values not greater than those of ex:reprinted
  = stated at: shapes.ttl:29:1

violation 0, warning 1, info 0
"""

KOREAN = """경고[ex:BookShape-year/LessThanOrEquals]: 재판은 초판보다 이르지 않습니다.
  --> data/my library.ttl:15:11
   |
15 |   ex:year 1969 ; ex:reprinted 1912 ;
   |           ^^^^
  = 대상: book:toji
  = 경로: ex:year
  = 값: 1969
  = 기대: ex:reprinted 이하인 값
  = 정의된 곳: shapes.ttl:29:1

위반 0, 경고 1, 참고 0
"""


def test_a_finding_is_told_with_its_line_and_in_the_language_that_is_wanted() -> None:
    assert render(of(Severity.WARNING), "en") == WARNING
    assert render(of(Severity.WARNING), "ko") == KOREAN


def test_the_findings_of_a_file_are_told_from_its_top_to_its_end() -> None:
    text = render(findings(), "en")
    places = [line.split(":")[1] for line in text.splitlines() if line.startswith("  --> ")]
    assert places == ["9", "12", "15", "28", "30"]


def test_a_korean_letter_is_two_cells_wide() -> None:
    text = render(findings(), "en")
    source, underline = text.splitlines()[3:5]
    assert source == '9 |   ex:title "토지"@ko , "The Land" ;'
    assert underline.index("^") == source.index('"The') + 2
    assert underline.count("^") == len('"The Land"')


def test_a_line_is_no_wider_than_the_terminal() -> None:
    narrow = [line.plain for line in lines(findings(), "en", width=60)]
    shown = [line for line in narrow if line.startswith("30 | ")]
    assert len(shown[0]) <= 60
    assert "book:toji" in shown[0]


def test_a_message_is_not_said_twice() -> None:
    text = render(findings(), "en")
    assert text.count("expected a value of at most 5000") == 1
    assert "{?status}" not in text


def test_a_cut_report_says_so_first_and_last() -> None:
    text = render(replace(findings(), limit=2), "en")
    mark = "TRUNCATED: 2 of 5 results are told; take --limit away to see them all."
    assert [text.splitlines()[0], text.splitlines()[-1]] == [mark, mark]
    assert text.count("  --> ") == 2
    assert "violation 4, warning 1, info 0" in text
    assert "5개 가운데 2개만" in render(replace(findings(), limit=2), "ko")


def test_nothing_found_is_told_in_one_line() -> None:
    assert render(NOTHING, "en") == "violation 0, warning 0, info 0\n"


def test_nothing_checked_is_not_told_as_if_all_were_well() -> None:
    assert "NOTHING WAS CHECKED" in render(replace(NOTHING, vacuous=True), "en")
    assert "nothing was validated" in render(NOT_READ, "en")
    assert "bad.ttl:1:9" in render(NOT_READ, "en")


def test_what_has_vanished_from_the_baseline_is_told() -> None:
    gone = Vanished("f", "ex:BookShape/ex:title/MinCount", "a.ttl", "Give a title.")
    text = render(replace(NOTHING, vanished=(gone,)), "en")
    assert "known by the baseline, and gone: ex:BookShape/ex:title/MinCount (a.ttl)" in text
    assert "--update-baseline" in text
