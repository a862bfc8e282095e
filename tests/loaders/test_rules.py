"""Every rule is broken at least once, and the fault that is told is exactly the one expected."""

from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest
import yaml

from loaders.evidence import examine
from loaders.fault import Fault, TableFaultsError
from loaders.package import load
from loaders.rules import EXPECTED, Rule, against, nearest
from tests.loaders.breaking import break_table

RULES: tuple[Rule, ...] = get_args(Rule)
BREAKINGS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "broken_tables.yaml").read_text(encoding="utf-8")
)


def faults_of(folder: Path, texts: Path) -> tuple[Fault, ...]:
    try:
        load(folder)
    except TableFaultsError as error:
        return error.faults
    return examine(folder, [texts]).faults


def name(breaking: dict[str, Any]) -> str:
    return f"{breaking['rule']}: {breaking['breaks']}"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder for the texts of documents."""
    folder = tmp_path / "texts"
    folder.mkdir()
    return folder


def test_the_unbroken_tables_have_no_fault(few: Path, texts: Path) -> None:
    assert faults_of(few, texts) == ()


@pytest.mark.parametrize("breaking", BREAKINGS, ids=name)
def test_a_broken_table_is_told_with_its_place_and_what_is_expected(
    breaking: dict[str, Any], few: Path, texts: Path
) -> None:
    for edit in breaking["edits"]:
        break_table(few, edit)
    for number, text in enumerate(breaking.get("texts", ())):
        (texts / f"{number}.txt").write_text(text, encoding="utf-8")
    told = [
        {
            "rule": fault.rule,
            "at": fault.place,
            "found": fault.found,
            "ko": fault.expected_ko,
            "en": fault.expected_en,
        }
        for fault in faults_of(few, texts)
    ]
    assert told == breaking["faults"]
    assert breaking["rule"] in {fault["rule"] for fault in told}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_table_that_breaks_it(rule: Rule) -> None:
    assert any(breaking["rule"] == rule for breaking in BREAKINGS)


def test_every_rule_is_told_in_both_languages() -> None:
    assert EXPECTED.keys() == set(RULES)
    for rule, (ko, en) in EXPECTED.items():
        assert any("가" <= character <= "힣" for character in ko), rule
        assert en.isascii(), rule


@pytest.mark.parametrize("rule", RULES)
def test_both_languages_name_the_same_details_apart_from_those_of_one_language(rule: Rule) -> None:
    ko, en = (
        {field for _, field, _, _ in Formatter().parse(wording) if field}
        for wording in EXPECTED[rule]
    )
    assert {field.removesuffix("_ko") for field in ko} == {
        field.removesuffix("_en") for field in en
    }


def test_a_detail_is_told_in_one_printable_line() -> None:
    fault = against("rdf", "zones.csv", 2, near="a\rb", problem="no\nIRI\t")
    assert fault.expected_en == (
        "this row cannot be written in RDF: no\\x0aIRI\\x09 Do you mean “a\\x0db”?"
    )


def test_what_was_probably_meant_is_asked() -> None:
    fault = against("resource", "zones.json", near="regions", descriptor="datapackage.json")
    assert fault.message("ko").endswith("“regions”입니까?")
    assert fault.message("en").endswith("Do you mean “regions”?")


@pytest.mark.parametrize(
    ("text", "meant"), [("oficial", "official"), ("offcial", "official"), ("xyz", None)]
)
def test_only_what_is_close_is_meant(text: str, meant: str | None) -> None:
    assert nearest(text, ["official", "press"]) == meant
