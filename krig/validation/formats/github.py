"""Workflow commands of GitHub Actions, which show each finding at its line of a change.

GitHub shows ten errors, ten warnings and ten notices of a step; the gravest come first.

Source: GitHub Docs, Workflow commands for GitHub Actions.
"""

from collections.abc import Iterator
from typing import Final

from krig.validation.findings.finding import Finding, Findings
from krig.validation.formats import words
from krig.validation.report import Severity
from loaders.fault import Language

COMMANDS: Final = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
DATA: Final = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
PROPERTY: Final = (*DATA, (":", "%3A"), (",", "%2C"))


def render(findings: Findings, language: Language) -> str:
    """Return a command for each finding, and a last one that counts them."""
    return "".join(f"{line}\n" for line in _lines(findings, language))


def _lines(findings: Findings, language: Language) -> Iterator[str]:
    for finding in findings.shown:
        yield _command(
            COMMANDS[finding.severity],
            _text(finding, findings, language),
            **_place(finding),
            title=finding.rule.id,
        )
    for gone in findings.vanished:
        yield _command("notice", words.vanished(gone, language), title="baseline")
    for remark in words.remarks(findings, language):
        yield _command("warning" if findings.ran else "error", remark, title="krig")
    yield _command("notice", words.totals(findings, language), title="krig")


def _text(finding: Finding, findings: Findings, language: Language) -> str:
    """Return the message, and in lines below what it is about and the value found."""
    details = {
        "about": words.about(finding, findings, language),
        "found": words.found(finding, language),
    }
    told = (f"{words.called(name, language)}: {text}" for name, text in details.items() if text)
    return "\n".join([finding.message(language), *told])


def _place(finding: Finding) -> dict[str, object]:
    location = finding.location
    if location is None:
        return {}
    span = location.span
    if span is None:
        return {"file": location.file}
    place: dict[str, object] = {"file": location.file, "line": span.line, "endLine": span.end_line}
    if span.end_line == span.line:
        place |= {"col": span.column, "endColumn": max(span.end_column, span.column + 1)}
    return place


def _command(name: str, text: str, **properties: object) -> str:
    told = ",".join(f"{key}={_escaped(str(value), PROPERTY)}" for key, value in properties.items())
    return f"::{name} {told}::{_escaped(text, DATA)}"


def _escaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for character, escape in escapes:
        text = text.replace(character, escape)
    return text
