"""Tables and RDF files, each broken in one way, and what is then reported: `broken_files.yaml`.

The files that are broken are the good ones of `good/`, and the tables of krig.
`python -m tests.krig.validation.broken_files` writes anew what is expected; the differences are to
be read before they are committed.
"""

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import yaml

import data
from krig.validation.check_rdf import Against, check
from krig.validation.check_tables import check_tables
from krig.validation.findings.finding import Finding, Findings
from tests.loaders.breaking import break_table

HERE: Final = Path(__file__).parent / "broken"
GOOD: Final = HERE / "good"
SHAPES: Final = Path("shapes.ttl")
LIST: Final = HERE / "broken_files.yaml"


@dataclass(frozen=True, slots=True)
class Broken:
    """Files broken by edits, and the findings that are expected."""

    breaks: str
    edits: tuple[Mapping[str, Any], ...]
    findings: tuple[Mapping[str, str], ...] = ()

    def __str__(self) -> str:
        return self.breaks

    @property
    def is_table(self) -> bool:
        """Whether it is one of krig's tables that is broken."""
        return any(str(edit["file"]).endswith((".csv", ".json")) for edit in self.edits)

    def found(self, folder: Path) -> Findings:
        """Break a copy of the good files in `folder`, and return what is found in it."""
        source = data.PATH if self.is_table else GOOD
        shutil.copytree(source, folder, dirs_exist_ok=True)
        for edit in self.edits:
            break_table(folder, edit)
        if self.is_table:
            return check_tables(folder)
        file = Path(str(self.edits[0]["file"]))
        return check([file], Against(shapes=(SHAPES,)))


def broken_files() -> tuple[Broken, ...]:
    """Return all that is broken, in the order of the list."""
    listed = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return tuple(
        Broken(each["breaks"], tuple(each["edits"]), tuple(each.get("findings", ())))
        for each in listed
    )


def told(findings: Findings) -> list[dict[str, str]]:
    """Return what is told of the grave findings, as the list holds it."""
    return [_told(finding) for finding in _grave(findings)]


def _grave(findings: Findings) -> Iterator[Finding]:
    """Yield the findings; of krig's tables, which have known infos and warnings, violations."""
    for finding in findings.all:
        if finding.severity == "violation" or not finding.row:
            yield finding


def _told(finding: Finding) -> dict[str, str]:
    span = finding.location.span if finding.location else None
    end = f"-{span.end_line}:{span.end_column}" if span else ""
    return {
        "at": f"{finding.location}{end}",
        "severity": str(finding.severity),
        "rule": finding.rule.id,
        "found": finding.found,
        "ko": finding.message("ko"),
        "en": finding.message("en"),
    }


def main() -> int:
    """Write what is expected of each entry of the list."""
    listed = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    for entry, broken in zip(listed, broken_files(), strict=True):
        with TemporaryDirectory() as folder, chdir(folder):
            entry["findings"] = told(broken.found(Path()))
    text = yaml.safe_dump(listed, allow_unicode=True, sort_keys=False, width=1000)
    LIST.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
