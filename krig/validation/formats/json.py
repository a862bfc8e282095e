"""A report in JSON, for programs: everything that is known of each finding."""

import json
from typing import Any

from krig.terms import Term
from krig.validation.findings.finding import Finding, Findings, Location
from krig.validation.path import path_text
from krig.validation.report import Result, Severity, Texts
from loaders.fault import Language


def render(findings: Findings, _language: Language) -> str:
    """Return the report as a JSON object; terms and paths are written as in SPARQL."""
    told = {
        "conforms": findings.conforms,
        "ran": findings.ran,
        "whole": findings.whole,
        "vacuous": findings.vacuous,
        "counts": {
            severity: sum(each.severity == severity for each in findings.new)
            for severity in Severity
        },
        "known": findings.known,
        "truncated": bool(findings.hidden),
        "shown": len(findings.shown),
        "total": len(findings.new),
        "results": [_finding(finding) for finding in findings.shown],
        "vanished": [
            {
                "fingerprint": each.fingerprint,
                "rule": each.rule,
                "file": each.file,
                "message": each.message,
            }
            for each in findings.vanished
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "rule": finding.rule.id,
        "place": _place(finding),
        "messages": _texts(finding.messages),
        "expected": _texts(finding.rule.expected),
        "found": finding.found or None,
        "fingerprint": finding.fingerprint,
        **(_result(finding.result) if finding.result else {}),
    }


def _place(finding: Finding) -> dict[str, Any] | None:
    location = finding.location
    if location is None:
        return None
    return {
        **_location(location),
        "tableRow": finding.row or None,
        "tableColumn": finding.column or None,
    }


def _location(location: Location) -> dict[str, Any]:
    span = location.span
    return {
        "file": location.file,
        "line": span and span.line,
        "column": span and span.column,
        "endLine": span and span.end_line,
        "endColumn": span and span.end_column,
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "focusNode": str(result.focus_node),
        "focusLabels": _texts(result.focus_labels),
        "path": None if result.path is None else path_text(result.path),
        "value": _term(result.value),
        "valueLabels": _texts(result.value_labels),
        "shape": _term(result.source_shape),
        "constraint": _term(result.constraint),
        "component": str(result.component),
    }


def _term(term: Term | None) -> str | None:
    return None if term is None else str(term)


def _texts(texts: Texts) -> list[dict[str, str]]:
    return [{"language": text.language or "", "text": text.value} for text in texts]
