"""A baseline: what is known to be wrong and is being worked off, in a file of its own.

What it knows does not make a run fail; what it does not know does. A finding is known by what is
wrong with what, not by where it stands: a row or a statement may move.
"""

import json
from collections import Counter
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from krig.validation.findings.finding import Finding, Findings, Vanished

VERSION: Final = 1


class BaselineError(Exception):
    """A file is no baseline: why, in Korean and in English."""

    def __init__(self, ko: str, en: str) -> None:
        self.ko = ko
        self.en = en
        super().__init__(en)


class Known(BaseModel):
    """A finding that is known: what tells it from others, how often it is, and what it says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fingerprint: str
    count: Annotated[int, Field(ge=1)] = 1
    rule: str
    file: str = ""
    message: str = ""


class Baseline(BaseModel):
    """The findings that are known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = VERSION
    known: tuple[Known, ...] = ()


def read(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        BaselineError: the file is absent, or is no baseline.

    """
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise BaselineError(
            f"{path}: 파일이 없습니다. --update-baseline으로 만드십시오.",
            f"{path}: there is no such file; make it by --update-baseline.",
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise BaselineError(
            f"{path}: 읽을 수 없습니다: {reason}", f"{path}: cannot be read: {reason}"
        ) from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/".join(map(str, first["loc"])) or "JSON"
        raise BaselineError(
            f"{path}: 기준선 파일이 아닙니다({where}: {first['msg']}).",
            f"{path}: this is no baseline ({where}: {first['msg']}).",
        ) from None


def of(findings: Findings) -> Baseline:
    """Return the baseline that knows all of `findings`, ordered so that its differences are few."""
    counted = Counter(finding.fingerprint for finding in findings.all)
    first = {finding.fingerprint: finding for finding in reversed(findings.all)}
    known = (
        Known(
            fingerprint=fingerprint,
            count=counted[fingerprint],
            rule=finding.rule.id,
            file=finding.location.file if finding.location else "",
            message=finding.message("en"),
        )
        for fingerprint, finding in first.items()
    )
    order = attrgetter("file", "rule", "fingerprint")
    return Baseline(known=tuple(sorted(known, key=order)))


def write(baseline: Baseline, path: Path) -> None:
    """Write `baseline`, a line for each property, so that a review can read what changes.

    Raises:
        BaselineError: the file cannot be written.

    """
    told = json.dumps(baseline.model_dump(), ensure_ascii=False, indent=2)
    try:
        path.write_text(told + "\n", encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise BaselineError(
            f"{path}: 쓸 수 없습니다: {reason}", f"{path}: cannot be written: {reason}"
        ) from None


def compare(findings: Findings, baseline: Baseline) -> Findings:
    """Return `findings`, those that `baseline` knows marked, with what it knows in vain.

    Of findings that are alike, as many are known as the baseline counts. Nothing counts as gone
    where not everything was checked.
    """
    left = Counter({each.fingerprint: each.count for each in baseline.known})
    marked: list[Finding] = []
    for finding in findings.all:
        known = left[finding.fingerprint] > 0
        left[finding.fingerprint] -= known
        marked.append(replace(finding, known=known))
    vanished = tuple(
        Vanished(each.fingerprint, each.rule, each.file, each.message)
        for each in baseline.known
        for _ in range(left[each.fingerprint])
        if findings.ran and findings.whole
    )
    return replace(findings, all=tuple(marked), vanished=vanished)
