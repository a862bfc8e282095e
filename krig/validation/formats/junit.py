"""A report as JUnit XML: a suite for each file, a case for each finding.

What does not make the run fail is a case that passes and tells it; what the baseline knows is
skipped. Where nothing was found, one case passes.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from krig.validation.findings.finding import Finding, Findings
from krig.validation.formats import words
from krig.validation.report import Severity
from krig.validation.text import word
from loaders.fault import Language

ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""
SUITE: Final = "krig validate"


def render(findings: Findings, language: Language) -> str:
    """Return the XML document."""
    root = Element("testsuites", name=SUITE)
    told = sorted([*findings.shown, *(each for each in findings.all if each.known)], key=_file)
    for file, several in groupby(told, key=_file):
        suite = SubElement(root, "testsuite", name=legal(file or words.called("nowhere", language)))
        for finding in several:
            _case(suite, finding, findings, language)
    if not told or any(True for _ in words.remarks(findings, language)):
        _on_the_whole(SubElement(root, "testsuite", name=SUITE), findings, language)
    for element in (root, *root):
        _count(element)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _file(finding: Finding) -> str:
    return finding.location.file if finding.location else ""


def _case(suite: Element, finding: Finding, findings: Findings, language: Language) -> None:
    location = finding.location
    place = f"{location.span.line}:{location.span.column} " if location and location.span else ""
    message = legal(finding.message(language))
    case = SubElement(
        suite,
        "testcase",
        name=legal(f"{place}{finding.rule.id}"),
        classname=legal(finding.rule.id),
        time="0",
    )
    if location:
        case.set("file", legal(location.file))
        if location.span:
            case.set("line", str(location.span.line))
    text = legal("\n".join(_lines(finding, findings, language)))
    if finding.known:
        SubElement(case, "skipped", message=words.sentence("known", language, count=1))
    elif _fails(finding, findings):
        failure = SubElement(case, "failure", message=message, type=finding.severity)
        failure.text = text
    else:
        SubElement(case, "system-out").text = text


def _fails(finding: Finding, findings: Findings) -> bool:
    order = [*Severity]
    return order.index(finding.severity) <= order.index(findings.fail_on)


def _lines(finding: Finding, findings: Findings, language: Language) -> Iterator[str]:
    yield f"{word(finding.severity, language)}: {finding.message(language)}"
    if finding.location:
        yield str(finding.location)
    for name, text in (
        ("about", words.about(finding, findings, language)),
        ("found", words.found(finding, language)),
    ):
        if text:
            yield f"{words.called(name, language)}: {text}"


def _on_the_whole(suite: Element, findings: Findings, language: Language) -> None:
    """Add a case that tells of the run itself: that all is well, cut short, or was not checked."""
    case = SubElement(suite, "testcase", name="conforms", classname=SUITE, time="0")
    for remark in words.remarks(findings, language):
        SubElement(case, "error", message=remark, type="run")


def _count(suite: Element) -> None:
    """Let a suite say how many cases it has, and how many of them did not pass."""
    suite.set("tests", str(len([*suite.iter("testcase")])))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(len([*suite.iter(tag)])))


def legal(text: str) -> str:
    """Return `text` with U+FFFD for each character that XML cannot hold."""
    return ILLEGAL.sub("\ufffd", text)
