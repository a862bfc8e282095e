"""The words that reports share, in Korean and in English."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from krig.validation.findings.finding import Finding, Findings, Vanished
from krig.validation.report import Severity, Texts
from krig.validation.text import best, word
from loaders.fault import Language

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "truncated": (
        "보고를 잘랐습니다: {total}개 가운데 {shown}개만 보입니다. 전부 보려면 --limit을 빼십시오.",
        "TRUNCATED: {shown} of {total} results are told; take --limit away to see them all.",
    ),
    "vanished": (
        "기준선에 있던 것이 없어졌습니다: {rule} ({file}) {message}",
        "known by the baseline, and gone: {rule} ({file}) {message}",
    ),
    "update": (
        "없어진 {count}개를 기준선에서 빼려면 --update-baseline을 쓰십시오.",
        "{count} known results are gone: --update-baseline takes them out of the baseline.",
    ),
    "known": ("기준선에 있는 것 {count}개", "{count} known by the baseline"),
    "not_run": (
        "읽지 못한 파일이 있어 검증하지 못했습니다.",
        "a file could not be read, so that nothing was validated.",
    ),
    "not_whole": (
        "표의 오류 때문에 형태는 검증하지 않았습니다. 고친 뒤에 다시 검증하십시오.",
        "The shapes were not checked, because of the faults of the tables; mend these first.",
    ),
    "vacuous": (
        "검증한 것이 없습니다: 데이터에 형태의 대상이 없으니 이름공간을 보십시오.",
        "NOTHING WAS CHECKED: the shapes target nothing in the data; see namespaces and sh:target.",
    ),
}

WORDS: Final[dict[str, tuple[str, str]]] = {
    "about": ("대상", "about"),
    "path": ("경로", "path"),
    "found": ("값", "value"),
    "expected": ("기대", "expected"),
    "rule": ("규칙", "rule"),
    "stated": ("정의된 곳", "stated at"),
    "where": ("곳", "where"),
    "nowhere": ("어느 파일에도 없는 것", "in no file"),
    "message": ("무엇을 고칠지", "what to mend"),
    "row": ("{row}행", "row {row}"),
    "column": ("{column} 열", "column {column}"),
}


def sentence(name: str, language: Language, **details: object) -> str:
    """Return a sentence of the reports in `language`."""
    return SENTENCES[name][language == "en"].format(**details)


def called(name: str, language: Language, **details: object) -> str:
    """Return a word of the reports in `language`."""
    return WORDS[name][language == "en"].format(**details)


def truncated(findings: Findings, language: Language) -> str:
    """Return that a report does not tell all; empty where it does."""
    if not findings.hidden:
        return ""
    shown, total = len(findings.shown), len(findings.new)
    return sentence("truncated", language, shown=shown, total=total)


def remarks(findings: Findings, language: Language) -> Iterator[str]:
    """Yield what no reader may overlook: that a report is cut, or says nothing."""
    if mark := truncated(findings, language):
        yield mark
    if findings.vacuous:
        yield sentence("vacuous", language)
    if not findings.whole:
        yield sentence("not_whole", language)
    if not findings.ran:
        yield sentence("not_run", language)


def totals(findings: Findings, language: Language) -> str:
    """Return how many new findings there are by severity, and how many the baseline knows."""
    counts = Counter(finding.severity for finding in findings.new)
    counted = ", ".join(f"{word(each, language)} {counts[each]}" for each in Severity)
    if findings.known:
        counted += f" ({sentence('known', language, count=findings.known)})"
    return counted


def vanished(gone: Vanished, language: Language) -> str:
    """Return that what the baseline knows was not found."""
    details = {"rule": gone.rule, "file": gone.file or "–", "message": gone.message}
    return sentence("vanished", language, **details)


def about(finding: Finding, findings: Findings, language: Language) -> str:
    """Return the focus node of a finding, by its label if it has one; empty if it has none."""
    if finding.result is None:
        return ""
    return _labelled(
        findings.naming.term(finding.result.focus_node), finding.result.focus_labels, language
    )


def found(finding: Finding, language: Language) -> str:
    """Return the value that was found, by its label if it has one; empty if there is none."""
    labels = finding.result.value_labels if finding.result and finding.found else ()
    return _labelled(finding.found, labels, language)


def cell(finding: Finding, language: Language) -> str:
    """Return the row and the column of a table in words; empty where it is in none."""
    parts = []
    if finding.row:
        parts.append(called("row", language, row=finding.row))
    if finding.column:
        parts.append(called("column", language, column=finding.column))
    return (" " if language == "ko" else ", ").join(parts)


def _labelled(term: str, labels: Texts, language: Language) -> str:
    label = best(labels, language)
    return f"{label} <{term}>" if label else term
