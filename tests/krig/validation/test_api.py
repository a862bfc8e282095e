"""`from krig import validate` serves notebooks, scripts and tests."""

import json
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

import krig
from krig import Validation, validate
from krig.validation import ShapesError, baseline
from krig.validation.baseline import BaselineError
from tests.krig.validation.broken_files import GOOD
from tests.krig.validation.formats.library import library

SHAPES = GOOD / "shapes.ttl"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The library, in which a book has too many pages."""
    file = tmp_path / "library.ttl"
    file.write_bytes(library(("ex:pages 480", "ex:pages 5001")).content)
    return file


def test_what_conforms_is_true(tmp_path: Path) -> None:
    found = validate(GOOD / "library.ttl", shapes=SHAPES)
    assert found
    assert found.conforms
    assert [*found] == []
    assert repr(found) == "<Validation: conforms, violation 0, warning 0, info 0>"


def test_what_does_not_conform_is_false_and_tells_its_findings(broken: Path) -> None:
    found = validate(str(broken), shapes=str(SHAPES))
    assert not found
    (finding,) = found
    assert str(finding.location) == f"{broken.as_posix()}:12:12"
    assert finding.message("en") == "ex:pages: expected a value of at most 5000."
    assert finding.message("ko") == "ex:pages에 기대하는 것은 5000 이하인 값입니다."
    assert "12 |   ex:pages 5001 ;" in str(found)
    assert json.loads(found.report("sarif"))["version"] == "2.1.0"
    assert found._repr_markdown_().startswith("## ❌ violation 1")


def test_graphs_of_rdflib_and_quads_of_pyoxigraph_are_validated(broken: Path) -> None:
    graph = rdflib.Graph().parse(broken)
    dataset = rdflib.Dataset()
    dataset.graph("https://example.org/g").parse(broken)
    quads = parse(path=broken, format=RdfFormat.TURTLE)
    for data in (graph, dataset, quads):
        found = validate(data, shapes=SHAPES)
        assert [each.rule.id for each in found] == ["ex:BookShape/ex:pages/MaxInclusive"]


def test_options_are_those_of_the_command_line(broken: Path, tmp_path: Path) -> None:
    warnings = tmp_path / "warnings.ttl"
    text = SHAPES.read_text(encoding="utf-8")
    warnings.write_text(
        text.replace("sh:maxInclusive 5000", "sh:maxInclusive 5000 ; sh:severity sh:Warning"),
        encoding="utf-8",
    )
    assert validate(broken, shapes=warnings)
    assert not validate(broken, shapes=warnings, fail_on="warning")
    known = tmp_path / "known.json"
    baseline.write(baseline.of(validate(broken, shapes=SHAPES)), known)
    found = validate(broken, shapes=[SHAPES], baseline=known)
    assert (found.conforms, found.known, [*found]) == (True, 1, [])
    assert validate(broken, shapes=SHAPES, limit=1, engine="pyshacl").hidden == 0


def test_without_data_krig_s_own_tables_are_meant() -> None:
    found = validate()
    assert found.conforms
    assert {each.location.file.partition("/")[0] for each in found if each.location} == {"data"}


def test_tables_are_validated_by_their_paths(tables: Path) -> None:
    assert validate(tables, tables / "rounds.csv").conforms


def test_what_cannot_be_run_is_raised(broken: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<a:b> a sh:NodeShape ; sh:targetNode <a:c> ; sh:sparql [ sh:select 'SELCT' ] .",
        encoding="utf-8",
    )
    with pytest.raises(ShapesError):
        validate(broken, shapes=bad)
    with pytest.raises(BaselineError):
        validate(broken, shapes=SHAPES, baseline=tmp_path / "absent.json")
    with pytest.raises(ValueError, match="grave"):
        validate(broken, shapes=SHAPES, fail_on="grave")
    with pytest.raises(KeyError):
        validate(broken, shapes=SHAPES).report("word")


def test_the_package_offers_it_by_name_and_nothing_else() -> None:
    assert krig.validate is validate
    assert krig.Validation is Validation
    with pytest.raises(AttributeError, match="no attribute 'valdate'"):
        getattr(krig, "val" + "date")
