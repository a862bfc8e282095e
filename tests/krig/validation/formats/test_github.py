"""Workflow commands put each finding at its line, whatever its text holds."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from krig.positions import Span
from krig.validation.findings.finding import Finding, Findings, Location, Rule
from krig.validation.formats.github import render
from krig.validation.report import Severity
from tests.krig.validation.formats.library import NOT_READ, findings, of

COMMAND = re.compile(r"::(?P<name>[a-z]+) (?P<properties>[^\n]*?)::(?P<text>[^\n]*)\n")


def unescaped(text: str) -> str:
    """The text as a runner reads it."""
    for escape, character in (
        ("%3A", ":"),
        ("%2C", ","),
        ("%0D", "\r"),
        ("%0A", "\n"),
        ("%25", "%"),
    ):
        text = text.replace(escape, character)
    return text


def test_a_warning_is_a_command_with_its_place() -> None:
    command, total = render(of(Severity.WARNING), "en").splitlines()
    place = "file=data/my library.ttl,line=15,endLine=15,col=11,endColumn=15"
    title = "title=ex%3ABookShape-year/LessThanOrEquals"
    text = "A reprint is not older than the book.%0Aabout: book:toji%0Avalue: 1969"
    assert command == f"::warning {place},{title}::{text}"
    assert total == "::notice title=krig::violation 0, warning 1, info 0"


@given(st.text(), st.text(min_size=1))
def test_no_text_breaks_out_of_its_command(message: str, file: str) -> None:
    finding = Finding(
        severity=Severity.VIOLATION,
        rule=Rule("rule"),
        messages=(Literal(message, language="en"),) if message else (),
        identity=("x",),
        location=Location(file, Span(1, 1, 1, 1)),
    )
    text = render(Findings((finding,)), "en")
    assert text.count("\n") == 2
    assert "\r" not in text
    first = COMMAND.match(text)
    assert first is not None
    assert unescaped(first["text"]) == message
    told = dict(each.split("=", 1) for each in first["properties"].split(","))
    assert unescaped(told["file"]) == file


def test_the_gravest_come_first_for_github_shows_only_ten_of_a_kind() -> None:
    names = [line.split(" ")[0] for line in render(findings(), "en").splitlines()]
    assert names == ["::error"] * 4 + ["::warning", "::notice"]


def test_a_cut_report_and_a_run_that_failed_are_told() -> None:
    assert "::warning title=krig::TRUNCATED" in render(replace(findings(), limit=1), "en")
    assert "::error title=krig::a file could not be read" in render(NOT_READ, "en")
