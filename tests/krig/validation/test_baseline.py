"""A baseline lets pass what is known, fails what is new, and tells what has gone."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from krig.validation import baseline
from krig.validation.baseline import Baseline, BaselineError, Known
from krig.validation.check_rdf import Against, check
from krig.validation.check_tables import check_tables
from krig.validation.findings.finding import Findings
from krig.validation.report import Severity
from tests.conftest import Edit
from tests.krig.validation.broken_files import GOOD
from tests.krig.validation.formats.library import CHANGES, findings, library, of

SHAPES = Against(shapes=(GOOD / "shapes.ttl",))


def found(*changes: tuple[str, str]) -> Findings:
    return check([library(*changes)], SHAPES)


def test_what_is_known_does_not_fail_and_what_is_new_does() -> None:
    known = baseline.of(of(Severity.VIOLATION))
    compared = baseline.compare(findings(), known)
    assert (compared.known, len(compared.new), compared.conforms) == (4, 1, True)
    compared = baseline.compare(findings(), baseline.of(of(Severity.WARNING)))
    assert (compared.known, len(compared.new), compared.conforms) == (1, 4, False)


def test_what_is_no_longer_found_has_vanished() -> None:
    compared = baseline.compare(of(Severity.WARNING), baseline.of(findings()))
    assert len(compared.vanished) == 4
    assert compared.conforms
    assert {gone.rule for gone in compared.vanished} >= {"ex:BookShape/ex:pages/MaxInclusive"}


def test_a_finding_stays_known_wherever_it_moves() -> None:
    head = ("# A small library", "# one\n# more\n# lines\n# A small library")
    prefixes = ("book:gwangjang a", "\n\nbook:gwangjang a")
    moved = baseline.compare(found(*CHANGES, head, prefixes), baseline.of(findings()))
    assert not moved.new
    assert not moved.vanished
    assert moved.all[0].location != findings().all[0].location


def test_a_finding_stays_known_whatever_prefixes_and_blank_nodes_are_called() -> None:
    anonymous = ('rdfs:label "나무출판"', 'ex:name "나무출판"')
    friend = ("1930-01-01", "1930")
    known = baseline.of(found(anonymous, friend))
    assert len(known.known) == 2
    first = ("book:toji a ex:Book ;", "[] ex:note 1 .\n[] ex:note 2 .\nbook:toji a ex:Book ;")
    renamed = baseline.compare(found(first, anonymous, friend), known)
    assert not renamed.new
    assert not renamed.vanished


def test_another_value_or_another_node_is_another_finding() -> None:
    prints = {
        each.fingerprint
        for change in ("ex:pages 5001", "ex:pages 5002", "ex:pages 0")
        for each in found(("ex:pages 480", change)).all
    }
    assert len(prints) == 3


def test_of_findings_that_are_alike_as_many_are_known_as_are_counted() -> None:
    (warning,) = of(Severity.WARNING).all
    twice = replace(findings(), all=(warning, warning))
    known = baseline.of(twice)
    assert [each.count for each in known.known] == [2]
    assert len(baseline.compare(replace(twice, all=(warning,) * 3), known).new) == 1
    assert len(baseline.compare(replace(twice, all=(warning,)), known).vanished) == 1


def test_a_row_that_moves_keeps_what_is_known_of_it(tables: Path, edit: Edit) -> None:
    known = baseline.of(check_tables(tables))
    edit("industries", "id,label_ko", "id,label_ko")
    path = tables / "industries.csv"
    head, first, second, *rest = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([head, second, first, *rest]), encoding="utf-8")
    compared = baseline.compare(check_tables(tables), known)
    assert not compared.new
    assert not compared.vanished


def test_a_baseline_is_read_as_it_was_written_and_is_the_same_for_the_same(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    known = baseline.of(findings())
    baseline.write(known, file)
    assert baseline.read(file) == known
    first = file.read_bytes()
    baseline.write(baseline.of(replace(findings(), all=findings().all[::-1])), file)
    assert file.read_bytes() == first
    assert [*json.loads(first)] == ["version", "known"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "no baseline (JSON"),
        ('{"version": 2}', "no baseline (version"),
        ('{"known": [{"fingerprint": "a", "rule": "b", "count": 0}]}', "known/0/count"),
        ('{"extra": 1}', "extra"),
    ],
)
def test_what_is_no_baseline_is_refused_with_what_is_wrong(
    tmp_path: Path, content: str, problem: str
) -> None:
    file = tmp_path / "known.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BaselineError) as raised:
        baseline.read(file)
    assert problem in raised.value.en
    assert "기준선 파일이 아닙니다" in raised.value.ko


def test_a_baseline_that_is_absent_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="--update-baseline"):
        baseline.read(tmp_path / "absent.json")
    with pytest.raises(BaselineError, match="cannot be read"):
        baseline.read(tmp_path)


def test_what_was_not_checked_is_not_taken_for_gone() -> None:
    known = baseline.of(findings())
    for unchecked in (
        replace(of(Severity.INFO), ran=False),
        replace(of(Severity.INFO), whole=False),
    ):
        assert not baseline.compare(unchecked, known).vanished


def test_a_baseline_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="cannot be written"):
        baseline.write(Baseline(), tmp_path / "absent" / "known.json")


def test_an_empty_baseline_knows_nothing() -> None:
    compared = baseline.compare(findings(), Baseline())
    assert compared.new == findings().all
    assert Known(fingerprint="x", rule="y").count == 1
