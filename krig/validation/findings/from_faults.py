"""The faults of tables, and of files that cannot be read, as findings."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import RdfFormat

from krig.positions import Lines, Span, xml_fault
from krig.validation.findings.finding import Finding, Location, Rule
from krig.validation.rdf_files import FORMATS, FileFault
from krig.validation.report import Severity, Texts
from loaders.fault import Fault

TABLES: Final = "table"
SYNTAX: Final = "file/syntax"


def of_tables(faults: Iterable[Fault]) -> Iterator[Finding]:
    """Yield a finding for each fault of a table or its descriptor."""
    for fault in faults:
        yield Finding(
            severity=Severity.VIOLATION,
            rule=Rule(f"{TABLES}/{fault.rule}"),
            messages=_both(fault.expected_ko, fault.expected_en),
            identity=(fault.rule, fault.file, fault.column, fault.found, fault.expected_en),
            location=Location(fault.file),
            row=fault.row,
            column=fault.column,
            found=fault.found,
        )


def of_files(faults: Iterable[FileFault], texts: Mapping[str, Lines]) -> Iterator[Finding]:
    """Yield a finding for each file that cannot be read; `texts` are those of the files."""
    for fault in faults:
        yield Finding(
            severity=Severity.VIOLATION,
            rule=Rule(SYNTAX),
            messages=_both(fault.problem_ko, fault.problem_en),
            identity=(SYNTAX, fault.file, fault.problem_en),
            location=Location(fault.file, _span(fault, texts.get(fault.file))),
        )


def _span(fault: FileFault, text: Lines | None) -> Span | None:
    """Return where the parser stopped; that of RDF/XML does not tell."""
    if fault.line:
        column = fault.column or 1
        return Span(fault.line, column, fault.line, column + 1)
    if text is not None and FORMATS.get(Path(fault.file).suffix) == RdfFormat.RDF_XML:
        return xml_fault(text.text)
    return None


def _both(ko: str, en: str) -> Texts:
    return RdfLiteral(ko, language="ko"), RdfLiteral(en, language="en")
