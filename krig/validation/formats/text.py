"""A report for people: what is wrong, the line where it stands with a caret, and how to mend it."""

from collections.abc import Iterator
from typing import Final

from rich.text import Text

from krig.validation.findings.finding import Finding, Findings
from krig.validation.formats import words
from krig.validation.formats.excerpt import excerpt
from krig.validation.report import Severity
from krig.validation.text import best, word
from loaders.fault import Language
from ontology.namespaces import SH

WIDTH: Final = 100
STYLES: Final = {
    Severity.VIOLATION: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.INFO: "bold blue",
}
SPARQL: Final = SH["SPARQLConstraintComponent"]
"""What it asks for is in its message already."""
GUTTER: Final = "blue"
MARK: Final = "bold white on red"


def render(findings: Findings, language: Language) -> str:
    """Return the report without colours."""
    return "".join(f"{line.plain}\n" for line in lines(findings, language))


def lines(findings: Findings, language: Language, width: int = WIDTH) -> Iterator[Text]:
    """Yield the lines of the report, by file, to be shown with their styles."""
    mark = words.truncated(findings, language)
    if mark:
        yield Text(mark, MARK)
        yield Text()
    by_file = sorted(findings.shown, key=_by_file)
    for finding in by_file:
        yield from _told(finding, findings, language, width)
        yield Text()
    yield from _vanished(findings, language)
    yield Text(words.totals(findings, language), "bold")
    for remark in words.remarks(findings, language):
        yield Text(remark, MARK)


def _file(finding: Finding) -> str:
    return finding.location.file if finding.location else "\U0010ffff"


def _by_file(finding: Finding) -> tuple[object, ...]:
    span = finding.location.span if finding.location else None
    return _file(finding), (span.line, span.column) if span else (0, 0), finding.order


def _told(finding: Finding, findings: Findings, language: Language, width: int) -> Iterator[Text]:
    severity = word(finding.severity, language)
    yield Text.assemble(
        (f"{severity}[{finding.rule.id}]", STYLES[finding.severity]),
        (f": {finding.message(language)}", "bold"),
    )
    yield from _place(finding, findings, language, width)
    for name, value in _details(finding, findings, language):
        yield Text.assemble(("  = ", GUTTER), (f"{words.called(name, language)}: ", "dim"), value)


def _place(finding: Finding, findings: Findings, language: Language, width: int) -> Iterator[Text]:
    location = finding.location
    if location is None:
        yield Text.assemble(("  --> ", GUTTER), words.called("nowhere", language))
        return
    cell = words.cell(finding, language)
    yield Text.assemble(("  --> ", GUTTER), str(location), f" ({cell})" if cell else "")
    text = findings.texts.get(location.file)
    if location.span is None or text is None:
        return
    gutter = len(str(location.span.line))
    shown = excerpt(text, location.span, width - gutter - 3)
    if shown is not None:
        yield Text(" " * (gutter + 1) + "|", GUTTER)
        yield Text.assemble((f"{shown.number} | ", GUTTER), shown.line)
        caret = (shown.underline, STYLES[finding.severity])
        yield Text.assemble((" " * (gutter + 1) + "| ", GUTTER), caret)


def _details(finding: Finding, findings: Findings, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what else is known: the focus node, the path, the value, what is expected."""
    result = finding.result
    message = finding.message(language)
    by_query = result is not None and result.component == SPARQL
    expected = "" if by_query else best(finding.rule.expected, language)
    details = {
        "about": words.about(finding, findings, language),
        "path": findings.naming.path(result.path) if result and result.path is not None else "",
        "found": words.found(finding, language),
        "expected": "" if expected in message else expected,
        "stated": str(finding.rule.shape or ""),
    }
    yield from ((name, value) for name, value in details.items() if value)


def _vanished(findings: Findings, language: Language) -> Iterator[Text]:
    for gone in findings.vanished:
        yield Text(words.vanished(gone, language), "green")
    if findings.vanished:
        yield Text(words.sentence("update", language, count=len(findings.vanished)))
        yield Text()
