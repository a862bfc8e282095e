"""Validation: what the graph must keep, whether it does, and where to mend what it does not.

    report = validate(assemble().quads())
    print(render(report, "ko"))
    raise SystemExit(not report.conforms)

`krig.validation.check_rdf` does the same for any RDF files, `krig.validation.check_tables` for
tables before they are a graph; `krig.validate` is the way to both from a script or a notebook.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from krig.validation.engines import Engine
from krig.validation.report import Place, Report, Result, Severity
from krig.validation.shapes import ShapesError, ShapesGraph
from krig.validation.text import render

if TYPE_CHECKING:
    from krig.validation.engine import validate

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


def __getattr__(name: str) -> object:
    """Load the engines, which takes long, when one is first used (PEP 562)."""
    if name == "validate":
        return getattr(import_module("krig.validation.engine"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
