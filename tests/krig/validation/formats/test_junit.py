"""JUnit XML is read by what reads JUnit XML."""

from dataclasses import replace

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase
from pyoxigraph import Literal

from krig.validation.findings.finding import Findings
from krig.validation.formats.junit import render
from krig.validation.report import Severity
from tests.krig.validation.formats.library import NOT_READ, NOTHING, findings, of


def cases(found: Findings) -> list[TestCase]:
    document = JUnitXml.fromstring(render(found, "en").encode())
    return [case for suite in document for case in suite]


def test_each_finding_is_a_case_of_its_file() -> None:
    document = JUnitXml.fromstring(render(findings(), "en").encode())
    (suite,) = document
    assert suite.name == "data/my library.ttl"
    assert (suite.tests, suite.failures, suite.errors) == (5, 4, 0)
    first = next(iter(suite))
    assert first.name == "9:22 ex:BookShape/ex:title/LanguageIn"
    (failure,) = first.result
    assert isinstance(failure, Failure)
    assert failure.message == "Give the title once in each language."
    assert "about: book:toji" in (failure.text or "")


def test_what_is_not_grave_enough_to_fail_passes_and_tells_itself() -> None:
    (case,) = cases(of(Severity.WARNING))
    assert case.is_passed
    assert "A reprint is not older" in str(case.system_out)
    (case,) = cases(replace(of(Severity.WARNING), fail_on=Severity.INFO))
    assert not case.is_passed


def test_what_the_baseline_knows_is_skipped() -> None:
    known = replace(of(Severity.WARNING).all[0], known=True)
    (case,) = cases(Findings((known,)))
    assert isinstance(case.result[0], Skipped)


def test_where_nothing_is_found_one_case_passes() -> None:
    (case,) = cases(NOTHING)
    assert (case.name, case.is_passed) == ("conforms", True)


def test_a_cut_report_and_a_run_that_failed_are_errors() -> None:
    for found in (replace(findings(), limit=1), NOT_READ, replace(NOTHING, vacuous=True)):
        assert any(isinstance(each, Error) for case in cases(found) for each in case.result)


def test_what_xml_cannot_hold_does_not_spoil_the_document() -> None:
    (finding,) = of(Severity.WARNING).all
    odd = replace(finding, messages=(Literal("a\x00\x1b<&>\ufffe", language="en"),))
    (case,) = cases(replace(findings(), all=(odd,), fail_on=Severity.WARNING))
    assert case.result[0].message == "a\ufffd\ufffd<&>\ufffd"
