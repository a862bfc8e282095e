"""What is found in a library in which several things are wrong, for the tests of the formats."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from krig.validation.check_rdf import Against, check
from krig.validation.findings.finding import Finding, Findings, Location
from krig.validation.rdf_files import Given
from krig.validation.report import Severity
from tests.krig.validation.broken_files import GOOD

NAME: Final = "data/my library.ttl"
CHANGES: Final = (
    ("ex:pages 480", "ex:pages 5001"),
    ('"나무출판"', '"나무|출판 <b>&"'),
    ("ex:reprinted 2012", "ex:reprinted 1912"),
    ("ex:status ex:Lent", "ex:status ex:Available"),
    ('rdfs:label "최인훈" ; ', ""),
    ('"The Land"@en', '"The Land"'),
)
"""Pages, nothing, a warning, a constraint in SPARQL, a name that is missing, a language too."""


def library(*changes: tuple[str, str]) -> Given:
    """Return the good library with `changes`."""
    text = (GOOD / "library.ttl").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return Given(NAME, text.encode())


@cache
def findings() -> Findings:
    """Return what is found after all the changes."""
    found = check([library(*CHANGES)], Against(shapes=(GOOD / "shapes.ttl",)))
    return without_machine(found)


def without_machine(found: Findings) -> Findings:
    """Return `found` with the shapes told by their name alone, wherever the tests run."""
    return replace(found, all=tuple(_told(each) for each in found.all))


def _told(finding: Finding) -> Finding:
    shape = finding.rule.shape
    if shape is None:
        return finding
    named = Location(Path(shape.file).name, shape.span)
    return replace(finding, rule=replace(finding.rule, shape=named))


def only(findings: Findings, chosen: Callable[[Finding], bool]) -> Findings:
    """Return the findings that are chosen."""
    return replace(findings, all=tuple(each for each in findings.all if chosen(each)))


def of(severity: Severity) -> Findings:
    """Return the findings of a severity."""
    return only(findings(), lambda finding: finding.severity is severity)


NOTHING: Final = Findings()
NOT_READ: Final = check([Given("bad.ttl", b"<a> <b> .")], Against(shapes=(GOOD / "shapes.ttl",)))
