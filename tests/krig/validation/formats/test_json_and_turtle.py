"""Programs get everything in JSON, and in Turtle the report that SHACL defines."""

import json
from dataclasses import replace

from pyoxigraph import RdfFormat, parse

from krig.validation.formats.json import render as render_json
from krig.validation.formats.turtle import render as render_turtle
from krig.validation.report import Report, Severity
from krig.validation.report_graph import read_report
from tests.krig.validation.formats.library import NOT_READ, findings, of


def test_json_tells_all_of_a_finding() -> None:
    told = json.loads(render_json(of(Severity.WARNING), "en"))
    fingerprint = of(Severity.WARNING).all[0].fingerprint
    assert told == {
        "conforms": True,
        "ran": True,
        "whole": True,
        "vacuous": False,
        "counts": {"violation": 0, "warning": 1, "info": 0},
        "known": 0,
        "truncated": False,
        "shown": 1,
        "total": 1,
        "results": [
            {
                "severity": "warning",
                "rule": "ex:BookShape-year/LessThanOrEquals",
                "place": {
                    "file": "data/my library.ttl",
                    "line": 15,
                    "column": 11,
                    "endLine": 15,
                    "endColumn": 15,
                    "tableRow": None,
                    "tableColumn": None,
                },
                "messages": [
                    {"language": "en", "text": "A reprint is not older than the book."},
                    {"language": "ko", "text": "재판은 초판보다 이르지 않습니다."},
                ],
                "expected": [
                    {"language": "ko", "text": "ex:reprinted 이하인 값"},
                    {"language": "en", "text": "values not greater than those of ex:reprinted"},
                ],
                "found": "1969",
                "fingerprint": fingerprint,
                "focusNode": "<https://library.example/book/toji>",
                "focusLabels": [],
                "path": "<https://library.example/def/year>",
                "value": '"1969"^^<http://www.w3.org/2001/XMLSchema#integer>',
                "valueLabels": [],
                "shape": "<https://library.example/def/BookShape-year>",
                "constraint": None,
                "component": "<http://www.w3.org/ns/shacl#LessThanOrEqualsConstraintComponent>",
            }
        ],
        "vanished": [],
    }


def test_json_says_that_it_is_cut_or_that_nothing_was_checked() -> None:
    cut = json.loads(render_json(replace(findings(), limit=2), "en"))
    assert (cut["truncated"], cut["shown"], cut["total"]) == (True, 2, 5)
    not_read = json.loads(render_json(NOT_READ, "en"))
    assert (not_read["ran"], not_read["conforms"]) == (False, False)
    assert not_read["results"][0]["place"]["line"] == 1


def report(turtle: str) -> Report:
    quads = parse(turtle, format=RdfFormat.TURTLE)
    return read_report("".join(f"{quad.triple} .\n" for quad in quads))


def test_turtle_is_the_report_of_shacl_with_messages_in_both_languages() -> None:
    read = report(render_turtle(findings(), "en"))
    assert [each.severity for each in read.results] == ["violation"] * 4 + ["warning"]
    assert all(len(each.messages) == 2 for each in read.results)
    assert {str(each.focus_node) for each in read.results} == {
        f"<https://library.example/{name}>" for name in ("book/toji", "loan/1", "person/choi")
    }


def test_turtle_says_in_a_comment_that_it_is_cut() -> None:
    text = render_turtle(replace(findings(), limit=1), "en")
    assert text.startswith("# TRUNCATED: 1 of 5 results")
    assert len(report(text).results) == 1
