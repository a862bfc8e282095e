"""A report as a table, a row for each finding, for those who sort and filter (RFC 4180)."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from krig.validation.findings.finding import Finding, Findings
from krig.validation.formats import words
from krig.validation.path import path_text
from krig.validation.text import best
from loaders.fault import Language

HEADER: Final = (
    "severity",
    "file",
    "line",
    "column",
    "end_line",
    "end_column",
    "table_row",
    "table_column",
    "rule",
    "message",
    "focus_node",
    "focus_label",
    "path",
    "value",
    "fingerprint",
)
TRUNCATED: Final = "truncated"
"""The severity of a last row that says that there are more."""


def render(findings: Findings, language: Language) -> str:
    """Return the table; where it does not tell all, its last row says so."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([*_row(finding, language)] for finding in findings.shown)
    if mark := words.truncated(findings, language):
        row = dict.fromkeys(HEADER, "") | {"severity": TRUNCATED, "message": mark}
        writer.writerow(row.values())
    return out.getvalue()


def _row(finding: Finding, language: Language) -> Iterator[object]:
    location, result = finding.location, finding.result
    span = location.span if location else None
    yield finding.severity
    yield location.file if location else ""
    yield from (span.line, span.column, span.end_line, span.end_column) if span else [""] * 4
    yield finding.row or ""
    yield finding.column
    yield finding.rule.id
    yield finding.message(language)
    yield str(result.focus_node) if result else ""
    yield best(result.focus_labels, language) if result else ""
    yield path_text(result.path) if result and result.path is not None else ""
    yield finding.found
    yield finding.fingerprint
