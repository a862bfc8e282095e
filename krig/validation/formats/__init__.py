"""The formats in which findings are reported: for people, for programs, for CI services."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from krig.validation.findings.finding import Findings
from krig.validation.formats import csv, github, json, junit, markdown, sarif, text, turtle
from loaders.fault import Language


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what writes it, and its media type."""

    render: Callable[[Findings, Language], str]
    media_type: str


FORMATS: Final = {
    "text": Format(text.render, "text/plain"),
    "json": Format(json.render, "application/json"),
    "turtle": Format(turtle.render, "text/turtle"),
    "sarif": Format(sarif.render, "application/sarif+json"),
    "junit": Format(junit.render, "application/xml"),
    "github": Format(github.render, "text/plain"),
    "markdown": Format(markdown.render, "text/markdown"),
    "csv": Format(csv.render, "text/csv"),
}
"""The formats, by their names on the command line."""


def render(findings: Findings, name: str, language: Language) -> str:
    """Return `findings` in the format called `name`.

    Raises:
        KeyError: there is no such format.

    """
    return FORMATS[name].render(findings, language)
