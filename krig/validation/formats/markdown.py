"""A summary in Markdown, for a job summary or a comment: counts, and a table for each file."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from krig.validation.findings.finding import Finding, Findings
from krig.validation.formats import words
from krig.validation.report import Severity
from krig.validation.text import word
from loaders.fault import Language

SIGNS: Final = {Severity.VIOLATION: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
ESCAPED: Final = str.maketrans({character: f"\\{character}" for character in r"\`*_[]|~#"}) | {
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord("&"): "&amp;",
    ord("\n"): "<br>",
    ord("\r"): "",
}


def render(findings: Findings, language: Language) -> str:
    """Return the summary: a heading that counts, then a table for each file."""
    return "\n".join(_blocks(findings, language)) + "\n"


def _blocks(findings: Findings, language: Language) -> Iterator[str]:
    sign = "✅" if findings.conforms else "❌"
    yield f"## {sign} {words.totals(findings, language)}\n"
    for remark in words.remarks(findings, language):
        yield f"> ⚠️ **{escaped(remark)}**\n"
    for file, several in groupby(sorted(findings.shown, key=_file), key=_file):
        yield f"### {escaped(file or word('nowhere', language))}\n"
        yield _table([*several], findings, language)
    for gone in findings.vanished:
        yield f"- {escaped(words.vanished(gone, language))}"
    if mark := words.truncated(findings, language):
        yield f"> ⚠️ **{escaped(mark)}**"


def _file(finding: Finding) -> str:
    return finding.location.file if finding.location else ""


def _table(several: list[Finding], findings: Findings, language: Language) -> str:
    heads = [
        words.called(name, language) for name in ("where", "message", "about", "found", "rule")
    ]
    lines = [["", *heads], ["---"] * (len(heads) + 1)]
    lines += (
        [SIGNS[finding.severity], *(escaped(cell) for cell in _cells(finding, findings, language))]
        for finding in several
    )
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _cells(finding: Finding, findings: Findings, language: Language) -> Iterator[str]:
    span = finding.location.span if finding.location else None
    place = f"{span.line}:{span.column}" if span else ""
    cell = words.cell(finding, language)
    yield f"{place} ({cell})" if cell else place
    yield finding.message(language)
    yield words.about(finding, findings, language)
    yield words.found(finding, language)
    yield finding.rule.id


def escaped(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, in one cell."""
    return text.translate(ESCAPED)
