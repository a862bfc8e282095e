"""Validation: what the graph must keep, whether it does, and where to mend what it does not.

    report = validate(assemble().quads())
    print(render(report, "ko"))
    raise SystemExit(not report.conforms)

`krig.validation.files` does the same for any RDF files.
"""

from krig.validation.engine import Engine, validate
from krig.validation.report import Place, Report, Result, Severity
from krig.validation.shapes import ShapesError, ShapesGraph
from krig.validation.text import render

__all__ = [
    "Engine",
    "Place",
    "Report",
    "Result",
    "Severity",
    "ShapesError",
    "ShapesGraph",
    "render",
    "validate",
]
