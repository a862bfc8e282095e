"""A report as a table has a row for each finding, and says where it is cut."""

import csv
import io
from dataclasses import replace

from krig.validation.findings.finding import Findings
from krig.validation.formats.csv import render
from tests.krig.validation.formats.library import NOT_READ, findings


def rows(found: Findings) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(found, "en"), newline="")))


def test_each_finding_is_a_row() -> None:
    first = rows(findings())[0]
    assert {name: value for name, value in first.items() if name != "fingerprint"} == {
        "severity": "violation",
        "file": "data/my library.ttl",
        "line": "9",
        "column": "22",
        "end_line": "9",
        "end_column": "32",
        "table_row": "",
        "table_column": "",
        "rule": "ex:BookShape/ex:title/LanguageIn",
        "message": "Give the title once in each language.",
        "focus_node": "<https://library.example/book/toji>",
        "focus_label": "",
        "path": "<https://library.example/def/title>",
        "value": "The Land",
    }
    assert len(rows(findings())) == 5


def test_a_fault_of_syntax_is_a_row_too() -> None:
    (row,) = rows(NOT_READ)
    assert (row["rule"], row["line"], row["focus_node"]) == ("file/syntax", "1", "")


def test_the_last_row_of_a_cut_report_says_so() -> None:
    told = rows(replace(findings(), limit=3))
    assert [row["severity"] for row in told] == ["violation"] * 3 + ["truncated"]
    assert told[-1]["message"].startswith("TRUNCATED: 3 of 5")
