"""A report in SARIF, for code scanning and for editors.

Source: Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from krig import __version__
from krig.positions import Lines, Span
from krig.validation.findings.finding import Finding, Findings, Location, Vanished
from krig.validation.formats import words
from krig.validation.report import Severity
from krig.validation.text import best
from krig.validation.wording.constraints import LANGUAGES, short_component
from loaders.fault import Language
from ontology.namespaces import SH

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT: Final = "SRCROOT"
"""What the addresses of files are relative to: the root of the sources."""
FINGERPRINT: Final = "krig/v1"
LEVELS: Final = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
INFORMATION: Final = "https://w3id.org/krig/"
SPECIFICATION: Final = "https://www.w3.org/TR/shacl/#"
SECTIONS: Final = {
    "SPARQL": "sparql-constraints",
    "QualifiedMinCount": "QualifiedValueShapeConstraintComponent",
    "QualifiedMaxCount": "QualifiedValueShapeConstraintComponent",
}
"""The sections of SHACL that are not called like the component that they define."""
SPARQL: Final = SH["SPARQLConstraintComponent"]

Json = dict[str, Any]


def render(findings: Findings, language: Language) -> str:
    """Return the SARIF log: one run, its rules, and a result for each finding."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(findings, language)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(findings: Findings, language: Language) -> Json:
    told = [*findings.shown, *(each for each in findings.all if each.known)]
    rules = {finding.rule.id: finding for finding in reversed(told)}
    order = {name: number for number, name in enumerate(sorted(rules))}
    compared = bool(findings.known or findings.vanished)
    results = [_result(each, order, findings, language, compared=compared) for each in told]
    results += [_absent(each) for each in findings.vanished]
    driver = {
        "name": "krig",
        "version": __version__,
        "informationUri": INFORMATION,
        "rules": [_rule(rules[name], language) for name in order],
    }
    return {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the sources."}}},
        "invocations": [_invocation(findings, language)],
        "results": results,
        "properties": {
            "truncated": bool(findings.hidden),
            "shown": len(findings.shown),
            "total": len(findings.new),
        },
    }


def _invocation(findings: Findings, language: Language) -> Json:
    """Return how the run went: what it could not tell, or not check, is a notification."""
    level = "warning" if findings.ran else "error"
    notes = [
        {"level": level, "message": {"text": remark}}
        for remark in words.remarks(findings, language)
    ]
    told = {"executionSuccessful": findings.ran}
    return told | ({"toolExecutionNotifications": notes} if notes else {})


def _rule(finding: Finding, language: Language) -> Json:
    """Return the rule of a finding, with its help in both languages, the wanted one first."""
    rule = finding.rule
    first = best(rule.expected, language) or finding.message(language)
    texts = [
        best(texts, each)
        for each in _by_wish(language)
        for texts in (rule.expected, finding.messages)
        if texts
    ]
    help_text = "\n\n".join(dict.fromkeys(texts)) or rule.id
    described: Json = {
        "id": rule.id,
        "name": rule.id.rpartition("/")[2],
        "shortDescription": {"text": first or rule.id},
        "fullDescription": {"text": help_text},
        "help": {"text": help_text, "markdown": help_text},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
        "properties": {"tags": ["SHACL" if finding.result else "data"]},
    }
    if finding.result and finding.result.component in SH:
        component = short_component(finding.result.component)
        section = SECTIONS.get(component, f"{component}ConstraintComponent")
        described["helpUri"] = SPECIFICATION + section
    return described


def _by_wish(language: Language) -> list[Language]:
    return sorted(LANGUAGES, key=lambda each: each != language)


def _result(
    finding: Finding,
    order: Mapping[str, int],
    findings: Findings,
    language: Language,
    *,
    compared: bool,
) -> Json:
    told: Json = {
        "ruleId": finding.rule.id,
        "ruleIndex": order[finding.rule.id],
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding, findings, language)},
        "locations": [_location(finding, findings)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": _properties(finding),
    }
    if compared:
        told["baselineState"] = "unchanged" if finding.known else "new"
    if finding.rule.shape:
        place = _physical(finding.rule.shape, {})
        text = words.called("stated", language)
        told["relatedLocations"] = [{"id": 1, "message": {"text": text}, "physicalLocation": place}]
    if _has_way(finding):
        told["codeFlows"] = [_flow(finding.flow, findings.texts)]
    return told


def _has_way(finding: Finding) -> bool:
    """Tell whether there is more of a way to tell than the two ends of one statement."""
    by_query = finding.result is not None and finding.result.component == SPARQL
    return len(finding.flow) > (1 if by_query else 2)


def _absent(gone: Vanished) -> Json:
    place = {"physicalLocation": _physical(Location(gone.file), {})} if gone.file else {}
    return {
        "ruleId": gone.rule,
        "kind": "pass",
        "baselineState": "absent",
        "message": {"text": gone.message or gone.rule},
        "locations": [place],
        "partialFingerprints": {FINGERPRINT: gone.fingerprint},
    }


def _message(finding: Finding, findings: Findings, language: Language) -> str:
    details = {
        "about": words.about(finding, findings, language),
        "found": words.found(finding, language),
    }
    told = (f"{words.called(name, language)}: {text}" for name, text in details.items() if text)
    return "\n".join([finding.message(language) or finding.rule.id, *told])


def _location(finding: Finding, findings: Findings) -> Json:
    told: Json = {}
    if finding.location:
        told["physicalLocation"] = _physical(finding.location, findings.texts)
    if finding.result:
        node = findings.naming.term(finding.result.focus_node)
        told["logicalLocations"] = [{"fullyQualifiedName": node, "kind": "resource"}]
    return told


def _physical(location: Location, texts: Mapping[str, Lines]) -> Json:
    file = location.file
    artifact: Json = {"uri": quote(file)}
    if not file.startswith("/"):
        artifact["uriBaseId"] = ROOT
    told: Json = {"artifactLocation": artifact}
    if location.span:
        lines = texts.get(file)
        told["region"] = _region(location.span, lines)
        if lines is not None:
            line = location.span.line
            told["contextRegion"] = _region(Span(line, 1, line, len(lines.line(line)) + 1), lines)
    return told


def _region(span: Span, lines: Lines | None) -> Json:
    region: Json = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    if lines is not None and span.end_line == span.line:
        text = lines.line(span.line)[span.column - 1 : span.end_column - 1]
        region["snippet"] = {"text": text}
    return region


def _flow(flow: Iterable[Location], texts: Mapping[str, Lines]) -> Json:
    """Return the way from the focus node to the value, a location for each step."""
    steps = [{"location": {"physicalLocation": _physical(each, texts)}} for each in flow]
    return {"threadFlows": [{"locations": steps}]}


def _properties(finding: Finding) -> Json:
    told: Json = {"severity": finding.severity}
    if finding.row:
        told |= {"tableRow": finding.row, "tableColumn": finding.column}
    if finding.result:
        told["focusNode"] = str(finding.result.focus_node)
    if finding.found:
        told["value"] = finding.found
    return told
