"""A report for people groups by file, names things, and speaks the language that is wanted."""

from krig.validation import render, validate
from krig.validation.report import Report
from krig.validation.text import best
from tests.krig.validation.graphs import AGED, quads, shapes_graph

PEOPLE = """
ex:ann a ex:Person ; ex:age "seven" ; rdfs:label "앤"@ko , "Ann"@en ;
  prov:wasDerivedFrom <https://w3id.org/krig/data/people.csv#row=12> .
ex:bob a ex:Person .
"""

ENGLISH = """data/people.csv

data/people.csv:12: age: violation
  Give an age.
  about: Ann <https://example.org/ann>
  path: https://example.org/age
  value: seven
  shape: https://example.org/Person-age (Datatype)

in no table

violation
  Give an age.
  about: https://example.org/bob
  path: https://example.org/age
  shape: https://example.org/Person-age (MinCount)

violation 2, warning 0, info 0
"""


def report() -> Report:
    return validate(quads(PEOPLE), shapes_graph(AGED))


def test_a_report_is_grouped_by_file_and_counted() -> None:
    assert render(report(), "en") == ENGLISH


def test_a_report_in_korean_speaks_korean() -> None:
    text = render(report(), "ko")
    assert "나이를 적으십시오." in text
    assert "대상: 앤 <" in text
    assert text.endswith("위반 2, 경고 0, 참고 0\n")


def test_a_report_without_results_counts_none() -> None:
    assert render(Report(), "en") == "violation 0, warning 0, info 0\n"


def test_a_text_is_told_in_the_next_best_language() -> None:
    (ko, en) = report().results[0].focus_labels[::-1]
    assert best((ko, en), "ko") == "앤"
    assert best((en,), "ko") == "Ann"
    assert best((), "ko") == ""
