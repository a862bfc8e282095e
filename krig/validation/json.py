"""Writes a report as JSON, for programs."""

import json
from typing import Any

from krig.terms import Term
from krig.validation.path import path_text
from krig.validation.report import Report, Result, Severity, Texts


def render(report: Report) -> str:
    """Return the report as a JSON object; terms and paths are written as in SPARQL."""
    told = {
        "conforms": report.conforms,
        "counts": {severity: report.count(severity) for severity in Severity},
        "results": [_result(result) for result in report.results],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _result(result: Result) -> dict[str, Any]:
    place = result.place
    return {
        "severity": result.severity,
        "place": place and {"file": place.file, "row": place.row, "column": place.column},
        "messages": _texts(result.messages),
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
