"""A report in Turtle: the `sh:ValidationReport` that SHACL defines.

What is no result of SHACL, a fault of a table or a syntax error, has no place in it.
"""

from dataclasses import replace

from krig.validation.findings.finding import Finding, Findings
from krig.validation.formats import words
from krig.validation.report import Report, Result
from loaders.fault import Language


def render(findings: Findings, language: Language) -> str:
    """Return the report; a comment in front says where it does not tell all."""
    results = (_result(finding) for finding in findings.shown)
    report = Report.of(result for result in results if result is not None)
    mark = words.truncated(findings, language)
    return (f"# {mark}\n" if mark else "") + report.turtle()


def _result(finding: Finding) -> Result | None:
    """Return the result of a finding, with the messages that the finding tells."""
    return finding.result and replace(finding.result, messages=finding.messages)
